"""Preparing the order of the slides: its model, list and dialog."""
