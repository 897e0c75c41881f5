"""Widgets and Qt helpers that know nothing about briefings."""
