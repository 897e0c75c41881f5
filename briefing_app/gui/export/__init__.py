"""The export dialog. Not the jobs."""
