"""Tests of gui/charts."""
