"""The page of a break."""

from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from briefing_app.layout.countdown import BREAK_RECT, break_countdown, countdown_rect
from briefing_app.layout.page import Page
from briefing_app.layout.palette import Surface
from briefing_app.layout.slide import lay_out
from briefing_app.model.slides import Role
from briefing_app.model.slideshow.time import (
    MAX_COUNTDOWN_S,
    Countdown,
    CountdownAction,
    CountdownFace,
)
from briefing_app.model.written_slide import (
    MAX_BREAK_TITLE,
    WrittenKind,
    written,
    written_slide,
)
from tests.layout.fixed_measurer import FixedMeasurer

MEASURER: Final = FixedMeasurer()
_RUNNING: Final = CountdownFace(0.9, "9:12", is_over=False, ends="10:45")


def _page(
    title: str = "Break",
    minutes: int | None = 10,
    *,
    has_clock: bool = True,
) -> Page:
    slide = written_slide(written(WrittenKind.BREAK, title), "key")
    shown = slide._replace(minutes=minutes)
    (page,) = lay_out(shown, MEASURER, has_clock=has_clock)
    return page


def _words(face: CountdownFace) -> str:
    return "".join(text.text for text in break_countdown(face, MEASURER).texts)


def test_break_shows_its_minutes_until_it_starts_and_then_when_it_ends() -> None:
    assert _page().read(0) == "Break\n10:00\n10 minutes\n"
    assert _page().surface is Surface.DISCUSSION
    assert countdown_rect(_page(), 0) == (120, 214, 1680, 746)
    assert _words(Countdown(600).extended(0).face(0)) == "11:00\n11 minutes\n"
    assert _words(_RUNNING) == "9:12\nWe go on at \n10:45\n"
    assert _words(_RUNNING._replace(ends="", action=CountdownAction.CONTINUE)) == "9:12\nPaused\n"


def test_break_without_minutes_has_no_countdown() -> None:
    page = _page(minutes=None)
    assert page.read(0) == "Break\n"
    assert countdown_rect(page, 0) is None


@given(
    st.integers(1, MAX_COUNTDOWN_S // 60),
    st.integers(-MAX_COUNTDOWN_S, MAX_COUNTDOWN_S),
    st.text("Wi ", min_size=1, max_size=MAX_BREAK_TITLE),
)
def test_all_of_a_break_is_on_its_page_and_only_its_countdown_changes(
    minutes: int, left: int, title: str
) -> None:
    rect = BREAK_RECT
    for page in (_page(title, minutes), _page(title, minutes, has_clock=False)):
        head, *others = page.texts
        assert head.role is Role.TITLE
        assert head.rect.bottom <= rect.top
        for text in (head, *others):
            (line,) = text.lines
            assert rect.left <= text.left_of(line) <= rect.right - line.width + 1
    seconds = minutes * 60
    face = Countdown(seconds).started(0).face(seconds - min(left, seconds))
    block = break_countdown(face._replace(ends="10:45"), MEASURER)
    for shape in block.shapes:
        assert rect.left <= shape.rect.left <= shape.rect.right <= rect.right
        assert rect.top <= shape.rect.top <= shape.rect.bottom <= rect.bottom
    for text in block.texts:
        (line,) = text.lines
        assert text.left_of(line) + line.width <= rect.right + 1
        assert rect.top < line.baseline < rect.bottom


def test_digits_keep_their_place_and_size_each_second() -> None:
    running = Countdown(600).started(0)
    faces = [Countdown(600).face(0), *(running.face(now) for now in (1, 45, 400))]
    digits = [break_countdown(face, MEASURER).texts[0] for face in faces]
    assert len({(text.style, text.lines[0].baseline, text.rect) for text in digits}) == 1
    assert digits[0].style.even_digits
    widths = {MEASURER.width(digit, digits[0].style) for digit in "0123456789"}
    assert max(widths) - min(widths) < 1
