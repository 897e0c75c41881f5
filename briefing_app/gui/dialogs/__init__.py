"""The dialogs of the main window: what we said, times, identity, forget, notes without a finding."""
