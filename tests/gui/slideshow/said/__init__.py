"""Tests of what was said in discussions."""
