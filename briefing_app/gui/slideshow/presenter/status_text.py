"""Texts of the presenter view: the position, the next slide, what the audience sees."""

from collections.abc import Iterator
from typing import Final

from briefing_app.gui.slides.slide_pages import Shown, SlidePages
from briefing_app.layout.page import Page
from briefing_app.model.report import SlideKind
from briefing_app.model.slideshow.state import AudienceView, SlidePosition, SlideshowState
from briefing_app.model.slideshow.time import Countdown
from briefing_app.model.wording import CAUTION_LABEL, DISCUSSION_QUESTION, counted

NO_MATCH: Final = "No slides match."
_BLACK: Final = "a black screen"
_ENDS: Final = ".?!…:”"


def position_text(position: SlidePosition, pages: SlidePages) -> str:
    """Return the position in the slideshow, for example "4 of 7 · part 1 of 2"."""
    parts = _part_texts(pages.shown(position), position)
    return " · ".join((f"{position.slide + 1} of {len(pages)}", *parts))


def next_slide_text(state: SlideshowState, pages: SlidePages) -> str:
    """Return what comes next: a slide with its planned minutes, a part of this one, a countdown."""
    position, following = state.position, state.next_position
    if state.waits_for_start:
        return "Countdown starts"
    if following is None:
        return "End of the slideshow"
    if following.slide != position.slide:
        slide = pages.slides[following.slide]
        return slide.name if slide.minutes is None else f"{slide.name} · {slide.minutes} min"
    return _changed_part_text(position, following, pages)


def audience_status(state: SlideshowState, pages: SlidePages) -> str:
    """Return what the audience sees, or an empty text if it sees the presenter's slide."""
    if state.frozen_view is not None:
        text = f"Frozen: the audience sees {_view_text(state.frozen_view, pages)}"
        if state.is_black and not state.frozen_view.is_black:
            text += f", then {_BLACK}"
        return text
    return f"The audience sees {_BLACK}" if state.is_black else ""


def short_audience_status(state: SlideshowState) -> str:
    """Return the same in a few words."""
    if state.frozen_view is not None:
        return "Frozen"
    return "Black screen" if state.is_black else ""


def slide_count_text(count: int) -> str:
    """Return how many slides match a search."""
    return (
        f"{counted(count, 'slide')} {'matches' if count == 1 else 'match'}." if count else NO_MATCH
    )


def planned_time_announcement(minutes: int) -> str:
    """Return what a screen reader says when the planned time changes."""
    return f"Planned time: {counted(minutes, 'minute')}" if minutes else "No planned time"


def countdown_announcement(countdown: Countdown, now: float) -> str:
    """Return what a screen reader says when a countdown is started, paused or extended."""
    left = countdown.spoken(now)
    if not countdown.is_started:
        return f"Countdown: {left}"
    return f"Countdown {'runs' if countdown.is_running else 'paused'}: {left}"


def zoom_announcement(*, is_zoomed: bool) -> str:
    """Return what a screen reader says when the page is zoomed in or out."""
    return "Zoomed in: move with the arrow keys" if is_zoomed else "Zoomed out"


def position_announcement(
    before: SlidePosition | None, position: SlidePosition, pages: SlidePages
) -> str:
    """Return what a screen reader says when the position changes, or an empty text if it didn't.

    What the next step shows, such as bars or an answer, is read.
    """
    if before == position:
        return ""
    shown = pages.shown(position)
    if before is not None and before.slide == position.slide:
        if position.question and not before.question:
            return f"{DISCUSSION_QUESTION}: {shown.page.slide.title}"
        part = _changed_part_text(before, position, pages)
        revealed = list(_revealed(pages.shown(before), shown))
        return " ".join((f"{part}.", *revealed)) if revealed else part
    slide = pages.slides[position.slide]
    parts = _part_texts(shown, position)
    if slide.has_caution:
        parts.append(CAUTION_LABEL.lower())
    return ", ".join((f"Slide {position.slide + 1} of {len(pages)}, {slide.list_label}", *parts))


def _view_text(view: AudienceView, pages: SlidePages) -> str:
    if view.is_black:
        return _BLACK
    parts = _part_texts(pages.shown(view.position), view.position)
    return ", ".join((f"slide {view.position.slide + 1}", *parts))


def _part_texts(shown: Shown, position: SlidePosition) -> list[str]:
    """Return the page and the step, as far as the slide or its question has several."""
    page, step, *_ = shown
    texts = [f"page {page.number + 1} of {page.total}"] if page.total > 1 else []
    if page.steps > 1:
        texts.append(_step_text(page, step))
    elif position.question:
        texts.append("question")
    return texts


def _step_text(page: Page, step: int) -> str:
    if page.slide.has_answer:
        return "answer" if page.shows_answer(step) else "question"
    if page.slide.kind is SlideKind.QUOTE:
        return f"part {step + 1} of {page.steps}"
    return "all bars" if step else "no bars yet"


def _changed_part_text(before: SlidePosition, after: SlidePosition, pages: SlidePages) -> str:
    """Return the page if it changed within a slide or its question, otherwise the step."""
    if before.question and not after.question:
        return "Back to the slide"
    was, shown = pages.shown(before), pages.shown(after)
    has_turned = was.page.place != shown.page.place
    return _part_texts(shown, after)[0 if has_turned else -1].capitalize()


def _revealed(before: Shown, after: Shown) -> Iterator[str]:
    """Yield the lines that a later step of a page shows, or an answer, as sentences."""
    page, step = after.page, after.step
    is_answer = page.shows_answer(step) and not before.page.shows_answer(before.step)
    if is_answer or (page.place == before.page.place and step > before.step):
        known = before.page.read(before.step).splitlines()
        for line in page.read(step).splitlines():
            if line.strip() and line not in known:
                yield line if line[-1] in _ENDS else f"{line}."
