"""Dialogs of the main window: what we said, forget, unmatched notes."""
