"""The window that compares two briefings, and its parts; not the comparison itself."""
