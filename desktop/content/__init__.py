"""Content: ``forms/`` and ``resources/`` read strictly, linted, compiled to one file, and served as a ``Library``."""
