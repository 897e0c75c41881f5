"""A desktop program for offline briefings."""

__version__ = "0.1.0"
