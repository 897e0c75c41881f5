"""Dialogs of the main window: clear my data, notes that match nothing or aren't saved."""
