"""The page of a finding."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look
from briefing_app.gui.panes.finding_page import FindingPage
from briefing_app.gui.panes.words_block import CheckMark
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.report import Finding, Force, Quote, Speaker
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
    texts = _texts(pane)
    assert "“Words number 1.”" in texts
    assert "A speaker, who is made up" in texts
    assert "Checked word for word · The Made-up Post, a line" in texts
    assert "Finding number 2" in texts
    assert "Quote 1 of 2" in texts


def test_arrow_to_the_previous_quote_starts_where_the_words_do(
    pane: FindingPage, findings: tuple[Finding, ...], style: Look, reading: SampleReading
) -> None:
    reading.choose(findings[1])
    arrow, words = _button(pane, "Previous quote"), _view(pane)
    text_left = arrow.mapToGlobal(QPoint(style.px(QUIET_PADDING_X), 0)).x()
    assert text_left == words.mapToGlobal(QPoint(0, 0)).x()


def test_finding_without_quote_shows_excerpt_as_evidence(pane: FindingPage) -> None:
    texts = _texts(pane)
    assert "“few words”" in texts
    assert "In plain words." in texts


def test_unchecked_words_are_called_not_checked(pane: FindingPage) -> None:
    assert "Not checked · The Made-up Post, a line" in _texts(pane)


def test_caution_is_shown_with_its_finding_only(
    pane: FindingPage, findings: tuple[Finding, ...], reading: SampleReading
) -> None:
    reading.choose(findings[3])
    assert "Source unclear. Look it up." in _texts(pane)
    reading.choose(findings[0])
    assert not any("Source unclear" in text for text in _texts(pane))


def test_question_is_labelled_as_not_part_of_the_report(
    pane: FindingPage, findings: tuple[Finding, ...], reading: SampleReading
) -> None:
    reading.choose(findings[4])
    texts = _texts(pane)
    assert texts.index("Talk about it") + 1 == texts.index("not part of the report")
    assert "What next?" in texts


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


def test_search_terms_are_highlighted_in_the_words(
    pane: FindingPage, findings: tuple[Finding, ...], reading: SampleReading
) -> None:
    reading.choose(findings[1])
    reading.find("word", quotes={1})
    view = _view(pane)
    marked = [selection.cursor.selectedText() for selection in view.extraSelections()]
    assert marked == ["Word"]


@pytest.mark.parametrize(
    ("name", "term", "marked"),
    [
        ("Caution", "check", ["check"]),
        ("Who said it", "speak", ["speak"]),
        ("Who said it", "made", []),
        ("The finding in plain words", "plain", ["plain"]),
        ("Source", "post", ["Post"]),
        ("Source", "checked", []),
        ("The words that the finding is based on", "words", ["words"]),
        ("The words that the finding is based on", "finding", []),
    ],
)
def test_highlights_are_only_in_texts_that_are_searched(
    *,
    pane: FindingPage,
    quotes: tuple[Quote, ...],
    name: str,
    term: str,
    marked: list[str],
    reading: SampleReading,
) -> None:
    finding = make_finding(
        7,
        caution="Do check 𝔘 this.",
        detail="In plain 𝔘 words.",
        excerpt="other 𝔘 words",
        quotes=quotes[:1],
    )
    reading.show((finding,))
    reading.find(term, quotes={1})
    view = _view(pane, name)
    found = [selection.cursor.selectedText() for selection in view.extraSelections()]
    assert found == marked


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


def test_source_stays_highlighted_beside_my_force(
    pane: FindingPage, findings: tuple[Finding, ...], reading: SampleReading
) -> None:
    finding = next(each for each in findings if any(quote.forces for quote in each.quotes))
    reading.show((finding,))
    quote = reading.contents.quote
    assert quote is not None
    reading.set_my_force(quote.forces[0].name)
    reading.find("post", quotes={quote.id})
    view = _view(pane, "Source")
    assert "my force" in view.toPlainText()
    assert [each.cursor.selectedText() for each in view.extraSelections()] == ["Post"]


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b>",
        "<img src='file:///etc/hostname'>",
        "a & b &amp; c",
        "<a href='x'>y</a>",
        "𝔘 😀",
    ],
)
def test_markup_in_quote_is_shown_as_text(
    pane: FindingPage, text: str, reading: SampleReading
) -> None:
    reading.show((make_finding(1, quotes=(make_quote(1, text),), detail=text, caution=text),))
    assert _view(pane).toPlainText() == f"“{text}”"
    assert text in _texts(pane)
    assert f"Source unclear. {text}" in _texts(pane)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in pane.findChildren(QLabel))


def test_selection_is_copied_without_attribution(
    pane: FindingPage, findings: tuple[Finding, ...], reading: SampleReading
) -> None:
    reading.choose(findings[1])
    assert not pane.copy_selection()
    view = _view(pane)
    view.setFocus()
    view.selectAll()
    assert pane.copy_selection()
    assert QGuiApplication.clipboard().text() == "“Words number 1.”"


def test_long_quote_is_not_cut_off(qtbot: QtBot, pane: FindingPage, reading: SampleReading) -> None:
    long = "Many words follow here and there. " * 60
    reading.show((make_finding(1, quotes=(make_quote(1, long.strip()),)),))
    view = _view(pane)
    qtbot.waitUntil(lambda: view.height() >= view.document().size().height() > 400)


def test_quote_about_my_force_is_marked(
    pane: FindingPage, findings: tuple[Finding, ...], reading: SampleReading
) -> None:
    reading.choose(findings[2])
    reading.set_my_force(NORTH.name)
    assert any("about my force, Northern Made-up Police" in t for t in _texts(pane))
    reading.set_my_force(SOUTH.name)
    assert not any("my force" in text for text in _texts(pane))


def test_pane_without_finding_shows_one_message(pane: FindingPage, reading: SampleReading) -> None:
    reading.show()
    assert _texts(pane) == ["No finding is selected."]
    assert pane.copy_text() == ""


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_long_word_is_not_cut_off(
    pane: FindingPage, style: Look, scale: float, reading: SampleReading
) -> None:
    style.set_scale(scale)
    word = "Unbreakable" * 18
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
    QApplication.processEvents()
    page = pane.widget()
    assert page is not None
    assert page.width() <= pane.width()
    texts = [view for view in pane.findChildren(QTextEdit) if view.isVisible()]
    assert len(texts) == 9
    for text in texts:
        assert text.document().size().width() <= text.width()
        assert text.document().size().height() <= text.height()


def test_accessible_name_of_notice_is_not_repeated_in_its_text(
    pane: FindingPage, findings: tuple[Finding, ...], reading: SampleReading
) -> None:
    reading.show((findings[3]._replace(prompt="What next?"),))
    assert _view(pane, "Caution").toPlainText() == "Source unclear. Look it up."
    assert _view(pane, "Discussion question").toPlainText() == "What next?"


def test_larger_text_size_makes_words_taller(
    qtbot: QtBot,
    pane: FindingPage,
    style: Look,
    findings: tuple[Finding, ...],
    reading: SampleReading,
) -> None:
    reading.choose(findings[1])
    view = _view(pane)
    pane.resize(1600, 1200)
    before = view.height()
    style.set_scale(2.0)
    qtbot.waitUntil(lambda: view.height() == pytest.approx(2 * before, rel=0.15))


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
    for height in range(600, 200, -2):
        pane.resize(700, height)
        scrolls.setdefault(_size_of_words(pane), set()).add(pane.verticalScrollBar().maximum() > 0)
    assert list(scrolls) == [22, 20, 18]
    assert list(scrolls.values()) == [{False}, {False}, {False, True}]


def test_words_keep_their_size_while_a_note_is_written(
    pane: FindingPage, reading: SampleReading
) -> None:
    reading.show((_long_finding(20),))
    before = _size_of_words(pane), _view(pane).geometry()
    pane.note.show_note("One line\n" * 40, "finding 1")
    QApplication.processEvents()
    assert (_size_of_words(pane), _view(pane).geometry()) == before
    assert pane.verticalScrollBar().maximum() > 0


def test_scroll_bar_moves_nothing(
    pane: FindingPage, findings: tuple[Finding, ...], reading: SampleReading
) -> None:
    reading.choose(findings[1])
    parts = [each for each in pane.findChildren(QWidget) if each.isVisibleTo(pane)]
    before = [each.width() for each in parts if each is not pane.viewport()]
    pane.note.show_note("One line\n" * 40, "finding 2")
    QApplication.processEvents()
    assert pane.verticalScrollBar().isVisible()
    assert [each.width() for each in parts if each is not pane.viewport()] == before


def _boxes(pane: FindingPage) -> tuple[QWidget, QWidget]:
    question = _view(pane, "Discussion question").parentWidget()
    assert question is not None
    return question, pane.note


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_question_and_note_are_equal_boxes_beside_each_other_if_there_is_room(
    pane: FindingPage, style: Look, scale: float, reading: SampleReading
) -> None:
    style.set_scale(scale)
    reading.show((_long_finding(9)._replace(prompt="Why is that so? " * 30),))
    question, note = _boxes(pane)
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
    actions = {action.text().strip(): action for action in menu.actions()}
    assert list(actions) == ["Bookmark", "Copy", "All 4 quotes"]
    with qtbot.waitSignal(pane.head.bookmark.clicked):
        actions["Bookmark"].trigger()
    with qtbot.waitSignal(pane.head.copy_button.clicked):
        actions["Copy"].trigger()
    with qtbot.waitSignal(pane.head.quotes_button.clicked):
        actions["All 4 quotes"].trigger()
    menu.close()


@pytest.mark.parametrize("scale", [1.0, 1.75, 2.0])
def test_head_cuts_nothing_off_and_another_finding_moves_no_button(
    pane: FindingPage,
    style: Look,
    findings: tuple[Finding, ...],
    scale: float,
    reading: SampleReading,
) -> None:
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


def test_head_says_which_finding_it_is(
    pane: FindingPage, findings: tuple[Finding, ...], reading: SampleReading
) -> None:
    reading.choose(findings[1])
    texts = _texts(pane)
    assert findings[1].kind.label in texts
    assert f"2 of {len(findings)}" in texts
