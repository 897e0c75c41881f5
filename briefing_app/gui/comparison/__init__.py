"""Two briefings of the same subject side by side."""
