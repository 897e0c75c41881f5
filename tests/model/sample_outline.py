"""An outline of slides without their pages."""

from collections.abc import Callable, Iterable, Sequence

from briefing_app.model.slideshow.state import SlidePosition


def _has_none(position: SlidePosition) -> bool:
    del position
    return False


class SampleOutline(list[Sequence[int]]):
    """Pages with their steps, and where an answer is shown: nowhere by default."""

    def __init__(
        self,
        slides: Iterable[Sequence[int]],
        has_answer: Callable[[SlidePosition], bool] = _has_none,
    ) -> None:
        super().__init__(slides)
        self._has_answer = has_answer

    def shows_answer(self, position: SlidePosition, /) -> bool:
        """Return whether an answer is shown at a position."""
        return self._has_answer(position)
