"""The guide that F1 opens: the pages of `docs/guide`, and a search in them."""
