"""Paths, the log file, reading untrusted files safely, atomic writing; nothing about briefings."""
