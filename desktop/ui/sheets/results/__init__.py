"""Results of methods over the rows of a table."""
