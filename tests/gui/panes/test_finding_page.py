"""The page of a finding."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import THEMES, Look, ThemeChoice
from briefing_app.gui.panes.finding_page import FindingPage
from briefing_app.gui.panes.words_block import CheckMark
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.report import Finding, Force, Quote, Speaker
from tests.gui.pixels import pixels
from tests.sample_reading import SampleReading
from tests.sample_report import NORTH, SOUTH, VERIFIED_SOURCE, make_finding, make_quote


@pytest.fixture
def pane(
    *,
    qtbot: QtBot,
    style: Look,
    window: QWidget,
    quotes: tuple[Quote, ...],
    findings: tuple[Finding, ...],
    reading: SampleReading,
) -> FindingPage:
    """The page with the first finding of the sample report."""
    pane = FindingPage(window, reading)
    pane.resize(700, 440)
    window.resize(700, 440)
    reading.show(findings, quotes)
    with qtbot.waitExposed(window):
        window.show()
    return pane


def _texts(pane: FindingPage) -> list[str]:
    """Return all texts that are visible in the pane."""
    found = [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]
    found += [view.toPlainText() for view in pane.findChildren(QTextEdit) if view.isVisible()]
    return [text for text in found if text]


def _view(pane: FindingPage, name: str = "The exact words") -> QTextEdit:
    return next(view for view in pane.findChildren(QTextEdit) if view.accessibleName() == name)


def _button(pane: FindingPage, start: str) -> QPushButton:
    """Return the button whose name for screen readers or whose text starts so."""
    buttons = pane.findChildren(QPushButton)
    return next(b for b in buttons if (b.accessibleName() or b.text()).startswith(start))


def test_other_words_are_on_the_page_without_what_only_findings_have(
    pane: FindingPage, quotes: tuple[Quote, ...], reading: SampleReading
) -> None:
    reading.show_item(quotes[3])
    assert {"Other words", "1 of 1", "“Needle in a haystack.”"} <= set(_texts(pane))
    shown = {view.accessibleName() for view in pane.findChildren(QTextEdit) if view.isVisible()}
    assert shown == {"The exact words", "Who said it", "Source", "My notes"}
    assert pane.copy_text().startswith("“Needle in a haystack.”\nA speaker")
    assert pane.head.bookmark.isEnabled()
    assert not pane.head.next_button.isEnabled()


def test_texts_are_measured_only_when_the_page_has_its_size(
    *,
    qtbot: QtBot,
    style: Look,
    window: QWidget,
    findings: tuple[Finding, ...],
    monkeypatch: pytest.MonkeyPatch,
    reading: SampleReading,
) -> None:
    widths: list[int] = []

    def measure(_text: PlainText, width: int) -> int:
        widths.append(width)
        return 20

    monkeypatch.setattr(PlainText, "heightForWidth", measure)
    window.resize(700, 440)
    pane = FindingPage(window, reading)
    reading.show(findings)
    style.changed.emit()
    assert widths == []
    pane.resize(700, 440)
    with qtbot.waitExposed(window):
        window.show()
    assert widths


def test_quote_is_shown_with_speaker_and_place(
    pane: FindingPage, findings: tuple[Finding, ...], reading: SampleReading
) -> None:
    reading.choose(findings[1])
    assert {
        findings[1].kind.label,
        f"2 of {len(findings)}",
        "Finding number 2",
        "“Words number 1.”",
        "A speaker, who is made up",
        "Checked word for word · The Made-up Post, a line",
        "Quote 1 of 2",
    } <= {*_texts(pane)}


def test_arrow_to_the_previous_quote_starts_where_the_words_do(
    pane: FindingPage, findings: tuple[Finding, ...], style: Look, reading: SampleReading
) -> None:
    reading.choose(findings[1])
    arrow, words = _button(pane, "Previous quote"), _view(pane)
    text_left = arrow.mapToGlobal(QPoint(style.px(QUIET_PADDING_X), 0)).x()
    assert text_left == words.mapToGlobal(QPoint(0, 0)).x()


def test_finding_without_quote_shows_its_unchecked_excerpt_as_evidence(pane: FindingPage) -> None:
    origin = "The source’s own words · Not checked · The Made-up Post, a line"
    assert {"“few words”", "In plain words.", origin} <= {*_texts(pane)}


@pytest.mark.parametrize("theme", list(THEMES))
def test_bookmark_is_a_filled_star_that_says_so_and_moves_nothing(
    pane: FindingPage, style: Look, theme: ThemeChoice
) -> None:
    style.choose(theme)
    button, stars, places = pane.head.bookmark, list[int](), list[QRect]()
    for text in ("Bookmark", "Bookmarked"):
        assert button.text().strip() == text
        image = button.grab(QRect(0, 0, button.width() // 3, button.height())).toImage()
        is_filled = style.theme.outlined and button.isChecked()
        ink = QColor(style.theme.on_accent if is_filled else style.theme.accent).rgb()
        stars.append(int(np.count_nonzero(pixels(image) == ink)))
        places.append(button.geometry())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert stars[1] > 2 * stars[0] > 0
    assert places[0] == places[1]


def test_caution_and_question_are_shown_with_their_finding_only(
    pane: FindingPage, findings: tuple[Finding, ...], reading: SampleReading
) -> None:
    reading.show((findings[3]._replace(prompt="What next?"), findings[0]))
    texts = _texts(pane)
    assert "Source unclear. Look it up." in texts
    assert texts.index("Talk about it") + 1 == texts.index("not part of the report")
    assert _view(pane, "Caution").toPlainText() == "Source unclear. Look it up."
    assert _view(pane, "Discussion question").toPlainText() == "What next?"
    reading.choose(findings[0])
    assert not {"Source unclear. Look it up.", "What next?"} & {*_texts(pane)}


def test_next_and_previous_stop_at_the_ends(
    pane: FindingPage,
    findings: tuple[Finding, ...],
    quotes: tuple[Quote, ...],
    reading: SampleReading,
) -> None:
    reading.choose(findings[1])
    assert not _button(pane, "Previous quote").isEnabled()
    QTest.mouseClick(_button(pane, "Next quote"), Qt.MouseButton.LeftButton)
    assert reading.contents.quote == quotes[1]
    assert not _button(pane, "Next quote").isEnabled()
    assert _view(pane).toPlainText() == "“Words number 2.”"


def test_highlights_are_only_in_texts_that_are_searched(
    pane: FindingPage, quotes: tuple[Quote, ...], reading: SampleReading
) -> None:
    finding = make_finding(
        7,
        caution="Do check 𝔘 this.",
        detail="In plain 𝔘 words.",
        excerpt="other 𝔘 words",
        quotes=quotes[:1],
    )
    reading.show((finding,))
    for name, term, marked in (
        ("The exact words", "word", ["Word"]),
        ("Caution", "check", ["check"]),
        ("Who said it", "speak", ["speak"]),
        ("Who said it", "made", []),
        ("The finding in plain words", "plain", ["plain"]),
        ("Source", "post", ["Post"]),
        ("Source", "checked", []),
        ("The words that the finding is based on", "words", ["words"]),
        ("The words that the finding is based on", "finding", []),
    ):
        reading.find(term, quotes={1})
        found = [each.cursor.selectedText() for each in _view(pane, name).extraSelections()]
        assert found == marked, (name, term)


def test_search_that_shows_the_same_quote_only_changes_the_marks(
    pane: FindingPage,
    findings: tuple[Finding, ...],
    reading: SampleReading,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reading.choose(findings[1])
    shown: list[str] = []
    with monkeypatch.context() as patched:
        patched.setattr(PlainText, "show_text", lambda _self, text, **_: shown.append(text))
        reading.find("word", {2}, {1})
        reading.search("")
    assert shown == []
    assert _view(pane).extraSelections() == []


def test_markup_in_quote_is_shown_as_text(pane: FindingPage, reading: SampleReading) -> None:
    for text in ("<b>bold</b>", "<img src='file:///etc/hostname'>", "a & b &amp; c", "𝔘 😀"):
        reading.show((make_finding(1, quotes=(make_quote(1, text),), detail=text, caution=text),))
        assert _view(pane).toPlainText() == f"“{text}”"
        assert {text, f"Source unclear. {text}"} <= {*_texts(pane)}
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in pane.findChildren(QLabel))


def test_quote_about_my_force_is_marked_beside_what_a_search_found(
    pane: FindingPage, findings: tuple[Finding, ...], reading: SampleReading
) -> None:
    reading.choose(findings[2])
    reading.set_my_force(NORTH.name)
    assert any("about my force, Northern Made-up Police" in t for t in _texts(pane))
    reading.find("post", {3}, quotes={3})
    marked = _view(pane, "Source").extraSelections()
    assert [each.cursor.selectedText() for each in marked] == ["Post"]
    reading.set_my_force(SOUTH.name)
    assert not any("my force" in text for text in _texts(pane))


def test_pane_without_finding_shows_one_message(pane: FindingPage, reading: SampleReading) -> None:
    reading.show()
    assert _texts(pane) == ["No finding is selected."]
    assert pane.copy_text() == ""


@pytest.mark.parametrize("words", ["Unbreakable" * 18, "Many words follow here and there. " * 60])
def test_long_texts_are_not_cut_off(
    pane: FindingPage, style: Look, reading: SampleReading, words: str
) -> None:
    word = words.strip()
    force = Force(9, word, word)
    source = VERIFIED_SOURCE._replace(publisher=word, title=word)
    quote = make_quote(1, word, forces=(force,))._replace(
        speaker=Speaker(9, word, word), locator=word, source=source
    )
    finding = make_finding(
        1, headline=word, detail=word, excerpt=f"{word}.", caution=word, prompt=word
    )._replace(quotes=(quote,), locator=word, source=source)
    reading.set_my_force(force.name)
    reading.show((finding,))
    page = pane.widget()
    assert page is not None
    for scale in (1.0, 2.0):
        style.set_scale(scale)
        QApplication.processEvents()
        assert page.width() <= pane.width()
        texts = [view for view in pane.findChildren(QTextEdit) if view.isVisible()]
        assert len(texts) == 9
        for text in texts:
            assert text.document().size().width() <= text.width()
            assert text.document().size().height() <= text.height()


def test_check_mark_is_apart_from_the_words(pane: FindingPage) -> None:
    mark = CheckMark(pane)
    image = mark.grab().toImage()
    right = range(image.width() - 2, image.width())
    assert len({image.pixel(x, y) for x in right for y in range(image.height())}) == 1


def _long_finding(count: int) -> Finding:
    words = "words " * count
    return make_finding(1, quotes=(make_quote(1, words.strip()),), detail="Short.", prompt="Why?")


def _size_of_words(pane: FindingPage) -> int:
    return _view(pane).font().pixelSize()


def test_words_step_down_to_18_pixels_and_then_the_page_scrolls(
    pane: FindingPage, reading: SampleReading
) -> None:
    reading.show((_long_finding(60),))
    scrolls: dict[int, set[bool]] = {}
    for height in range(800, 200, -2):
        pane.resize(700, height)
        scrolls.setdefault(_size_of_words(pane), set()).add(pane.verticalScrollBar().maximum() > 0)
    assert list(scrolls) == [22, 20, 18]
    assert list(scrolls.values()) == [{False}, {False}, {False, True}]


def test_note_that_is_written_moves_nothing_and_keeps_the_size_of_the_words(
    pane: FindingPage, reading: SampleReading
) -> None:
    reading.show((_long_finding(20),))
    parts = [each for each in pane.findChildren(QWidget) if each.isVisibleTo(pane)]
    before = [each.width() for each in parts if each is not pane.viewport()]
    words = _size_of_words(pane), _view(pane).geometry()
    pane.note.show_note("One line\n" * 40, "finding 1")
    QApplication.processEvents()
    assert pane.verticalScrollBar().isVisible()
    assert [each.width() for each in parts if each is not pane.viewport()] == before
    assert (_size_of_words(pane), _view(pane).geometry()) == words


def _boxes(pane: FindingPage) -> tuple[QWidget, QWidget]:
    question = _view(pane, "Discussion question").parentWidget()
    assert question is not None
    return question, pane.note


def test_question_and_note_are_equal_boxes_beside_each_other_if_there_is_room(
    pane: FindingPage, style: Look, reading: SampleReading
) -> None:
    reading.show((_long_finding(9)._replace(prompt="Why is that so? " * 30),))
    question, note = _boxes(pane)
    for scale in (1.0, 1.5):
        style.set_scale(scale)
        for width, is_beside in ((640, True), (639, False)):
            pane.resize(round(width * scale) + 80, 600)
            assert question.width() == note.width()
            assert (question.y() == note.y()) is is_beside
            if is_beside:
                assert question.height() == note.height()
                assert question.geometry().right() < note.x()
            else:
                assert question.geometry().bottom() < note.y()


def test_narrow_page_has_arrows_and_a_menu_with_the_other_buttons(
    qtbot: QtBot, pane: FindingPage, findings: tuple[Finding, ...], reading: SampleReading
) -> None:
    reading.choose(findings[1])
    pane.resize(400, 500)
    QApplication.processEvents()
    head = [each.text() for each in pane.head.findChildren(QPushButton) if each.isVisible()]
    assert head == ["‹", "›", "More"]
    QTest.mouseClick(_button(pane, "More"), Qt.MouseButton.LeftButton)
    (menu,) = pane.head.findChildren(QMenu)
    buttons = {
        "Bookmark": pane.head.bookmark,
        "Copy": pane.head.copy_button,
        "All 4 quotes": pane.head.quotes_button,
    }
    actions = {action.text().strip(): action for action in menu.actions()}
    assert list(actions) == list(buttons)
    for text, button in buttons.items():
        with qtbot.waitSignal(button.clicked):
            actions[text].trigger()
    menu.close()


def test_head_cuts_nothing_off_and_another_finding_moves_no_button(
    pane: FindingPage, style: Look, findings: tuple[Finding, ...], reading: SampleReading
) -> None:
    for scale in (1.0, 1.75, 2.0):
        style.set_scale(scale)
        for width in range(450, 1101, 50):
            pane.resize(width, 440)
            places = set()
            for finding in findings:
                reading.choose(finding)
                parts = pane.head.findChildren(
                    QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
                )
                shown = [part for part in parts if part.isVisible()]
                assert all(part.width() >= part.minimumSizeHint().width() for part in shown)
                buttons = [part for part in shown if isinstance(part, QPushButton)]
                places.add(tuple((button.x(), button.width()) for button in buttons))
            assert len(places) == 1


def test_reason_why_there_are_no_words_starts_where_the_headline_does(
    pane: FindingPage, findings: tuple[Finding, ...], reading: SampleReading
) -> None:
    headline, origin = _view(pane, "The finding"), _view(pane, "Source")
    left = headline.mapTo(pane, QPoint()).x()
    reading.show((findings[0]._replace(quotes=(), excerpt=""),))
    QApplication.processEvents()
    assert "quotes no source" in origin.toPlainText()
    assert origin.mapTo(pane, QPoint()).x() == left
    reading.show(findings)
    QApplication.processEvents()
    assert origin.mapTo(pane, QPoint()).x() > left
