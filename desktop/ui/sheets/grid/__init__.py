"""Tables that behave like a spreadsheet."""
