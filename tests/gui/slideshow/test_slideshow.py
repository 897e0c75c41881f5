"""What a slideshow shows in its windows, and how it ends."""

from typing import Final

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from briefing_app.database.personal.store import PersonalStore
from briefing_app.errors import PersonalDataError
from briefing_app.gui.look import Look, ThemeChoice
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.slideshow.commands import COMMANDS, Commands
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.gui.slideshow.presenter.key_help import KeyHelp, KeyText
from briefing_app.layout.palette import DARK_SLIDES, HIGH_CONTRAST_SLIDES, LIGHT_SLIDES
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.state import SlidePosition
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshows import (
    CHART,
    LAPTOP,
    LONG,
    MIRROR,
    NOTES,
    PROJECTOR,
    PROMPT,
    SERVICE_SILENT,
    FakeSleepInhibitor,
    Screens,
    accessible_text,
    button,
    labels,
    last_record,
    press,
    process_deletions,
    process_events,
    search_fields,
    timer_of,
    turn_wheel,
    view,
    visible_windows,
)


def _is_black(slideshow: Presentation) -> bool:
    return slideshow.windows.audience.slide.is_black


def test_back_shows_all_of_a_slide_that_was_jumped_over(slideshow: Presentation) -> None:
    slideshow.model.go_to(LONG + 1)
    slideshow.commands.go_back()
    pages = slideshow.model.pages.pages(LONG)
    assert len(pages) > 1
    assert slideshow.model.state.position == SlidePosition(
        LONG, len(pages) - 1, pages[-1].steps - 1
    )
    assert slideshow.windows.audience.slide.page == pages[-1]


def test_black_screen_hides_the_slide_from_the_audience_only(slideshow: Presentation) -> None:
    slideshow.commands.toggle_black()
    process_events()
    assert _is_black(slideshow)
    image = slideshow.windows.audience.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, 800, 50) for y in range(0, 600, 50)}
    assert colours == {"#000000"}
    assert not view(slideshow.windows.presenter_view, "On screen").is_black
    assert (
        view(slideshow.windows.presenter_view, "On screen").page
        is slideshow.windows.audience.slide.page
    )
    assert "The audience sees a black screen" in labels(slideshow.windows.presenter_view)
    black = button(slideshow.windows.presenter_view, "Black")
    assert black.isChecked()
    slideshow.commands.toggle_black()
    process_events()
    assert not _is_black(slideshow)
    assert "On screen" in labels(slideshow.windows.presenter_view)
    assert not black.isChecked()


def test_presenter_sees_what_a_frozen_audience_sees(slideshow: Presentation) -> None:
    pages = len(slideshow.model.pages.pages(LONG))
    audience, presenter_view = slideshow.windows.audience.slide, slideshow.windows.presenter_view
    on_screen = view(presenter_view, "On screen")
    for slide, commands, seen, is_black in (
        (
            0,
            [Commands.toggle_black, Commands.toggle_freeze, Commands.advance],
            "a black screen",
            True,
        ),
        (
            2,
            [Commands.toggle_freeze, Commands.advance, Commands.toggle_black],
            "slide 3, then a black screen",
            False,
        ),
        (CHART, [Commands.toggle_freeze, Commands.advance], "slide 4, no bars yet", False),
        (CHART, [Commands.advance, Commands.toggle_freeze], "slide 4, all bars", False),
        (LONG, [Commands.advance, Commands.toggle_freeze], f"slide 5, page 2 of {pages}", False),
    ):
        slideshow.model.go_to(slide)
        for command in commands:
            slideshow.commands.do(command)
        process_events()
        assert f"Frozen: the audience sees {seen}" in labels(presenter_view)
        assert _is_black(slideshow) is button(presenter_view, "Black").isChecked() is is_black
        assert button(presenter_view, "Freeze").isChecked()
        state = slideshow.model.state
        assert audience.page is slideshow.model.pages.shown(state.audience.position).page
        slideshow.commands.toggle_freeze()
        process_events()
        assert audience.page is on_screen.page
        assert _is_black(slideshow) is state.is_black


def test_held_key_paints_only_the_last_slide(
    slideshow: Presentation,
) -> None:
    painted: list[object] = []
    slide = slideshow.windows.audience.slide
    press(slideshow.windows.audience, "Right")
    slide.painted.connect(lambda: painted.append(slide.page))
    places = []
    for _ in range(3):
        press(slideshow.windows.audience, "Right", repeat=True)
        places.append(slideshow.model.state.position)
    assert len(set(places)) == 3
    assert not painted
    process_events()
    assert painted == [slideshow.model.pages.shown(places[-1]).page]
    press(slideshow.windows.audience, "Left")
    assert painted[1:] == [slide.page]


def test_notes_never_reach_the_audience_window(
    slideshow: Presentation, fake_screens: Screens, slides: tuple[Slide, ...]
) -> None:
    audience_texts = presenter_texts = ""
    slideshow.commands.go_to_first()
    while slideshow.model.state.next_position is not None:
        slideshow.commands.advance()
        process_events()
        audience_texts += accessible_text(slideshow.windows.audience)
        presenter_texts += accessible_text(slideshow.windows.presenter_view)
    for screens in ((LAPTOP, PROJECTOR), (LAPTOP,), (LAPTOP, MIRROR)):
        fake_screens.set_screens(*screens)
        slideshow.model.go_to(1)
        for command in set(COMMANDS) - {Commands.close_or_end, Commands.toggle_question}:
            slideshow.commands.do(command)
            process_events()
            audience_texts += accessible_text(slideshow.windows.audience)
    assert NOTES not in audience_texts
    assert PROMPT not in audience_texts
    for slide in slides[1:]:
        assert slide.title in audience_texts
        assert slide.notes in presenter_texts
    assert PROMPT in presenter_texts


@pytest.mark.parametrize("window", ["audience", "presenter_view"])
def test_closing_either_window_ends_the_slideshow(
    slideshow: Presentation, personal_store: PersonalStore, window: str
) -> None:
    ended: list[None] = []
    slideshow.ended.connect(lambda: ended.append(None))
    audience, presenter_view = slideshow.windows.audience, slideshow.windows.presenter_view
    getattr(slideshow.windows, window).windowHandle().close()
    QCoreApplication.sendPostedEvents()
    assert not {audience, presenter_view} & {
        w for w in QApplication.topLevelWidgets() if w.isVisible()
    }
    process_deletions()
    assert not shiboken6.isValid(audience)
    assert not shiboken6.isValid(presenter_view)
    assert len(ended) == 1
    assert not last_record(personal_store).running


def test_ended_slideshow_ignores_calls_and_signals(
    *,
    slideshow: Presentation,
    fake_screens: Screens,
    sleep_inhibitor: FakeSleepInhibitor,
    style: Look,
    personal_store: PersonalStore,
) -> None:
    ended: list[None] = []
    slideshow.ended.connect(lambda: ended.append(None))
    is_inhibited = [sleep_inhibitor.is_inhibited]
    slideshow.end()
    is_inhibited.append(sleep_inhibitor.is_inhibited)
    assert is_inhibited == [True, False]
    record = last_record(personal_store)
    slideshow.end()
    slideshow.commands.advance()
    slideshow.windows.place()
    assert press(slideshow.windows.audience, "Right")
    assert visible_windows(slideshow) == (False, False)
    process_deletions()
    sleep_inhibitor.changed.emit()
    style.set_scale(1.5)
    style.choose(ThemeChoice.CONTRAST_DARK)
    fake_screens.set_screens(LAPTOP)
    assert not any(timer.isActive() for timer in slideshow.findChildren(QTimer))
    assert len(ended) == 1
    assert last_record(personal_store) == record


def test_destroyed_slideshow_releases_sleep_and_windows(
    slideshow: Presentation, sleep_inhibitor: FakeSleepInhibitor
) -> None:
    audience, presenter_view = slideshow.windows.audience, slideshow.windows.presenter_view
    slideshow.deleteLater()
    process_deletions()
    assert not shiboken6.isValid(slideshow)
    assert not sleep_inhibitor.is_inhibited
    process_deletions()
    assert not shiboken6.isValid(audience)
    assert not shiboken6.isValid(presenter_view)


def test_late_deletion_does_not_release_sleep_of_the_next(
    start_slideshow: StartSlideshow, sleep_inhibitor: FakeSleepInhibitor
) -> None:
    first = start_slideshow()
    first.end()
    start_slideshow()
    first.deleteLater()
    process_deletions()
    assert sleep_inhibitor.is_inhibited


def test_presenter_sees_warning_if_sleep_cannot_be_inhibited(
    sleep_inhibitor: FakeSleepInhibitor, start_slideshow: StartSlideshow
) -> None:
    sleep_inhibitor.failure = SERVICE_SILENT
    slideshow = start_slideshow(message="Continued where it stopped.")
    message = " ".join(labels(slideshow.windows.presenter_view))
    assert "This computer may go to sleep: the desktop’s screen saver service" in message
    assert "Continued where it stopped." in message
    assert "may go to sleep" not in accessible_text(slideshow.windows.audience)
    for answer in ("", SERVICE_SILENT):
        sleep_inhibitor.answer(answer)
        is_shown = "may go to sleep" in " ".join(labels(slideshow.windows.presenter_view))
        assert is_shown is bool(answer)


_MESSAGE: Final = "Continued where it stopped."


def test_message_after_a_turned_slide_stays_until_the_next(
    slideshow: Presentation, personal: PersonalData
) -> None:
    slideshow.commands.advance()
    process_events()
    personal.report(PersonalDataError(None, "The disk is full.", "Free some space."))
    for command in (Commands.restart_clock, Commands.toggle_black, Commands.advance):
        assert "The disk is full. Free some space." in labels(slideshow.windows.presenter_view)
        slideshow.commands.do(command)
        process_events()
    assert "The disk is full. Free some space." not in labels(slideshow.windows.presenter_view)


def test_start_message_stays_if_the_position_is_gone(
    start_slideshow: StartSlideshow,
) -> None:
    slideshow = start_slideshow(position=SlidePosition(CHART, 9), message=_MESSAGE)
    assert slideshow.model.state.position == SlidePosition(CHART)
    for command in (
        Commands.restart_clock,
        Commands.toggle_freeze,
        Commands.toggle_black,
        Commands.advance,
    ):
        assert _MESSAGE in labels(slideshow.windows.presenter_view)
        slideshow.commands.do(command)
        process_events()
    assert _MESSAGE not in labels(slideshow.windows.presenter_view)


def test_start_message_stays_until_presenter_can_read_it(
    start_slideshow: StartSlideshow, fake_screens: Screens
) -> None:
    fake_screens.available = [LAPTOP]
    slideshow = start_slideshow(message=_MESSAGE)

    def press_all(*keys: str) -> bool:
        """Press keys in the visible window. Return whether the message is still shown."""
        for key in keys:
            press(
                slideshow.windows.presenter_view
                if slideshow.windows.presenter_view.isVisible()
                else slideshow.windows.audience,
                key,
            )
            process_events()
        return _MESSAGE in labels(slideshow.windows.presenter_view)

    assert press_all("Right", "Right")
    assert press_all("S")
    assert press_all("S", "Right", "S")
    assert not press_all("Right")


def test_no_dialog_is_opened_during_a_slideshow(
    slideshow: Presentation, fake_screens: Screens, sleep_inhibitor: FakeSleepInhibitor
) -> None:
    sleep_inhibitor.answer(SERVICE_SILENT)
    for screens in ((LAPTOP, PROJECTOR), (LAPTOP, MIRROR), (PROJECTOR,)):
        fake_screens.set_screens(*screens)
        for command in set(COMMANDS) - {Commands.close_or_end}:
            slideshow.commands.do(command)
            process_events()
            windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
            assert not any(isinstance(window, QDialog) for window in windows)
            assert set(windows) <= {slideshow.windows.audience, slideshow.windows.presenter_view}


def test_wheel_over_key_help_does_not_turn_the_slide(slideshow: Presentation) -> None:
    press(slideshow.windows.presenter_view, "F1")
    (keys,) = slideshow.windows.presenter_view.findChildren(KeyHelp)
    # Qt passes an unused event to the window below.
    assert turn_wheel(keys, -120)
    assert slideshow.model.state.position == SlidePosition(2)


def test_search_in_minimised_presenter_view_gets_no_keys(
    start_slideshow: StartSlideshow,
) -> None:
    slideshow = start_slideshow(windowed=True)
    press(slideshow.windows.presenter_view, "G")
    slideshow.windows.presenter_view.showMinimized()
    press(slideshow.windows.audience, "B")
    assert _is_black(slideshow)
    press(slideshow.windows.audience, "Right")
    assert slideshow.model.state.position == SlidePosition(1)


def test_open_search_gets_keys_of_both_windows(
    slideshow: Presentation,
) -> None:
    press(slideshow.windows.presenter_view, "G")
    (line,) = search_fields(slideshow.windows.presenter_view)
    assert line is not None
    for key in ("B", "L", "Left", "Backspace", "Backspace", "6"):
        press(slideshow.windows.audience, key, text=key.lower() if len(key) == 1 else None)
    assert line.text() == "6"
    assert not _is_black(slideshow)
    for is_black in (True, False):
        press(slideshow.windows.audience, ".")  # as a clicker sends it
        assert _is_black(slideshow) is is_black
    press(slideshow.windows.audience, Qt.Key.Key_PageDown)
    assert slideshow.model.state.position == SlidePosition(CHART)
    press(slideshow.windows.audience, "Return")
    assert slideshow.model.state.position == SlidePosition(5)
    process_events()
    press(slideshow.windows.audience, "G")
    press(slideshow.windows.audience, "Escape")
    assert not line.isVisible()
    press(slideshow.windows.audience, "B")
    assert _is_black(slideshow)


def test_slideshow_checks_the_screens_every_2_seconds(
    start_slideshow: StartSlideshow, fake_screens: Screens, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []
    monkeypatch.setattr(fake_screens, "check_outputs", lambda: looks.append(1))
    slideshow = start_slideshow()
    assert len(looks) == 1
    for _ in range(4):
        timer_of(slideshow).timeout.emit()
    assert len(looks) == 3


def test_slides_follow_the_theme(slideshow: Presentation, style: Look) -> None:
    slideshow.commands.toggle_black()
    for theme in (HIGH_CONTRAST_SLIDES, LIGHT_SLIDES, DARK_SLIDES):
        style.choose_slide_theme(theme.name)
        process_events()
        for slide in (
            slideshow.windows.audience.slide,
            view(slideshow.windows.presenter_view, "On screen"),
        ):
            assert slide.page is not None
            assert slide.page.theme == theme
        assert _is_black(slideshow)
        assert slideshow.model.state.position == SlidePosition(2)
    slideshow.commands.advance()
    assert slideshow.windows.audience.slide.page is not None
    assert slideshow.windows.audience.slide.page.theme == DARK_SLIDES


def test_key_help_follows_the_text_size_and_is_never_wider_than_its_window(
    slideshow: Presentation, style: Look
) -> None:
    slideshow.windows.presenter_view.showNormal()
    slideshow.windows.presenter_view.resize(1024, 600)
    slideshow.commands.toggle_key_help()
    (keys,) = slideshow.windows.presenter_view.findChildren(KeyHelp)
    sizes = []
    for scale in (1.0, 2.0):
        style.set_scale(scale)
        process_events()
        for text in keys.findChildren(KeyText):
            assert text.document().idealWidth() <= text.width()
            assert text.height() >= text.document().size().height()
        sizes.append({text.font().pixelSize() for text in keys.findChildren(KeyText)})
    assert max(sizes[0]) < min(sizes[1])


def test_presenter_view_is_built_though_the_first_slide_is_not_painted(
    start_slideshow: StartSlideshow, qtbot: QtBot
) -> None:
    slideshow = start_slideshow(until_painted=False)
    painted: list[bool] = []
    slideshow.windows.audience.slide.painted.connect(lambda: painted.append(True))
    slideshow.windows.audience.slide.setUpdatesEnabled(False)
    with qtbot.waitSignal(slideshow.ready):
        pass
    assert slideshow.windows.presenter_view.isVisible()
    assert not painted
