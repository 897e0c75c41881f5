"""What people say, typed during a discussion."""

from typing import Final

import pytest

from briefing_app.database.personal.kept import KeptKind
from briefing_app.gui.look import Look
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.layout.page import PlacedText
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slides import Role, Slide
from briefing_app.model.slideshow.said import SAID_ADVICE
from briefing_app.model.slideshow.state import SlidePosition
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshow.presenter.views import next_name, resize
from tests.gui.slideshow.said.room import (
    enter,
    said_field,
    said_panel,
    seen_by_audience,
    type_text,
)
from tests.gui.slideshows import (
    NOTES,
    SAMPLE_SESSION,
    button,
    labels,
    press,
    process_events,
)
from tests.sample_report import make_discussion, make_entry, make_finding, make_report

_FINDING: Final = 0
_DISCUSSION: Final = 1
_LAST: Final = 2


@pytest.fixture
def slides() -> tuple[Slide, ...]:
    """Return a finding with a question, a discussion with an answer, and another finding."""
    finding = make_finding(1, prompt="Who checks that we did?")
    entries = (
        make_entry(1, finding, notes=f"{NOTES} 1"),
        make_discussion(2, "And what then?", finding=finding, answer="Nobody.", minutes=4),
        make_entry(3, make_finding(2), notes=f"{NOTES} 3"),
    )
    return briefing_slides(make_report((finding, make_finding(2)), running_order=entries))


@pytest.fixture
def show(start_slideshow: StartSlideshow) -> Presentation:
    """Return a slideshow at the discussion."""
    return start_slideshow(position=SlidePosition(_DISCUSSION))


def test_small_window_keeps_the_advice_about_victims(show: Presentation, style: Look) -> None:
    style.set_scale(2.0)
    resize(show, 1000, 720)
    assert labels(show.presenter_view).count(SAID_ADVICE) == 1
    show.presenter_view.show_message("A message has more need of the space.")
    assert SAID_ADVICE not in labels(show.presenter_view)
    show.presenter_view.show_message("")
    show.go_to(_LAST)
    process_events()
    assert SAID_ADVICE not in labels(show.presenter_view)


def test_audience_sees_the_lines_as_they_come_once_they_are_shown(show: Presentation) -> None:
    enter(show, "Table 2: ask again")
    assert any("Table 2: ask again" in text for text in labels(show.presenter_view))
    assert said_field(show).text() == ""
    assert "Table 2" not in seen_by_audience(show)
    press(show.presenter_view, "Shift+R")
    assert "Table 2: ask again" in seen_by_audience(show)
    enter(show, "Table 3: who else knew?")
    assert "Table 3: who else knew?" in seen_by_audience(show)
    button(show.presenter_view, "Show to audience").click()
    assert "Table" not in seen_by_audience(show)


def test_presenter_reads_whether_lines_are_on_screen(show: Presentation) -> None:
    def detail() -> str:
        (found,) = (text for text in labels(show.presenter_view) if text.startswith("1 line"))
        return found

    enter(show, "Table 2: ask again")
    assert detail() == "1 line"
    press(show.presenter_view, "Shift+R")
    assert detail() == "1 line · on screen"
    show.slideshow.update(show.state.go_forward())
    assert detail() == "1 line"  # the answer is in place of the board
    press(show.presenter_view, "Shift+R")
    assert "The lines stay hidden when you go back to the question." in labels(show.presenter_view)
    press(show.presenter_view, "Shift+R")
    assert "The lines are shown when you go back to the question." in labels(show.presenter_view)


def test_show_is_disabled_while_the_audience_sees_the_answer(show: Presentation) -> None:
    switch = button(show.presenter_view, "Show to audience")
    enter(show, "Table 2: ask again")
    switch.click()
    process_events()
    assert switch.isChecked()
    with_question = switch.toolTip()
    show.slideshow.update(show.state.go_forward())
    process_events()
    assert not switch.isChecked()
    assert not switch.isEnabled()
    assert switch.toolTip() == "The audience sees the answer in place of the lines."
    press(show.presenter_view, "F")
    process_events()
    assert not switch.isEnabled()  # a frozen audience still sees the answer
    press(show.presenter_view, "F")
    show.slideshow.update(show.state.go_back())
    press(show.presenter_view, "F")
    show.slideshow.update(show.state.go_forward())
    process_events()
    assert switch.isEnabled()  # it hides the lines that a frozen audience sees
    press(show.presenter_view, "F")
    show.slideshow.update(show.state.go_back())
    process_events()
    assert switch.isChecked()
    assert switch.isEnabled()
    assert switch.toolTip() == with_question


def test_board_without_a_line_says_when_the_audience_sees_one(show: Presentation) -> None:
    press(show.presenter_view, "Shift+R")
    texts = labels(show.presenter_view)
    assert "No line to show yet." in texts
    assert not any("on screen" in text for text in texts)


def test_lines_belong_to_their_question(show: Presentation) -> None:
    press(show.presenter_view, "Shift+R")
    enter(show, "Table 2: ask again")
    show.go_to(_LAST)
    assert "Table 2" not in seen_by_audience(show)
    show.go_to(_FINDING)
    press(show.presenter_view, "D")
    assert "Table 2" not in seen_by_audience(show)
    show.go_to(_DISCUSSION)
    assert "Table 2: ask again" in seen_by_audience(show)


def test_lines_of_another_question_are_hidden_until_they_are_shown_too(show: Presentation) -> None:
    press(show.presenter_view, "Shift+R")
    show.go_to(_FINDING)
    press(show.presenter_view, "D")
    enter(show, "About the other question")
    assert "About the other question" not in seen_by_audience(show)
    press(show.presenter_view, "Shift+R")
    assert "About the other question" in seen_by_audience(show)


def test_frozen_audience_sees_no_new_line(show: Presentation) -> None:
    press(show.presenter_view, "Shift+R")
    press(show.presenter_view, "F")
    enter(show, "Table 2: ask again")
    assert "Table 2" not in seen_by_audience(show)
    press(show.presenter_view, "F")
    assert "Table 2: ask again" in seen_by_audience(show)


def test_lines_are_hidden_at_once_from_a_frozen_audience(
    show: Presentation, heard: list[str]
) -> None:
    press(show.presenter_view, "Shift+R")
    enter(show, "Table 2: ask again")
    press(show.presenter_view, "F")
    press(show.presenter_view, "Shift+R")
    assert "Table 2" not in seen_by_audience(show)
    assert "Hidden from the audience" in heard
    press(show.presenter_view, "Shift+R")
    assert "Table 2" not in seen_by_audience(show)
    assert "The audience sees what we said after the freeze" in heard


@pytest.mark.parametrize("is_frozen", [False, True])
def test_forgotten_lines_are_shown_no_more(
    show: Presentation, personal: PersonalData, is_frozen: bool
) -> None:
    press(show.presenter_view, "Shift+R")
    enter(show, "Table 2: ask again")
    if is_frozen:
        press(show.presenter_view, "F")
        personal.forgotten.emit()  # something else was forgotten
        assert "Table 2" in seen_by_audience(show)
    personal.forget(SAMPLE_SESSION.briefing, KeptKind.SAID)
    personal.forgotten.emit()
    assert "Table 2" not in seen_by_audience(show)
    assert not any("Table 2" in text for text in labels(show.presenter_view))


def test_letters_type_in_the_field_and_a_clicker_turns_slides(show: Presentation) -> None:
    press(show.presenter_view, "R")
    for key in ("B", "F", "3"):
        press(said_field(show), key, text=key.lower())
    assert said_field(show).text() == "bf3"
    assert not show.state.is_frozen
    press(said_field(show), "PgDown")
    process_events()
    countdown = show.state.visible_countdown
    assert countdown is not None
    assert countdown.is_running
    press(said_field(show), "PgUp")
    assert show.state.position.slide == _FINDING


def test_arrows_turn_slides_while_the_field_is_empty(show: Presentation) -> None:
    type_text(show, "a")
    for key in ("Right", "Left", "Left"):
        press(said_field(show), key)
    assert (show.state.position.slide, said_field(show).cursorPosition()) == (_DISCUSSION, 0)
    press(said_field(show), "Del")
    press(said_field(show), "Left")
    assert show.state.position.slide == _FINDING


def test_field_fills_the_panel_and_names_its_key_until_it_has_the_keyboard(
    show: Presentation,
) -> None:
    resize(show, 1366, 768)
    field, panel = said_field(show), said_panel(show)
    assert field.width() > 0.9 * panel.width()
    assert field.placeholderText().startswith("R: ")
    press(show.presenter_view, "R")
    process_events()
    invitation = field.placeholderText()
    assert not invitation.startswith("R: ")
    assert field.fontMetrics().horizontalAdvance(invitation) < 0.9 * field.width()


def test_half_typed_line_is_continued_after_the_field_was_left(show: Presentation) -> None:
    type_text(show, "Table 2")
    press(said_field(show), "Esc")
    assert not said_panel(show).is_typing
    assert said_field(show).text() == "Table 2"
    assert show.presenter_view.isVisible()
    press(show.presenter_view, "R")
    press(said_field(show), "4", text="4")
    assert said_field(show).text() == "Table 24"


def test_keys_of_the_audience_window_go_to_the_field(show: Presentation) -> None:
    press(show.presenter_view, "R")
    press(show.audience, "N", text="n")
    assert said_field(show).text() == "n"
    press(show.audience, ".", text=".")  # a clicker's
    assert show.state.blank.value == "black"


def test_line_that_is_not_finished_is_kept_when_its_discussion_ends(show: Presentation) -> None:
    type_text(show, "Half a line")
    show.go_to(_LAST)
    process_events()
    assert not said_panel(show).isVisible()
    show.go_to(_DISCUSSION)
    process_events()
    assert any("Half a line" in text for text in labels(show.presenter_view))


def test_up_takes_the_last_line_back_to_correct_it(show: Presentation) -> None:
    enter(show, "Table 1")
    enter(show, "Table 2: sak again")
    press(show.presenter_view, "R")
    press(said_field(show), "Up")
    assert said_field(show).text() == "Table 2: sak again"
    assert not any("sak" in text for text in labels(show.presenter_view))


def _marks(show: Presentation, personal: PersonalData) -> list[tuple[str, bool]]:
    """Return the lines and their marks, which are kept as they are shown."""
    process_events()
    lines = [(line.text, line.is_action) for line in show.state.said.lines]
    kept = personal.said.lines(SAMPLE_SESSION.id)
    assert [(line.text, line.is_action) for line in kept] == lines
    return lines


def test_line_is_marked_as_what_we_will_do_by_a_key_and_a_button(
    show: Presentation, personal: PersonalData, heard: list[str]
) -> None:
    press(show.presenter_view, "Shift+R")
    mark = button(show.presenter_view, "We will")
    enter(show, "Ask again")
    type_text(show, "Phone twice")
    press(said_field(show), "Shift+Return")
    assert _marks(show, personal) == [("Ask again", False), ("Phone twice", True)]
    assert heard[-1] == "Kept, marked “We will”"
    assert "We will: Phone twice" in seen_by_audience(show)
    assert any("We will: Phone twice" in text for text in labels(show.presenter_view))
    mark.click()  # with nothing typed, for the last line
    assert _marks(show, personal) == [("Ask again", False), ("Phone twice", False)]
    type_text(show, "1")
    mark.click()
    assert _marks(show, personal) == [("Ask again", True), ("Phone twice", False)]
    assert said_field(show).text() == ""
    type_text(show, "1")
    press(said_field(show), "Shift+Return")
    assert heard[-1] == "Line 1 isn’t marked “We will”"
    type_text(show, "3")  # there is no such line yet
    press(said_field(show), "Shift+Return")
    assert _marks(show, personal)[-1] == ("3", True)


def test_marking_without_a_line_says_so(show: Presentation) -> None:
    button(show.presenter_view, "We will").click()
    process_events()
    assert any("no line to mark" in text for text in labels(show.presenter_view))
    assert show.state.said.lines == ()


def test_field_is_shown_only_during_a_discussion(show: Presentation) -> None:
    assert said_panel(show).isVisible()
    show.go_to(_FINDING)
    process_events()
    assert not said_panel(show).isVisible()
    press(show.presenter_view, "R")
    assert any("no discussion on screen" in text for text in labels(show.presenter_view))


def _said(show: Presentation) -> list[PlacedText]:
    """Return the lines on the audience's slide."""
    page = show.audience.slide.page
    assert page is not None
    return [text for text in page.texts if text.role is Role.SAID]


def test_line_that_has_no_place_turns_the_board_and_it_can_be_turned_back(
    show: Presentation, heard: list[str]
) -> None:
    press(show.presenter_view, "Shift+R")
    for number in range(1, 14):
        enter(show, f"Table {number}.")
        assert len(_said(show)) == (number if number < 13 else 1)
    assert "13 of 13" in seen_by_audience(show)
    press(said_field(show), "PgUp")
    process_events()
    assert "1 to 12 of 13" in seen_by_audience(show)
    assert "Table 12." in seen_by_audience(show)
    assert "Table 13." not in seen_by_audience(show)
    assert heard[-1] == "Page 1 of 2"
    assert next_name(show) == "Page 2 of 2"
    press(said_field(show), "PgDown")
    process_events()
    assert "Table 13." in seen_by_audience(show)
    assert heard[-1] == "Page 2 of 2"
    press(said_field(show), "PgUp")
    enter(show, "Table 14.")
    assert "Table 14." in seen_by_audience(show)


def test_another_line_moves_no_text_on_the_slide(show: Presentation) -> None:
    press(show.presenter_view, "Shift+R")
    enter(show, "Table 1")
    first = show.audience.slide.page
    for number in (2, 3):
        enter(show, f"Table {number}")
    now = show.audience.slide.page
    assert first is not None
    assert now is not None
    assert len(_said(show)) == 3
    assert set(first.texts) < set(now.texts)


def test_answer_takes_the_place_of_the_board(show: Presentation) -> None:
    press(show.presenter_view, "Shift+R")
    enter(show, "Table 1")
    show.slideshow.update(show.state.go_forward())
    assert _said(show) == []
    assert "Nobody." in seen_by_audience(show)
    press(show.presenter_view, "PgUp")
    assert [text.text.strip() for text in _said(show)] == ["Table 1"]
