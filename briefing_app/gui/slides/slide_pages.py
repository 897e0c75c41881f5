"""The pages of a slideshow, laid out when they are needed."""

from collections.abc import Sequence
from typing import NamedTuple

from briefing_app.gui.slides.blocks import MEASURER
from briefing_app.layout.page import Page
from briefing_app.layout.palette import LIGHT_SLIDES, SlideTheme
from briefing_app.layout.slide import lay_out
from briefing_app.model.slides import Slide, question_slide
from briefing_app.model.slideshow.state import Question, SlideOutline, SlidePosition


class Shown(NamedTuple):
    """A page at a step from 0, with the slide's number from 1 and the number of slides."""

    page: Page
    step: int
    number: int
    total: int


class SlidePages:
    """The pages of a slideshow.

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

    def outline(self, slide: int) -> SlideOutline:
        """Return what a `SlideshowState` knows of a slide, by its index."""
        return tuple(
            tuple(page.shows_answer(step) for step in range(page.steps))
            for page in self.pages(slide)
        )

    def preview(self, slide: int) -> Shown:
        """Return the first page of a slide as it is at its last step."""
        page = self.pages(slide)[0]
        return Shown(page, page.steps - 1, slide + 1, len(self))

    def shown(self, position: SlidePosition) -> Shown:
        """Return the page at a position and its step: of the slide, or of its question."""
        if position.question:
            page, step = self._question_steps(position.slide)[position.question - 1]
        else:
            page, step = self.pages(position.slide)[position.page], position.step
        return Shown(page, step, position.slide + 1, len(self))

    def question(self, slide: int) -> Question | None:
        """Return the discussion question of a slide, by its index; None if it has none."""
        shown = question_slide(self._slides, slide)
        if shown is None:
            return None
        steps = tuple(page.shows_answer(step) for page, step in self._question_steps(slide))
        return Question(steps, shown.countdown_s)

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
