"""Dialogs of the main window: what we said, times, forget, unmatched notes."""
