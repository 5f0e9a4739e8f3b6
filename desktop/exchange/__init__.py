"""What comes and goes by file: calendars of deadlines."""
