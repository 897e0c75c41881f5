"""Findings, quotes and figures: their models, delegates and panes, which don't know each other."""
