"""Dialogs for building a briefing and saving a template, and the table of problems."""
