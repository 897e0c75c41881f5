"""How much of the figures is shown."""

from enum import Enum, auto


class FiguresForm(Enum):
    """The forms of the figures pane."""

    PANEL = auto()
    """A few bars at a fixed height, below the page."""
    COLUMN = auto()
    """Everything, beside the page."""
    LINE = auto()
    """Only a button that enlarges them."""
    ENLARGED = auto()
    """Everything with all choices, in the place of the page."""
