"""How fast the program starts and answers, against bare Qt windows: ``python -m tests.bench``.

Nothing here is a test: the figures depend on the machine, so pytest doesn't collect them.
"""
