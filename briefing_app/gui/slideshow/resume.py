"""Where slideshows stopped, and how the next one resumes from there."""

from collections.abc import Sequence
from pathlib import Path

from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.lock import SlideshowLock
from briefing_app.gui.slideshow.options import SlideshowOptions, Start, StartOptions
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.clock import Clock, short_clock_text
from briefing_app.model.slideshow.countdown import Countdown
from briefing_app.model.slideshow.record import SlideshowRecord
from briefing_app.model.slideshow.state import START, SlidePosition

_KEYS_HINT = "Home goes to the first slide, Shift+C restarts the clock."


class StoppedSlideshows:
    """The records of stopped slideshows, by briefing.

    A record is *interrupted* if its slideshow was never ended: the program or the computer crashed.
    It is offered until it is resumed or dismissed, even if other slideshows run in between.

    Args:
        settings: The records of earlier runs of the program.
        lock: Shows whether a slideshow that looks interrupted is running in another program.
    """

    def __init__(self, settings: Settings, lock: SlideshowLock) -> None:
        self._settings = settings
        self._lock = lock
        self._of_this_run: dict[str, SlideshowRecord] = {}

    def add(self, record: SlideshowRecord) -> None:
        """Let the next slideshow of a briefing resume from a record."""
        self._of_this_run[record.path] = record

    def interrupted(self) -> SlideshowRecord | None:
        """Return the record of a slideshow that was interrupted in an earlier run, if any."""
        if self._lock.is_taken_elsewhere():
            return None
        record = self._settings.last_slideshow
        if record is not None and record.running:
            return record
        return next(iter(self._settings.interrupted_slideshows), None)

    def dismiss_interrupted(self) -> None:
        """Forget the record that `interrupted` returns."""
        record = self.interrupted()
        if record is None:  # another program may have started a slideshow meanwhile
            return
        if record == self._settings.last_slideshow:
            self._settings.last_slideshow = None
        else:
            self._settings.forget_interrupted_slideshow(record.path)
        self._settings.save()

    def start_options(
        self, path: str, slides: Sequence[Slide], request: StartOptions
    ) -> tuple[SlideshowOptions, SlideshowRecord | None]:
        """Return how a requested slideshow starts.

        Args:
            path: The briefing's file.
            slides: The slides to show.
            request: What was requested. A chosen slide must be among the slides.

        Returns:
            The options, and the record of an interrupted slideshow of this briefing that the new
            one doesn't resume, if any.
        """
        options = SlideshowOptions(path, screen=request.screen, windowed=request.windowed)
        earlier = self._take_over_earlier(path)
        latest = self._of_this_run.get(path)
        set_aside = self._set_aside(path)
        if request.start is Start.RESUME:
            if earlier is not None and not _is_finished(slides, earlier):
                latest = earlier
            if latest is not None:
                if latest is earlier or latest.running:
                    options = options._replace(message=_resumed_message(slides, latest))
                options = _resumed(options, slides, latest)
            return options, None if latest is not None and latest.running else set_aside
        offered = earlier if earlier is not None and earlier.running else set_aside
        options = _restarted(options, slides, latest, offered)
        if request.start is Start.CHOSEN:
            options = options._replace(
                position=SlidePosition(slide_index(slides, request.key) or 0),
                elapsed=latest.elapsed if latest is not None else 0.0,
            )
        return options, offered

    def _take_over_earlier(self, path: str) -> SlideshowRecord | None:
        """Return the record of a briefing's last slideshow in an earlier run, if any.

        The record of another briefing, if it was interrupted, is set aside: the new slideshow is
        about to overwrite it.
        """
        record = self._settings.last_slideshow
        earlier = self._set_aside(path)
        if record is not None and record.path not in self._of_this_run:
            if record.running and self.interrupted() != record:
                return None  # it is running in another program
            if record.path == path:
                earlier = record
            elif record.running:
                self._settings.keep_interrupted_slideshow(record)
        return None if path in self._of_this_run else earlier

    def _set_aside(self, path: str) -> SlideshowRecord | None:
        records = self._settings.interrupted_slideshows
        return next((record for record in records if record.path == path), None)


def slide_index(slides: Sequence[Slide], key: str) -> int | None:
    """Return the index of the slide with a key, or None."""
    return next((index for index, slide in enumerate(slides) if slide.key == key), None)


def interrupted_message(record: SlideshowRecord, slides: Sequence[Slide] | None) -> str:
    """Return the sentence that says where a slideshow was interrupted.

    Args:
        record: The record of the slideshow.
        slides: The running order of its briefing; None if another briefing is open.
    """
    time = short_clock_text(record.elapsed)
    if slides is None:
        return f"Your last slideshow of {Path(record.path).name} stopped unexpectedly ({time})."
    index = slide_index(slides, record.key)
    slide = f" at slide {index + 1}" if index is not None else ""
    return f"Your last slideshow stopped unexpectedly{slide} ({time})."


def _restarted(
    options: SlideshowOptions,
    slides: Sequence[Slide],
    latest: SlideshowRecord | None,
    offered: SlideshowRecord | None,
) -> SlideshowOptions:
    """Return the options of a slideshow that doesn't resume another one.

    Args:
        options: The options so far.
        slides: The slides to show.
        latest: The last slideshow since the program was started, if any.
        offered: An interrupted slideshow that can be resumed later, if any.
    """
    if latest is None and offered is not None:
        message = f"{interrupted_message(offered, slides)} You can resume it after this one."
        options = options._replace(message=message)
    return options


def _resumed(
    options: SlideshowOptions, slides: Sequence[Slide], latest: SlideshowRecord
) -> SlideshowOptions:
    """Return the options of a slideshow that resumes another one.

    After an interruption the windows are as they were: a window that is shared in a video call
    doesn't become full screen, and a discussion's countdown is paused with the time that was left.
    """
    index = slide_index(slides, latest.key)
    if latest.running:
        options = options._replace(
            windowed=options.windowed or latest.windowed, screen=options.screen or latest.screen
        )
    position = START if index is None else SlidePosition(index, latest.page, latest.step)
    if index is not None and latest.countdown:
        countdown = Countdown(latest.countdown, Clock(latest.discussed), is_started=True)
        options = options._replace(countdown=countdown)
    return options._replace(position=position, elapsed=latest.elapsed)


def _is_finished(slides: Sequence[Slide], record: SlideshowRecord) -> bool:
    """Return whether a slideshow was ended at its last slide, or at a slide that is gone."""
    return not record.running and slide_index(slides, record.key) in {None, len(slides) - 1}


def _resumed_message(slides: Sequence[Slide], record: SlideshowRecord) -> str:
    """Return the message for the presenter of a slideshow that resumes another one."""
    if slide_index(slides, record.key) is None:
        return (
            "Your last slideshow stopped unexpectedly at a slide that is no longer in the running "
            "order, so this one starts at the first slide. Shift+C restarts the clock."
        )
    if record.running:
        return f"Resumed where your last slideshow stopped unexpectedly. {_KEYS_HINT}"
    return f"Resumed where you stopped last time. {_KEYS_HINT}"
