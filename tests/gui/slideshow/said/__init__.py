"""Tests of what the room said."""
