"""How problems are listed and painted."""
