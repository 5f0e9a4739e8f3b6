"""The window: everything Qt. It reads and changes an audit only through ``desktop.document``."""
