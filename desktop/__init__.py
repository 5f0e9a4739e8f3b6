"""清审 Qingshen: the cleaner production audit of one enterprise, offline, in one file."""

__version__ = "0.1.0"
