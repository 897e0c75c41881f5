"""The pictures of each window, and of the slides."""

import tempfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QAbstractAnimation, QEvent, QSize
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from briefing_app.authoring.build import BuildRequest, build_briefing
from briefing_app.authoring.template import create_template
from briefing_app.database.builder import read_source_rows
from briefing_app.database.personal.slideshows import Session
from briefing_app.database.personal.store import PersonalStore
from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.files.progress import no_progress
from briefing_app.gui.application import application_without_screen
from briefing_app.gui.authoring.build_dialog import NewBriefingDialog
from briefing_app.gui.controllers.notes import NotesController
from briefing_app.gui.dialogs.forget import (
    PROGRAM,
    SETTINGS,
    ForgetDialog,
    KeptGroup,
    KeptItem,
    briefing_group,
    log_text,
    recent_files_text,
)
from briefing_app.gui.dialogs.note_dialogs import UnmatchedNotesDialog
from briefing_app.gui.dialogs.settings import SettingsDialog
from briefing_app.gui.export.dialog import ExportDialog
from briefing_app.gui.look import Look, ThemeChoice
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.running_order.dialog import RunningOrderDialog
from briefing_app.gui.running_order.editor import RunningOrderEditor
from briefing_app.gui.settings import Settings
from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slides.png_file import png
from briefing_app.gui.slides.render import slide_pictures
from briefing_app.gui.slides.slide_pages import Shown, SlidePages
from briefing_app.gui.slideshow.audience import AudienceWindow
from briefing_app.gui.slideshow.command import Command
from briefing_app.gui.slideshow.commands import COMMANDS
from briefing_app.gui.slideshow.messages import Messages
from briefing_app.gui.slideshow.presenter.bands import TimerBar
from briefing_app.gui.slideshow.presenter.notes_panel import NotesPanel
from briefing_app.gui.slideshow.presenter.slides import CurrentSlidePanel, NextSlidePanel
from briefing_app.gui.slideshow.presenter.view import PresenterView
from briefing_app.gui.slideshow.slideshow import (
    PointerAndZoom,
    Slideshow,
    SlideshowOptions,
    SlideTimer,
)
from briefing_app.layout.page import WIDTH
from briefing_app.layout.palette import LIGHT_SLIDES
from briefing_app.model.charts import bar_chart
from briefing_app.model.report import MAX_OPTIONS, Measure, Report, Reveal
from briefing_app.model.running_order import RunningOrder
from briefing_app.model.slide_builder import briefing_slides, discussion_slide, figure_evidence
from briefing_app.model.slides import Slide, countdown_seconds
from briefing_app.model.slideshow.state import SlidePosition
from briefing_app.model.wording import unique_publishers
from briefing_app.model.written_slide import written_key, written_slide
from tools.pictures.guide_pictures import COPIED, guide_picture, place_in
from tools.pictures.states import (
    BREAK_FACE,
    BREAK_MINUTES,
    DISCUSSED_SECONDS,
    DOUBTFUL,
    ELAPSED_SECONDS,
    KEPT,
    MISTAKES,
    OWN_NOTE,
    OWN_VOTE,
    PAUSE,
    PLANNED_MINUTES,
    SHOTS,
    SHOWN_SECONDS,
    TIME_OF_DAY,
    UNMATCHED_NOTES,
    WINDOW_SIZE,
    WORKBOOK,
    Shot,
    changed,
    write_notes,
)

_SETTLE_ROUNDS: Final = 20

Picture = tuple[str, bytes]
"""The name and the content of a PNG file."""


class Grabber:
    """Offers what a window needs for its picture, and grabs it.

    Args:
        application: The application.
        scratch: A folder for temporary files.
    """

    def __init__(self, application: QApplication, scratch: Path) -> None:
        self.application = application
        self.scratch = scratch

    def settings(self, name: str) -> Settings:
        """Return settings for one picture, so that none depends on the one before."""
        settings = Settings(self.scratch / f"{name}.json")
        # A cycle may keep them, and a thread delete them, which must not end a timer of this one.
        settings.setParent(self.application)
        settings.has_started = True
        return settings

    @contextmanager
    def look(self, theme: ThemeChoice = ThemeChoice.LIGHT, scale: float = 1.0) -> Iterator[None]:
        """Give the application a look for one picture; delete it and its widgets afterwards."""
        look = Look(self.application, theme, scale)
        yield
        look.deleteLater()
        self._settle()

    def grab(self, widget: QWidget, name: str) -> Picture:
        """Grab a widget when nothing in it moves any more."""
        # Only the main window is shown: the offscreen platform warns about minimum sizes.
        widget.ensurePolished()
        self._settle()
        before = None
        # Each time asks for another thumbnail, which is rendered while the program is idle.
        while (picture := widget.grab().toImage()) != before:
            before = picture
            self._settle()
        return f"{name}.png", png(picture)

    def _settle(self) -> None:
        """Process and delete all that was postponed, and go to the end of each animation."""
        for _ in range(_SETTLE_ROUNDS):
            self.application.sendPostedEvents()
            self.application.processEvents()
        # Without a running event loop, Qt doesn't delete widgets by itself, and each one that is
        # left slows down styling.
        self.application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        for window in self.application.topLevelWidgets():
            for animation in window.findChildren(QAbstractAnimation):
                animation.setCurrentTime(animation.totalDuration())


class _PicturedSlideshow(Slideshow):
    """A slideshow whose time stands still."""

    seconds = 0.0

    def now(self) -> float:
        """Return the time that was set."""
        return self.seconds

    def time_of_day(self) -> datetime:
        """Return the time of day of every picture."""
        return TIME_OF_DAY


class _NoCommands:
    """Buttons that nobody presses."""

    all = COMMANDS

    def do(self, command: Command) -> None:
        """Do nothing."""

    def is_on(self, command: Command) -> bool:
        """Return that nothing is on."""
        del command
        return False


_DIALOG_SIZE: Final = QSize(1000, 690)
_ORDER_SIZE: Final = QSize(1120, 800)
_SLIDE_SIZE: Final = QSize(960, 540)
_EXPORT_SIZE: Final = QSize(900, 660)


class Pictures:
    """Draws windows and slides.

    Args:
        grabber: Grabs them.
    """

    def __init__(self, grabber: Grabber) -> None:
        self._grabber = grabber

    def main_window(self, shot: Shot, path: Path) -> list[Picture]:
        """Draw the main window in one state; the first one for the guide, too."""
        with self._grabber.look(shot.theme, shot.scale):
            settings = self._grabber.settings(shot.name)
            window = MainWindow(settings)
            window.resize(shot.size)
            briefing = open_briefing(path)
            window.show_briefing(briefing)
            window.show()
            window.draw_bars()
            personal = PersonalData(PersonalStore(None), window)
            write_notes(personal, briefing.report)
            NotesController(window, settings, personal, self._grabber.application)
            shot.arrange(window)
            drawn = [self._grabber.grab(window, shot.name)]
            if shot is SHOTS[0]:
                (search, *_) = window.header.findChildren(QLineEdit)
                view = window.view
                places = (
                    place_in(window, search, 0.5, 0.5),
                    place_in(window, view.findings, 0.85, 0.94),
                    place_in(window, view.column, 0.93, 0.3),
                    place_in(window, view.figures, 0.93, 0.6),
                )
                drawn.append(guide_picture("read", drawn[0][1], places))
            window.close()
            window.deleteLater()
        return drawn

    def unmatched_notes(self) -> Picture:
        """Draw the window with notes that match nothing."""
        with self._grabber.look():
            parent = QWidget()
            dialog = UnmatchedNotesDialog(
                UNMATCHED_NOTES, parent, delete=lambda _: False, restore=lambda _: False
            )
            picture = self._grabber.grab(dialog, "unmatched-notes")
            dialog.deleteLater()
            parent.deleteLater()
        return picture

    def authoring(self) -> Iterator[Picture]:
        """Draw the report on a workbook with mistakes, and on the same one without them."""
        for name, changes in (("new-briefing", MISTAKES), ("new-briefing-built", ())):
            workbook = self._grabber.scratch / f"{name}.xlsx"
            rows = changed(read_source_rows(BUNDLED_BRIEFING), (*DOUBTFUL, *changes))
            workbook.write_bytes(create_template(rows))
            request = BuildRequest(workbook, workbook.with_suffix(".briefing"))
            outcome = build_briefing(request, no_progress)
            if outcome.path is not None:
                outcome = replace(outcome, path=WORKBOOK.with_suffix(".briefing"))
            with self._grabber.look():
                parent = QWidget()
                dialog = NewBriefingDialog(self._grabber.settings(name), parent)
                dialog.choose_source(WORKBOOK)
                dialog.show_outcome(outcome)
                dialog.resize(_DIALOG_SIZE)
                yield self._grabber.grab(dialog, name)
                dialog.deleteLater()
                parent.deleteLater()

    def export(self, report: Report) -> Picture:
        """Draw the export dialog."""
        with self._grabber.look():
            parent = QWidget()
            dialog = ExportDialog(report, self._grabber.settings("export"), parent)
            dialog.resize(_EXPORT_SIZE)
            picture = self._grabber.grab(dialog, "export")
            dialog.deleteLater()
            parent.deleteLater()
        return picture

    def running_order(self, report: Report) -> Picture:
        """Draw the dialog for the running order."""
        with self._grabber.look():
            order, place = _order_for_today(briefing_slides(report))
            editor = RunningOrderEditor(report, order)
            editor.select(place)
            dialog = RunningOrderDialog(report, editor)
            dialog.resize(_ORDER_SIZE)
            picture = self._grabber.grab(dialog, "running-order")
            dialog.deleteLater()
        return picture

    def pause(self) -> Picture:
        """Draw a break whose countdown runs."""
        slide = written_slide(PAUSE, written_key(PAUSE))._replace(minutes=BREAK_MINUTES)
        with self._grabber.look():
            view = SlideView()
            view.resize(_SLIDE_SIZE)
            view.show_page(SlidePages([slide]).preview(0))
            view.set_countdown(BREAK_FACE)
            picture = self._grabber.grab(view, "break")
            view.deleteLater()
        return picture

    def presenter_views(self, report: Report) -> Iterator[Picture]:
        """Draw the presenter view: of a finding, for the guide too, and in the first discussion."""
        slides = briefing_slides(report)
        countdowns = countdown_seconds(slides)
        discussion = next((at for at in sorted(countdowns) if not slides[at].is_vote), 0)
        with self._grabber.look():
            view = self._presenter_view(slides, discussion - 1, SHOWN_SECONDS)
            picture = self._grabber.grab(view, "presenter-view")
            yield picture
            parts = (TimerBar, CurrentSlidePanel, NextSlidePanel, NotesPanel)
            heights = (0.5, 0.8, 0.85, 0.85)
            places = [
                place_in(view, view.findChildren(part)[0], 0.6, down)
                for part, down in zip(parts, heights, strict=True)
            ]
            yield guide_picture("present", picture[1], places)
            view.deleteLater()
        with self._grabber.look():
            view = self._presenter_view(slides, discussion, DISCUSSED_SECONDS)
            yield self._grabber.grab(view, "discussion")
            view.deleteLater()

    def _presenter_view(
        self, slides: tuple[Slide, ...], slide: int, seconds: float
    ) -> PresenterView:
        """Return the presenter view of a slide that has been shown for some seconds."""
        options = SlideshowOptions(Session("", "", ""), PLANNED_MINUTES)
        slideshow = _PicturedSlideshow(slides, options, LIGHT_SLIDES)
        slideshow.update(slideshow.state.start_clock(slideshow.now()))
        slideshow.seconds = ELAPSED_SECONDS - seconds
        state = slideshow.state.go_to_slide(slide)
        if state.waits_for_start:
            state = state.advance(slideshow.now())
        slideshow.update(state)
        timer, pointer = SlideTimer(slideshow), PointerAndZoom(slideshow)
        slideshow.seconds = ELAPSED_SECONDS
        audience = AudienceWindow(slideshow, pointer, windowed=True)
        view = PresenterView(
            slideshow,
            pointer,
            Messages(slideshow, audience, lambda: True, ""),
            timer=timer,
            commands=_NoCommands(),
            settings=self._grabber.settings("presenter-view"),
        )
        for owned in (slideshow, audience):
            view.destroyed.connect(owned.deleteLater)
        view.resize(WINDOW_SIZE)
        view.set_own_notes({slides[slide].about: OWN_NOTE})
        view.show_audience_screen("Audience: HDMI-1 · 1920 × 1080")
        return view

    def forget(self, report: Report) -> Picture:
        """Draw the dialog that shows what is kept on the computer."""
        groups = (
            briefing_group(replace(KEPT, title=report.title), lambda *_: None),
            KeptGroup(
                PROGRAM,
                [
                    KeptItem(text, lambda: None)
                    for text in (recent_files_text(3), SETTINGS, log_text(2))
                ],
            ),
        )
        with self._grabber.look():
            dialog = ForgetDialog(lambda _items: None)
            dialog.show_groups(groups)
            picture = self._grabber.grab(dialog, "forget")
            dialog.deleteLater()
        return picture

    def settings(self) -> Picture:
        """Draw the window *Settings…*."""
        settings = self._grabber.settings("settings")
        settings.my_force, settings.audience_screen = "West Mercia Constabulary", "name:HDMI-1"
        with self._grabber.look():
            parent = QWidget()
            dialog = SettingsDialog(
                settings,
                {
                    "my_force": {settings.my_force: "West Mercia"},
                    "audience_screen": {settings.audience_screen: "HDMI-1 · 1920 × 1080"},
                },
                start_private_session=lambda: None,
                clear_data=lambda: None,
                parent=parent,
            )
            picture = self._grabber.grab(dialog, "settings")
            dialog.deleteLater()
            parent.deleteLater()
        return picture

    def guesses(self, report: Report) -> Iterator[Picture]:
        """Draw the slide of a chart to guess, and then with its bars."""
        slides, place = _slides_with_guess(briefing_slides(report))
        pages = SlidePages(slides)
        for step, name in enumerate(("guess", "guess-bars")):
            yield self._slide(name, pages.shown(SlidePosition(place, 0, step)))

    def votes(self, report: Report) -> Iterator[Picture]:
        """Draw the answers of the last vote, and of one more, which a figure answers."""
        counted = [measure for measure in report.measures if measure.figures]
        slides = (*briefing_slides(report), *map(_vote_on_figure, counted[:1]))
        votes = [at for at, slide in enumerate(slides) if slide.is_vote][-2:]
        for name, at in zip(("vote-answer", "vote-figure"), votes, strict=False):
            yield self._slide(name, SlidePages(slides).shown(SlidePosition(at, 0, 1)))

    def _slide(self, name: str, shown: Shown) -> Picture:
        """Draw a slide as the audience sees it."""
        with self._grabber.look():
            view = SlideView()
            view.resize(_SLIDE_SIZE)
            view.show_page(shown)
            picture = self._grabber.grab(view, name)
            view.deleteLater()
        return picture

    def slides(self, report: Report) -> Iterator[Picture]:
        """Draw every slide."""
        yield from slide_pictures(briefing_slides(report), WIDTH)


def _slides_with_guess(slides: Sequence[Slide]) -> tuple[Sequence[Slide], int]:
    """Return slides that let people guess the first chart, and the chart's place."""
    chart = next((at for at, slide in enumerate(slides) if slide.chart is not None), 0)
    place = min(chart, 2)
    others = [*slides[:chart], *slides[chart + 1 :]]
    guess = slides[chart]._replace(reveal=Reveal.GUESS)
    return [*others[:place], guess, *others[place:]], place


def _vote_on_figure(measure: Measure) -> Slide:
    """Return a vote on one of the figures of a measure, with the others as options."""
    chart = bar_chart(measure)
    bars = chart.bars[:MAX_OPTIONS]
    asked = bars[len(bars) // 2]
    question = f"{asked.force.name}: how many {measure.unit} in {chart.period}?"
    options = tuple(dict.fromkeys(bar.text for bar in reversed(bars)))
    evidence = figure_evidence(measure, asked.force, unique_publishers((measure.source,)))
    return discussion_slide(None, question, asked.text, options)._replace(evidence=evidence)


def _order_for_today(slides: Sequence[Slide]) -> tuple[RunningOrder, int]:
    """Return a running order with a slide left out, a vote and a break, and the vote's place."""
    place = min(3, len(slides) - 1)
    order = RunningOrder.of(slides).write(OWN_VOTE, place, None).write(PAUSE, place + 1, None)
    order = order.set_minutes(place, 5)
    order = order.set_minutes(place + 1, BREAK_MINUTES)
    return order.set_shown(place - 1, shown=False), place


def draw_all(path: Path) -> Generator[Picture]:
    """Yield the name and the content of each picture, and of its copy for the guide.

    The main window is the first.

    Args:
        path: The briefing to show.

    Raises:
        BriefingError: The briefing can't be opened.
    """
    for name, content in _windows_and_slides(path):
        yield name, content
        if copy := COPIED.get(name.removesuffix(".png")):
            yield guide_picture(copy, content)


def _windows_and_slides(path: Path) -> Iterator[Picture]:
    application = application_without_screen()
    application.setCursorFlashTime(0)  # a blinking caret would change the pictures
    with tempfile.TemporaryDirectory() as scratch:
        pictures = Pictures(Grabber(application, Path(scratch)))
        for shot in SHOTS:
            yield from pictures.main_window(shot, path)
        yield pictures.unmatched_notes()
        yield from pictures.authoring()
        with open_briefing(path) as briefing:
            report = briefing.report
        yield pictures.export(report)
        yield pictures.running_order(report)
        yield pictures.pause()
        yield pictures.forget(report)
        yield pictures.settings()
        yield from pictures.presenter_views(report)
        yield from pictures.guesses(report)
        yield from pictures.votes(report)
        yield from pictures.slides(report)
