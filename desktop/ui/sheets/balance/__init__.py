"""Balances: what goes in, what comes out, whether it closes."""
