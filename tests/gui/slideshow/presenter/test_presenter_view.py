"""Tests of what the presenter view shows, keeps and looks like."""

from datetime import datetime
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QStyle, QStyleOptionFrame
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look, TextRole, ThemeChoice
from briefing_app.gui.settings import Settings
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.gui.slideshow.presenter.filmstrip import Filmstrip
from briefing_app.gui.slideshow.presenter.notes_panel import PROMPT_LEAD
from briefing_app.gui.slideshow.presenter.status_text import next_slide_text, position_text
from briefing_app.gui.slideshow.presenter.view import PresenterView
from briefing_app.gui.slideshow.windows import ScreenFiller
from briefing_app.gui.widgets.minutes_field import PlannedTimeField
from briefing_app.layout.palette import CONTRAST_DARK, DARK, LIGHT_SLIDES
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Role, Slide, SlideText
from briefing_app.model.slideshow.state import SlidePosition, SlideshowState
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshow.presenter.views import described_label, next_name, notes_view, resize
from tests.gui.slideshows import (
    CHART,
    LAST,
    LONG,
    NOTES,
    PROMPT,
    all_outlines,
    button,
    enter_minutes,
    field_minutes,
    labels,
    process_events,
    timer_of,
    view,
)


def test_next_panel_shows_next_step_page_slide_and_end(slideshow: Presentation) -> None:
    following = view(slideshow.windows.presenter_view, "Next")
    slideshow.model.go_to(CHART)
    names = []
    while slideshow.model.state.next_position is not None:
        process_events()
        position = slideshow.model.state.next_position
        assert following.page is slideshow.model.pages.shown(position).page
        assert following.step == position.step
        names.append(next_name(slideshow))
        slideshow.commands.advance()
    process_events()
    assert names[:2] == ["All bars", slideshow.model.pages.slides[LONG].name]
    assert names[2] == f"Page 2 of {len(slideshow.model.pages.pages(LONG))}"
    assert names[-2:] == ["Finding 2", "Sources"]
    assert slideshow.model.state.position == SlidePosition(LAST)
    assert following.page is None
    assert "End of the slideshow" in labels(slideshow.windows.presenter_view)


@pytest.mark.usefixtures("qapp")
def test_name_of_next_slide_has_its_planned_minutes(slides: tuple[Slide, ...]) -> None:
    planned = [slides[0]._replace(minutes=2), slides[1]._replace(minutes=4), slides[2]]
    pages = SlidePages(planned, LIGHT_SLIDES)
    state = SlideshowState(all_outlines(pages))
    assert next_slide_text(state, pages) == f"{slides[1].name} · 4 min"
    assert next_slide_text(state.go_forward(), pages) == slides[2].name


@pytest.mark.usefixtures("qapp")
def test_position_includes_page_step_and_part_of_a_long_quote(slides: tuple[Slide, ...]) -> None:
    words = "“It is said here in one sentence that takes a line or two to read. " * 4
    quote = Slide("q", SlideKind.QUOTE, "Quote 1", (SlideText(Role.QUOTE, words),))
    pages = SlidePages([*slides, quote], LIGHT_SLIDES)
    assert len(pages.pages(LONG)) > 1
    for position, text in (
        (SlidePosition(2), "3 of 8"),
        (SlidePosition(CHART), "4 of 8 · no bars yet"),
        (SlidePosition(CHART, 0, 1), "4 of 8 · all bars"),
        (SlidePosition(LONG, 1), f"5 of 8 · page 2 of {len(pages.pages(LONG))}"),
        (SlidePosition(LAST + 1), "8 of 8 · part 1 of 2"),
        (SlidePosition(LAST + 1, 0, 1), "8 of 8 · part 2 of 2"),
    ):
        assert position_text(position, pages) == text


def test_notes_and_discussion_question_are_plain_text(
    slideshow: Presentation, slides: tuple[Slide, ...]
) -> None:
    assert notes_view(slideshow).toPlainText() == f"{NOTES} 2"
    slideshow.model.go_to(1)
    process_events()
    assert notes_view(slideshow).toPlainText() == f"{NOTES} 1\n{PROMPT_LEAD}{PROMPT} 1"
    notes_view(slideshow).show_notes("<b>bold</b> <img src='file:///x.png'>", "<i>ask</i>")
    assert notes_view(slideshow).toPlainText() == (
        f"<b>bold</b> <img src='file:///x.png'>\n{PROMPT_LEAD}<i>ask</i>"
    )
    notes_view(slideshow).show_notes("", "ask")
    assert notes_view(slideshow).toPlainText() == f"{PROMPT_LEAD}ask"
    notes_view(slideshow).show_notes("", "")
    assert notes_view(slideshow).toPlainText() == "No notes for this slide."


def test_notes_scroll_to_top_only_on_another_slide(
    slideshow: Presentation,
) -> None:
    notes = notes_view(slideshow)
    notes.show_notes("word " * 3000, "")
    bar = notes.verticalScrollBar()
    bar.setValue(40)
    slideshow.commands.toggle_black()
    process_events()
    assert bar.value() == 40
    slideshow.commands.advance()
    process_events()
    assert bar.value() == 0


def test_time_is_shown_with_plan_and_restarted_clock(slideshow: Presentation) -> None:
    presenter_view = slideshow.windows.presenter_view
    assert described_label(presenter_view, "Elapsed time").text() == "05:00"
    assert field_minutes(presenter_view) == 20
    enter_minutes(presenter_view, 0)
    process_events()
    assert field_minutes(presenter_view) == 0
    slideshow.commands.restart_clock()
    process_events()
    assert described_label(presenter_view, "Elapsed time").text() == "00:00"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_planned_time_follows_text_size_and_is_not_cut(
    slideshow: Presentation, style: Look, scale: float
) -> None:
    slideshow.windows.presenter_view.show()
    style.set_scale(scale)
    process_events()
    (field,) = slideshow.windows.presenter_view.findChildren(PlannedTimeField)
    line = field.lineEdit()
    sizes = {style.font(role).pixelSize() for role in (TextRole.BODY, TextRole.SMALL)}
    assert line.font().pixelSize() in sizes
    frame = QRect(QPoint(), line.size())
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    option.rect = frame
    space = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line)
    metrics = line.fontMetrics()
    assert space.height() >= metrics.height()
    for text in ("of 1440 min", "no plan"):
        assert space.width() >= metrics.horizontalAdvance(text)


def test_planned_time_can_be_typed_while_a_clicker_works(
    slideshow: Presentation,
) -> None:
    (field,) = slideshow.windows.presenter_view.findChildren(PlannedTimeField)
    before = slideshow.model.state.position
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "45")
    assert slideshow.model.state.planned.minutes == 20  # until it is complete
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert slideshow.model.state.planned.minutes == 45
    assert not field.hasFocus()
    assert slideshow.model.state.position == before
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "7")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert slideshow.model.state.planned.minutes == 45
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_PageDown)
    assert slideshow.model.state.position != before


def test_clock_and_time_of_day_are_updated_every_second(
    slideshow: Presentation, monkeypatch: pytest.MonkeyPatch
) -> None:
    labelled = partial(described_label, slideshow.windows.presenter_view)
    before = slideshow.model.now()
    monkeypatch.setattr(slideshow.model, "now", lambda: before + 61)
    monkeypatch.setattr(slideshow.model, "time_of_day", lambda: datetime(2026, 5, 4, 14, 7))  # noqa: DTZ001, of any place
    assert labelled("Elapsed time").text() == "05:00"
    timer_of(slideshow).timeout.emit()
    assert labelled("Elapsed time").text() == "06:01"
    assert labelled("Time of day").text() in {"14:07", "2:07 PM"}


def test_size_of_notes_is_kept(start_slideshow: StartSlideshow, settings: Settings) -> None:
    first = start_slideshow()
    for _ in range(3):
        first.commands.enlarge_notes()
    font = notes_view(first).document().defaultFont().pixelSize()
    first.end()
    again = start_slideshow()
    assert notes_view(again).document().defaultFont().pixelSize() == font > 21


def test_buttons_change_size_of_notes_within_limits(
    slideshow: Presentation, settings: Settings
) -> None:
    for name, opposite, sizes in (
        ("Larger notes", "Smaller notes", (26, 64, 50)),
        ("Smaller notes", "Larger notes", (18, 14, 18)),
    ):
        settings.notes_size, seen = 21, []
        for _ in range(12):
            QTest.mouseClick(
                button(slideshow.windows.presenter_view, name), Qt.MouseButton.LeftButton
            )
            seen.append(settings.notes_size)
        QTest.mouseClick(
            button(slideshow.windows.presenter_view, opposite), Qt.MouseButton.LeftButton
        )
        assert (seen[0], seen[-1], settings.notes_size) == sizes
        assert notes_view(slideshow).document().defaultFont().pixelSize() == sizes[-1]


def test_presenter_view_is_dark_and_follows_high_contrast(
    slideshow: Presentation, style: Look
) -> None:
    resize(slideshow, 1280, 1000)
    for choice, theme in (
        (ThemeChoice.LIGHT, DARK),
        (ThemeChoice.CONTRAST_LIGHT, CONTRAST_DARK),
        (ThemeChoice.DARK, DARK),
        (ThemeChoice.CONTRAST_DARK, CONTRAST_DARK),
    ):
        style.choose(choice)
        slideshow.model.go_to(1)
        process_events()
        image = slideshow.windows.presenter_view.grab().toImage()
        (filmstrip,) = slideshow.windows.presenter_view.findChildren(Filmstrip)
        for at in (
            QPoint(3, 3),
            filmstrip.mapTo(slideshow.windows.presenter_view, QPoint(filmstrip.width() - 3, 3)),
        ):
            assert image.pixelColor(at) == QColor(theme.ground)
        document = notes_view(slideshow).document()
        prompt = document.find(PROMPT_LEAD.strip())
        assert prompt.charFormat().foreground().color() == QColor(theme.accent)


@pytest.mark.parametrize("scale", [0.8, 2.0])
def test_changed_text_size_looks_like_one_used_from_the_start(
    start_slideshow: StartSlideshow, style: Look, qtbot: QtBot, scale: float
) -> None:
    def presenter_view() -> PresenterView:
        window = start_slideshow(windowed=True).windows.presenter_view
        window.resize(1280, 800)
        process_events()
        return window

    changed = presenter_view()
    style.set_scale(scale)
    expected = presenter_view()
    qtbot.waitUntil(lambda: changed.grab().toImage() == expected.grab().toImage())
    for window in (changed, expected):
        window.overlays.toggle_key_help()
    qtbot.waitUntil(lambda: changed.grab().toImage() == expected.grab().toImage())


def test_active_toggle_looks_different(slideshow: Presentation) -> None:
    freeze = button(slideshow.windows.presenter_view, "Freeze")
    off = freeze.grab().toImage()
    slideshow.commands.toggle_freeze()
    process_events()
    assert freeze.grab().toImage() != off


def test_late_pace_and_blank_screen_stand_out(slideshow: Presentation) -> None:
    presenter_view = slideshow.windows.presenter_view
    slideshow.model.go_to(0)
    process_events()
    (pace,) = [label for label in presenter_view.findChildren(QLabel) if "behind" in label.text()]
    assert pace.property("look") == "attention"
    assert pace.palette().windowText().color() == QColor(DARK.caution)
    slideshow.model.go_to(LAST)
    process_events()
    assert pace.palette().windowText().color() == QColor(DARK.muted)
    slideshow.commands.toggle_black()
    process_events()
    (heading,) = [
        label
        for label in presenter_view.findChildren(QLabel)
        if "black" in label.text() and label.isVisible()
    ]
    assert heading.palette().windowText().color() == QColor(DARK.caution)


def test_markup_in_screen_name_is_shown_as_text(slideshow: Presentation) -> None:
    slideshow.windows.presenter_view.show_audience_screen("Audience: <b>EPSON</b> · 800 × 600")
    (label,) = [
        w for w in slideshow.windows.presenter_view.findChildren(QLabel) if "EPSON" in w.text()
    ]
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert "<b>" not in label.toolTip()


def test_title_bar_above_the_screen_is_moved_into_view(
    slideshow: Presentation,
) -> None:
    presenter_view = slideshow.windows.presenter_view
    screen = presenter_view.screen()
    available = screen.availableGeometry()
    (filler,) = presenter_view.findChildren(ScreenFiller)
    filler.fill(screen)
    presenter_view.showNormal()  # like a window manager that ignores maximising
    presenter_view.setGeometry(available.translated(1, -20))
    assert not available.contains(presenter_view.frameGeometry())
    timer_of(filler).timeout.emit()
    assert available.contains(presenter_view.frameGeometry())
