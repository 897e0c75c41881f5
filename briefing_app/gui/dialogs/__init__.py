"""Dialogs of the main window: what we said, times, identity, forget, unmatched notes."""
