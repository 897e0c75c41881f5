"""The guide that F1 opens: its pages, read from `docs/guide`, and the keys of the program."""
