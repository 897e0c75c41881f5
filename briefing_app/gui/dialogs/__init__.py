"""Dialogs of the main window: forget, notes that match nothing or aren't saved."""
