"""Tests of the layout of pages, without Qt and without fonts."""
