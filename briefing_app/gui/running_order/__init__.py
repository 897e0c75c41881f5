"""Editing a running order: the dialog, its parts, and what they share; orders are in model/."""
