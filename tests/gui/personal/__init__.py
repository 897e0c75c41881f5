"""Tests of what belongs to the user."""
