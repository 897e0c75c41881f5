"""The window that compares the planned, rehearsed and taken time of each slide."""
