"""The file format of a briefing: its schema, and everything that reads, checks or builds a file."""
