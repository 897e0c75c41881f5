"""The guide that F1 opens: the pages of `docs/guide`, a search in them, and their print."""
