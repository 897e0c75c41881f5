"""Mutated briefings and sources, and what must hold for each of them. No measurements."""
