"""Tests of the mechanisms that inhibit sleep and of what combines them."""
