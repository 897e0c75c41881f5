"""Tests of the file format: how it is read, checked and built."""
