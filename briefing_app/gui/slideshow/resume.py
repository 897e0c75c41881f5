"""Where a slideshow stopped, and how it resumes from there."""

from briefing_app.gui.slideshow.slideshow import SlideshowOptions
from briefing_app.gui.slideshow.timing import clock_text
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow_record import SlideshowRecord
from briefing_app.model.slideshow_state import SlidePosition


def slide_number(slides: tuple[Slide, ...], record: SlideshowRecord) -> int | None:
    """The number of the slide that a record speaks of, counted from 1, if it is there."""
    index = _index(slides, record.key)
    return index + 1 if index is not None else None


def where_left(slides: tuple[Slide, ...], record: SlideshowRecord) -> str:
    """Where a show was left, in words: ``at slide 7, after 12:34``."""
    after = f"after {clock_text(record.elapsed)}"
    number = slide_number(slides, record)
    return f"at slide {number}, {after}" if number is not None else after


def _anew(
    options: SlideshowOptions,
    slides: tuple[Slide, ...],
    left: SlideshowRecord | None,
    offered: SlideshowRecord | None,
) -> SlideshowOptions:
    """The options of a show that doesn't go on where another was left.

    It takes the planned time from the show before it. One that ended unforeseen is told of: it is
    offered again after this one.

    Args:
        options: What is known of them.
        slides: What is shown.
        left: Where a show was left that this program ran.
        offered: Where a show ended unforeseen that can still be gone on with.
    """
    before = left or offered
    if options.minutes is None and before is not None:
        options = options._replace(minutes=before.minutes)
    if left is None and offered is not None:
        where = where_left(slides, offered)
        news = f"A show ended unforeseen {where}: after this one you can go on there."
        options = options._replace(news=news)
    return options


def _resumed(
    options: SlideshowOptions, slides: tuple[Slide, ...], left: SlideshowRecord
) -> SlideshowOptions:
    """The options of a show that goes on where another was left.

    What ended unforeseen goes on as it was shown, too: a window that is shared in a video call
    doesn't become a full screen.
    """
    index = _index(slides, left.key)
    if options.minutes is None:
        options = options._replace(minutes=left.minutes)
    if left.running:
        options = options._replace(
            windowed=options.windowed or left.windowed, screen=options.screen or left.screen
        )
    position = SlidePosition(index, left.page, left.step) if index is not None else SlidePosition(0)
    return options._replace(position=position, elapsed=left.elapsed)


def _is_done(slides: tuple[Slide, ...], left: SlideshowRecord) -> bool:
    """Whether a show was ended at its end, or at a slide that is gone: nothing of it goes on."""
    return not left.running and _index(slides, left.key) in {None, len(slides) - 1}


def _news(slides: tuple[Slide, ...], left: SlideshowRecord) -> str:
    """What to tell the presenter of a show that goes on with one.

    Args:
        slides: What is shown.
        left: Where that one was left, by an earlier program or unforeseen.
    """
    if _index(slides, left.key) is None:
        return (
            "A show ended unforeseen at a slide that isn’t in the order any more: this begins at "
            "the first one. Shift+C sets the clock to nought."
        )
    how = (
        "A show ended unforeseen: this goes on there."
        if left.running
        else "The last show was left here."
    )
    return f"{how} Home goes to the beginning, Shift+C sets the clock to nought."


def _index(slides: tuple[Slide, ...], key: str) -> int | None:
    return next((at for at, slide in enumerate(slides) if slide.key == key), None)
