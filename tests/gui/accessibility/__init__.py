"""Tests of gui/accessibility, and of the real window as a screen reader knows it."""
