"""Tests of the window and its panes."""
