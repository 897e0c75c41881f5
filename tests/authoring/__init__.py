"""Tests of what briefings are written in."""
