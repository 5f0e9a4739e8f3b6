"""Two-way tables: candidates against factors."""
