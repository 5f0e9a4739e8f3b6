"""Forms: the fields of a record in two calm columns."""
