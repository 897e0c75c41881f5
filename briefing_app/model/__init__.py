"""Frozen values: reports, charts, slides, comparisons, search, colours, wording; no Qt, no SQL."""
