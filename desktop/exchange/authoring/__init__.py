"""Indicator systems as workbooks that a consultant fills in from the official annex, and back into an overlay."""
