"""Minimal windows and files that the program is compared with, each run as a script."""
