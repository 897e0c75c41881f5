"""The pages of a slideshow, laid out when they are needed."""

from collections.abc import Sequence
from typing import NamedTuple

from briefing_app.gui.slides.blocks import MEASURER
from briefing_app.layout.page import Page
from briefing_app.layout.palette import LIGHT_SLIDES, SlideTheme
from briefing_app.layout.slide import lay_out
from briefing_app.model.slides import Slide, question_slide
from briefing_app.model.slideshow.state import Question, SlidePosition


class Shown(NamedTuple):
    """A page at a step from 0, with the slide's number from 1 and the number of slides."""

    page: Page
    step: int
    number: int
    total: int


class SlidePages:
    """The pages of a slideshow, as the outline of a `SlideshowState`.

    A slide is laid out when it is first needed, because a briefing may have a thousand.

    Args:
        slides: The slides in order.
        theme: Their colours.
    """

    def __init__(self, slides: Sequence[Slide], theme: SlideTheme = LIGHT_SLIDES) -> None:
        self._slides = tuple(slides)
        self._theme = theme
        self._laid_out: dict[int, tuple[Page, ...]] = {}
        self._questions: dict[int, Sequence[tuple[Page, int]]] = {}

    @property
    def slides(self) -> tuple[Slide, ...]:
        """The slides, in order."""
        return self._slides

    @property
    def theme(self) -> SlideTheme:
        """The colours."""
        return self._theme

    def pages(self, slide: int) -> tuple[Page, ...]:
        """Return the pages of a slide, by its index; at least one."""
        pages = self._laid_out.get(slide)
        if pages is None:
            pages = self._laid_out[slide] = self._lay_out(self._slides[slide])
        return pages

    def preview(self, slide: int) -> Shown:
        """Return the first page of a slide as it is at its last step."""
        page = self.pages(slide)[0]
        return Shown(page, page.steps - 1, slide + 1, len(self))

    def shown(self, position: SlidePosition) -> Shown:
        """Return the page at a position and its step: of the slide, or of its question."""
        page, step = self._page_and_step(position)
        return Shown(page, step, position.slide + 1, len(self))

    def question(self, slide: int) -> Question | None:
        """Return the discussion question of a slide, by its index; None if it has none."""
        shown = question_slide(self._slides, slide)
        if shown is None:
            return None
        return Question(len(self._question_steps(slide)), shown.countdown_s)

    def shows_answer(self, position: SlidePosition, /) -> bool:
        """Return whether an answer is shown at a position."""
        page, step = self._page_and_step(position)
        return page.shows_answer(step)

    def _page_and_step(self, position: SlidePosition) -> tuple[Page, int]:
        """Return the page at a position, and its step."""
        if position.question:
            return self._question_steps(position.slide)[position.question - 1]
        return self.pages(position.slide)[position.page], position.step

    def _question_steps(self, slide: int) -> Sequence[tuple[Page, int]]:
        """Return the pages of a slide's question, each with each of its steps."""
        steps = self._questions.get(slide)
        if steps is None:
            shown = question_slide(self._slides, slide)
            pages = self._lay_out(shown) if shown is not None else self.pages(slide)
            steps = [(page, step) for page in pages for step in range(page.steps)]
            self._questions[slide] = steps
        return steps

    def _lay_out(self, slide: Slide) -> tuple[Page, ...]:
        pages = lay_out(slide, MEASURER)
        return tuple(page._replace(theme=self._theme) for page in pages)

    def __len__(self) -> int:
        return len(self._slides)

    def __getitem__(self, slide: int, /) -> Sequence[int]:
        return tuple(page.steps for page in self.pages(slide))
