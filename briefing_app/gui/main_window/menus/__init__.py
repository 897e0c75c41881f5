"""The table of the actions of the main window: one module for each menu."""
