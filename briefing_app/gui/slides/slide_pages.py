"""The pages of a slideshow, laid out when they are needed."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from briefing_app.gui.slides.blocks import MEASURER
from briefing_app.layout import board, guess, vote
from briefing_app.layout.page import Page, Ratio, Rect
from briefing_app.layout.slide import lay_out
from briefing_app.layout.theme import LIGHT, SlideTheme
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Slide, question_slide
from briefing_app.model.slideshow import room
from briefing_app.model.slideshow.said import NOTHING_SAID, SaidKind, SaidLines
from briefing_app.model.slideshow.state import Question, SlidePosition

_Hands = Mapping[str, float]


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
        ratio: The ratio of their pages.
    """

    def __init__(
        self, slides: Sequence[Slide], theme: SlideTheme = LIGHT, ratio: Ratio = Ratio.WIDE
    ) -> None:
        self._slides = tuple(slides)
        self._theme = theme
        self._ratio = ratio
        self._laid_out: dict[int, tuple[Page, ...]] = {}
        self._questions: dict[int, Sequence[tuple[Page, int]]] = {}
        self._last_boards: tuple[Page, tuple[str, ...], tuple[Page, ...]] | None = None
        self._last_guesses: tuple[Page, Mapping[str, float], Page] | None = None
        self._last_vote: tuple[Page, _Hands, _Hands, Page] | None = None

    @property
    def slides(self) -> tuple[Slide, ...]:
        """The slides, in order."""
        return self._slides

    @property
    def theme(self) -> SlideTheme:
        """The colours."""
        return self._theme

    @property
    def ratio(self) -> Ratio:
        """The ratio of the pages."""
        return self._ratio

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

    def shown(self, position: SlidePosition, said: SaidLines = NOTHING_SAID) -> Shown:
        """Return the page at a position and its step: of the slide, or of its question.

        What people said replaces a question, but not its answer. Guesses are on their chart, and
        hands on the result of their vote.

        Args:
            position: The position.
            said: What was said. Only what the audience may see of it is on the page.
        """
        page, step = self._page_and_step(position)
        if page.asked is not None:
            page = self._guesses(page, said.numbers(page.slide.key, SaidKind.GUESS))
        boards = self._boards(page, step, said)
        if boards:
            page = boards[max(len(boards) - 1 - position.board, 0)]
        elif page.slide.is_vote:
            page = self._vote(page, said)
        return Shown(page, step, position.slide + 1, len(self))

    def discussion(self, position: SlidePosition) -> Slide | None:
        """Return the slide of the discussion that is shown at a position; None for other slides."""
        slide = self._page_and_step(position)[0].slide
        return slide if slide.kind is SlideKind.DISCUSSION else None

    def asked(self, position: SlidePosition) -> Slide | None:
        """Return the slide at a position if it asks the room: a discussion, or a chart to guess."""
        slide = self._page_and_step(position)[0].slide
        is_asked = slide.kind is SlideKind.DISCUSSION or room.room_questions(slide) is not None
        return slide if is_asked else None

    def question(self, slide: int) -> Question | None:
        """Return the discussion question of a slide, by its index; None if it has none."""
        shown = question_slide(self._slides, slide)
        if shown is None:
            return None
        return Question(len(self._question_steps(slide)), shown.countdown_s)

    def shows_answer(self, position: SlidePosition, /) -> bool:
        """Return whether an answer or the result of a vote is shown at a position."""
        page, step = self._page_and_step(position)
        return page.shows_answer(step)

    def board_count(self, position: SlidePosition, said: SaidLines, /) -> int:
        """Return how many boards with what was said there are at a position; 0 if none is shown."""
        page, step = self._page_and_step(position)
        return len(self._boards(page, step, said))

    def _page_and_step(self, position: SlidePosition) -> tuple[Page, int]:
        """Return the page at a position as it was laid out, and its step.

        An earlier position may be on a page that a new theme or ratio doesn't need.
        """
        if not position.question:
            pages = self.pages(position.slide)
            page = pages[min(position.page, len(pages) - 1)]
            return page, min(position.step, page.steps - 1)
        steps = self._question_steps(position.slide)
        return steps[min(position.question, len(steps)) - 1]

    def _question_steps(self, slide: int) -> Sequence[tuple[Page, int]]:
        """Return the pages of a slide's question, each with each of its steps."""
        steps = self._questions.get(slide)
        if steps is None:
            shown = question_slide(self._slides, slide)
            pages = self._lay_out(shown) if shown is not None else self.pages(slide)
            steps = [(page, step) for page in pages for step in range(page.steps)]
            self._questions[slide] = steps
        return steps

    def _boards(self, page: Page, step: int, said: SaidLines) -> tuple[Page, ...]:
        """Return what was said in place of a page at a step; nothing if the page is shown."""
        lines = said.seen(page.slide.key)
        if not lines or page.shows_answer(step):
            return ()
        texts = tuple(line.marked_text for line in lines)
        last = self._last_boards
        if last is None or last[0] is not page or last[1] != texts:
            made = board.board_pages(page, lines, self._body, MEASURER)
            last = self._last_boards = page, texts, made
        return last[2]

    def _guesses(self, page: Page, guesses: Mapping[str, float]) -> Page:
        """Return a page of a chart to guess with the room's guesses."""
        last = self._last_guesses
        if last is None or last[0] is not page or last[1] != guesses:
            made = guess.guess_page(page, guesses, self._body, MEASURER)
            last = self._last_guesses = page, guesses, made
        return last[2]

    def _vote(self, page: Page, said: SaidLines) -> Page:
        """Return a page of a vote with the room's hands, and those counted earlier."""
        hands = said.numbers(page.slide.key, SaidKind.HANDS)
        if not hands:
            return page
        before = self._hands_before(page.slide, said)
        last = self._last_vote
        if last is None or last[0] is not page or last[1:3] != (hands, before):
            made = vote.vote_page(page, hands, before, self._body, MEASURER)
            last = self._last_vote = page, hands, before, made
        return last[3]

    def _hands_before(self, vote: Slide, said: SaidLines) -> _Hands:
        """Return the hands for the same question on the last slide before that has any."""
        question = vote.title
        hands: _Hands = {}
        for slide in self._slides:
            if slide.key == vote.key:
                break
            if slide.is_vote and slide.title == question:
                hands = said.numbers(slide.key, SaidKind.HANDS) or hands
        return hands

    @property
    def _body(self) -> Rect:
        return self._ratio.body

    def _lay_out(self, slide: Slide) -> tuple[Page, ...]:
        pages = lay_out(slide, MEASURER, self._body)
        return tuple(page._replace(theme=self._theme, ratio=self._ratio) for page in pages)

    def __len__(self) -> int:
        return len(self._slides)

    def __getitem__(self, slide: int, /) -> Sequence[int]:
        return tuple(page.steps for page in self.pages(slide))
