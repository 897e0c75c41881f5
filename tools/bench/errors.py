"""Errors that prevent a measurement."""


class MissingPartError(Exception):
    """A required part is not installed; the message says how to install it."""


class NotMeasuredError(Exception):
    """A process failed or didn't show what was expected; the message says what happened."""
