"""The quote pane."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QScrollArea, QTextEdit
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look
from briefing_app.gui.panes.evidence_page import CheckMark, LinkButton
from briefing_app.gui.panes.quote_browser import FindingMatches
from briefing_app.gui.panes.quote_pane import QuotePane
from briefing_app.model.report import Finding, Force, Quote, Speaker
from tests.sample_report import NORTH, SOUTH, VERIFIED_SOURCE, make_finding, make_quote

Shown = Callable[[Finding | None], QuotePane]


@pytest.fixture
def pane(
    qtbot: QtBot, style: Look, quotes: tuple[Quote, ...], findings: tuple[Finding, ...]
) -> QuotePane:
    """The pane with the sample report, showing its first finding."""
    pane = QuotePane()
    qtbot.addWidget(pane)
    pane.resize(700, 420)
    pane.set_report(quotes, findings)
    pane.show_finding(findings[0])
    with qtbot.waitExposed(pane):
        pane.show()
    return pane


def _texts(pane: QuotePane) -> list[str]:
    """Return all texts that are visible in the pane."""
    found = [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]
    found += [view.toPlainText() for view in pane.findChildren(QTextEdit) if view.isVisible()]
    return [text for text in found if text]


def _view(pane: QuotePane, name: str = "The exact words") -> QTextEdit:
    return next(view for view in pane.findChildren(QTextEdit) if view.accessibleName() == name)


def _button(pane: QuotePane, start: str) -> QPushButton:
    return next(b for b in pane.findChildren(QPushButton) if b.text().startswith(start))


def test_quote_is_shown_with_speaker_and_place(
    pane: QuotePane, findings: tuple[Finding, ...]
) -> None:
    pane.show_finding(findings[1])
    texts = _texts(pane)
    assert "“Words number 1.”" in texts
    assert "A speaker, who is made up" in texts
    assert "The Made-up Post · a line · checked word for word" in texts
    assert "Finding number 2" in texts
    assert "Quote 1 of 2" in texts


def test_finding_without_quote_shows_excerpt_as_evidence(pane: QuotePane) -> None:
    texts = _texts(pane)
    assert "“few words”" in texts
    assert "In plain words." in texts


def test_unchecked_words_are_called_not_checked(pane: QuotePane) -> None:
    assert "The Made-up Post · a line · not checked" in _texts(pane)


def test_caution_is_shown_with_its_finding_only(
    pane: QuotePane, findings: tuple[Finding, ...]
) -> None:
    pane.show_finding(findings[3])
    assert "Source unclear. Look it up." in _texts(pane)
    pane.show_finding(findings[0])
    assert not any("Source unclear" in text for text in _texts(pane))


def test_question_is_labelled_as_not_part_of_the_report(
    pane: QuotePane, findings: tuple[Finding, ...]
) -> None:
    pane.show_finding(findings[4])
    assert "Talk about it — discussion question, not part of the report\nWhat next?" in _texts(pane)


def test_next_and_previous_stop_at_the_ends(
    qtbot: QtBot, pane: QuotePane, findings: tuple[Finding, ...], quotes: tuple[Quote, ...]
) -> None:
    pane.show_finding(findings[1])
    assert not _button(pane, "‹").isEnabled()
    with qtbot.waitSignal(pane.quote_changed) as shown:
        QTest.mouseClick(_button(pane, "›"), Qt.MouseButton.LeftButton)
    assert shown.args == [quotes[1]]
    assert not _button(pane, "›").isEnabled()
    pane.step(1)
    assert pane.quote == quotes[1]


def test_browsing_starts_at_the_quote_that_is_shown(
    pane: QuotePane, findings: tuple[Finding, ...], quotes: tuple[Quote, ...]
) -> None:
    pane.show_finding(findings[2])
    pane.set_browsing(browsing=True)
    assert pane.quote == quotes[2]
    assert "Quote 3 of 4" in _texts(pane)
    seen = [pane.quote]
    pane.step(1)
    seen.append(pane.quote)
    assert seen == [quotes[2], quotes[3]]


def test_browsed_quote_links_to_each_finding_it_supports(
    qtbot: QtBot, pane: QuotePane, findings: tuple[Finding, ...]
) -> None:
    pane.set_browsing(browsing=True)
    pane.step(2)
    QApplication.processEvents()
    links = [
        button
        for button in pane.findChildren(QPushButton)
        if button.text().startswith("Supports") and button.isVisible()
    ]
    assert [link.text() for link in links] == [
        "Supports finding 3: Finding number 3",
        "Supports finding 5: Finding number 5",
    ]
    with qtbot.waitSignal(pane.finding_requested) as requested:
        QTest.mouseClick(links[-1], Qt.MouseButton.LeftButton)
    assert requested.args == [findings[4]]


def test_selecting_finding_ends_browsing(pane: QuotePane, findings: tuple[Finding, ...]) -> None:
    pane.set_browsing(browsing=True)
    pane.show_finding(findings[1])
    assert not pane.is_browsing
    assert not _button(pane, "All 4 quotes").isChecked()


def test_search_limits_browsing_to_matching_quotes(
    pane: QuotePane, quotes: tuple[Quote, ...]
) -> None:
    pane.set_search(frozenset({4}), ("needle",))
    pane.set_browsing(browsing=True)
    assert pane.quote == quotes[3]
    assert "Quote 1 of 1 matching" in _texts(pane)


def test_quote_that_search_found_is_shown_first(
    pane: QuotePane, findings: tuple[Finding, ...], quotes: tuple[Quote, ...]
) -> None:
    pane.set_search(frozenset({2}), ("2",))
    pane.show_finding(findings[1])
    assert pane.quote == quotes[1]


def test_search_terms_are_highlighted_in_the_words(
    pane: QuotePane, findings: tuple[Finding, ...]
) -> None:
    pane.show_finding(findings[1])
    pane.set_search(frozenset({1}), ("word",))
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
        ("The words that the finding is based on", "words", ["words"]),
        ("The words that the finding is based on", "finding", []),
    ],
)
def test_highlights_are_only_in_texts_that_are_searched(
    pane: QuotePane, quotes: tuple[Quote, ...], name: str, term: str, marked: list[str]
) -> None:
    finding = make_finding(
        7,
        caution="Do check 𝔘 this.",
        detail="In plain 𝔘 words.",
        excerpt="other 𝔘 words",
        quotes=quotes[:1],
    )
    pane.show_finding(finding)
    pane.set_search(frozenset({1}), (term,))
    view = _view(pane, name)
    found = [selection.cursor.selectedText() for selection in view.extraSelections()]
    assert found == marked


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
def test_markup_in_quote_is_shown_as_text(pane: QuotePane, text: str) -> None:
    pane.show_finding(make_finding(1, quotes=(make_quote(1, text),), detail=text, caution=text))
    assert _view(pane).toPlainText() == f"“{text}”"
    assert text in _texts(pane)
    assert f"Source unclear. {text}" in _texts(pane)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in pane.findChildren(QLabel))


def test_copied_quote_has_its_attribution(pane: QuotePane, findings: tuple[Finding, ...]) -> None:
    pane.show_finding(findings[1])
    assert pane.copy_text() == (
        "“Words number 1.”\nA speaker, who is made up\nThe Made-up Post, A checked article, a line"
    )


def test_selection_is_copied_without_attribution(
    pane: QuotePane, findings: tuple[Finding, ...]
) -> None:
    pane.show_finding(findings[1])
    assert not pane.copy_selection()
    view = _view(pane)
    view.setFocus()
    view.selectAll()
    assert pane.copy_selection()
    assert QGuiApplication.clipboard().text() == "“Words number 1.”"


def test_long_quote_is_not_cut_off(qtbot: QtBot, pane: QuotePane) -> None:
    long = "Many words follow here and there. " * 60
    pane.show_finding(make_finding(1, quotes=(make_quote(1, long.strip()),)))
    view = _view(pane)
    qtbot.waitUntil(lambda: view.height() >= view.document().size().height() > 400)


def test_quote_about_my_force_is_marked(pane: QuotePane, findings: tuple[Finding, ...]) -> None:
    pane.show_finding(findings[2])
    pane.set_my_force(NORTH)
    assert any("about my force, Northern Made-up Police" in t for t in _texts(pane))
    pane.set_my_force(SOUTH)
    assert not any("my force" in text for text in _texts(pane))


def test_pane_without_finding_shows_one_message(pane: QuotePane) -> None:
    pane.show_finding(None)
    assert _texts(pane) == ["No finding is selected."]
    assert pane.copy_text() == ""


@pytest.mark.parametrize("browsing", [False, True])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_long_word_is_not_cut_off_and_does_not_widen_pane(
    qtbot: QtBot, pane: QuotePane, style: Look, browsing: bool, scale: float
) -> None:
    style.set_scale(scale)
    short = make_quote(1)
    pane.set_report((short,), (make_finding(1, quotes=(short,)),))
    pane.show_finding(make_finding(1, quotes=(short,)))
    least = pane.minimumSizeHint().width()
    word = "Unbreakable" * 18
    force = Force(9, word, word)
    source = replace(VERIFIED_SOURCE, publisher=word, title=word)
    quote = make_quote(1, word, forces=(force,))._replace(
        speaker=Speaker(9, word, word),
        locator=word,
        source=source,
    )
    finding = make_finding(
        1, headline=word, detail=word, excerpt=word[1:], caution=word, prompt=word
    )._replace(
        quotes=(quote,),
        locator=word,
        source=source,
    )
    pane.set_report((quote,), (finding, finding._replace(excerpt="other words")))
    pane.set_my_force(force)
    pane.show_finding(finding._replace(excerpt=f"{word}."))
    pane.set_browsing(browsing)
    (area,) = pane.findChildren(QScrollArea)
    page = area.widget()
    assert page is not None

    def all_fits() -> bool:
        texts = [view for view in pane.findChildren(QTextEdit) if view.isVisible()]
        links = [button for button in page.findChildren(LinkButton) if button.isVisible()]
        assert (len(texts), len(links)) == ((5, 2) if browsing else (9, 0))
        return (
            page.width() <= area.viewport().width()
            and all(
                text.document().size().width() <= text.width()
                and text.document().size().height() <= text.height()
                for text in texts
            )
            and all(link.height() >= link.heightForWidth(link.width()) > 60 for link in links)
        )

    qtbot.waitUntil(all_fits)
    assert pane.minimumSizeHint().width() <= least


def test_accessible_name_of_notice_is_not_repeated_in_its_text(
    pane: QuotePane, findings: tuple[Finding, ...]
) -> None:
    pane.show_finding(findings[3]._replace(prompt="What next?"))
    leads = ("Source unclear", "Talk about it")
    notices = [v for v in pane.findChildren(QTextEdit) if v.toPlainText().startswith(leads)]
    assert [notice.accessibleName() for notice in notices] == ["Caution", "Discussion question"]
    assert not any(v.toPlainText().startswith(v.accessibleName()) for v in notices)


@pytest.mark.parametrize("width", [500, 900, 1500])
def test_nothing_scrolls_at_height_of_content(qtbot: QtBot, style: Look, width: int) -> None:
    pane = QuotePane()
    qtbot.addWidget(pane)
    words = "A sentence that takes some lines in a narrow card and one or two in a wide one. " * 3
    quote = make_quote(1, words.strip())
    finding = make_finding(1, quotes=(quote,), detail=words, prompt=words, caution=words)
    pane.set_report((quote,), (finding,))
    pane.show_finding(finding)
    pane.resize(width, 460)
    with qtbot.waitExposed(pane):
        pane.show()
    (area,) = pane.findChildren(QScrollArea)
    for less, scrolls in ((0, False), (3, True)):
        pane.set_scrollable(scrolls)
        pane.resize(width, pane.content_height() - less)
        QApplication.processEvents()
        assert (area.verticalScrollBar().maximum() > 0) == scrolls


def test_larger_text_size_makes_words_taller(
    qtbot: QtBot, pane: QuotePane, style: Look, findings: tuple[Finding, ...]
) -> None:
    pane.show_finding(findings[1])
    view = _view(pane)
    QApplication.processEvents()
    before = view.height()
    style.set_scale(2.0)
    qtbot.waitUntil(lambda: view.height() == pytest.approx(2 * before, rel=0.15))


@pytest.mark.parametrize(
    ("others", "message"),
    [
        (FindingMatches(), "No quotes match."),
        (FindingMatches(findings=1), "No quotes match. 1 finding does."),
        (FindingMatches(findings=2), "No quotes match. 2 findings do."),
        (FindingMatches(in_notes=2), "No quotes match. My notes on 2 findings do."),
        (FindingMatches(2, 1), "No quotes match. 2 findings and my notes on 1 other do."),
    ],
)
def test_search_without_quotes_mentions_the_findings(
    pane: QuotePane, others: FindingMatches, message: str
) -> None:
    pane.set_report([make_quote(1)], [])
    pane.set_search(frozenset(), ("word",), others)
    pane.set_browsing(browsing=True)
    shown = [text.toPlainText() for text in pane.findChildren(QTextEdit) if text.isVisible()]
    assert message in shown


@pytest.mark.parametrize("language", ["en", "ar"])
def test_line_is_at_the_left_of_the_words_in_any_language(pane: QuotePane, language: str) -> None:
    (line,) = (frame for frame in pane.findChildren(QFrame) if frame.property("look") == "rule")
    pane.set_text_locale(QLocale(language))
    QApplication.processEvents()
    assert line.geometry().right() < _view(pane).geometry().left()


def test_check_mark_is_apart_from_the_words(pane: QuotePane) -> None:
    mark = CheckMark(pane)
    image = mark.grab().toImage()
    right = range(image.width() - 2, image.width())
    assert len({image.pixel(x, y) for x in right for y in range(image.height())}) == 1
