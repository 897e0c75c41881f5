"""Tests of the window with the time of each slide."""
