"""Benchmarks of start-up, memory, response and exports: ``python -m tools.bench``.

These are not tests: the figures depend on the machine, so pytest doesn't collect them.
"""
