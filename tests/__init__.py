"""Tests of the program, each named after the behaviour that it checks."""
