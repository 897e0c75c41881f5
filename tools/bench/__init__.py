"""Benchmarks of start-up, response, exports and builds: ``python -m tools.bench``.

These are not tests: the figures depend on the machine, so pytest doesn't collect them.
"""
