"""Cards: one form for each row of a table, with the list of rows beside it."""
