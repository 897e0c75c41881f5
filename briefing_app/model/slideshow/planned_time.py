"""The planned time of a slideshow, wherever it is shown or compared with."""

from collections.abc import Iterable
from typing import NamedTuple

from briefing_app.model.slides import Slide


class PlannedTime(NamedTuple):
    """The planned time of a slideshow: what its user planned, or else what its author did.

    Args:
        own: The minutes that the user planned; 0 for none.
        of_slides: The minutes that the author planned for the slides that are shown, together.
    """

    own: int = 0
    of_slides: int = 0

    @property
    def minutes(self) -> int:
        """The planned minutes; 0 for none."""
        return self.own or self.of_slides


def planned_time(own: int, slides: Iterable[Slide]) -> PlannedTime:
    """Return the planned time of a slideshow.

    Args:
        own: The minutes that its user planned; 0 for none.
        slides: The slides that are shown.
    """
    return PlannedTime(own, sum(slide.minutes or 0 for slide in slides))
