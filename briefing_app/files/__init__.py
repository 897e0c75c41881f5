"""Paths, reading untrusted files safely and writing files atomically; nothing about briefings."""
