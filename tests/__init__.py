"""Tests of the program, each named after the rule that it states."""
