"""What can keep a figure from being taken."""


class MissingPartError(Exception):
    """Something that measuring needs is not installed; the message says how to install it."""


class NotMeasuredError(Exception):
    """What was to be seen on the screen did not come; the message says what."""
