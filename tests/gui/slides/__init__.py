"""Tests of gui/slides."""
