"""The exact words."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QTextEdit
from pytestqt.qtbot import QtBot

from briefing_app.gui.panes.quote_pane import QuotePane
from briefing_app.gui.style import Style
from briefing_app.model.report import Finding, Force, Quote, Speaker
from tests.sample_report import NORTH, SOUTH, VERIFIED_SOURCE, make_finding, make_quote

Shown = Callable[[Finding | None], QuotePane]


@pytest.fixture
def viewer(
    qtbot: QtBot, style: Style, quotes: tuple[Quote, ...], findings: tuple[Finding, ...]
) -> QuotePane:
    """The viewer with the made-up report, showing its first finding."""
    viewer = QuotePane(style)
    qtbot.addWidget(viewer)
    viewer.resize(700, 420)
    viewer.set_report(quotes, findings)
    viewer.show_finding(findings[0])
    with qtbot.waitExposed(viewer):
        viewer.show()
    return viewer


def _texts(viewer: QuotePane) -> list[str]:
    """Everything that can be read in the viewer."""
    found = [label.text() for label in viewer.findChildren(QLabel) if label.isVisible()]
    found += [view.toPlainText() for view in viewer.findChildren(QTextEdit) if view.isVisible()]
    return [text for text in found if text]


def _words(viewer: QuotePane) -> str:
    return next(
        view.toPlainText()
        for view in viewer.findChildren(QTextEdit)
        if view.accessibleName() == "The exact words"
    )


def _button(viewer: QuotePane, start: str) -> QPushButton:
    return next(b for b in viewer.findChildren(QPushButton) if b.text().startswith(start))


def test_that_a_quote_stands_in_quotation_marks_with_its_speaker_and_place(
    viewer: QuotePane, findings: tuple[Finding, ...]
) -> None:
    viewer.show_finding(findings[1])
    texts = _texts(viewer)
    assert "“Words number 1.”" in texts
    assert "A speaker — who is made up" in texts
    assert (
        "The Made-up Post · a line · checked word for word against the source when built" in texts
    )
    assert "1 of 2 for finding 2" in texts


def test_that_a_finding_without_a_quote_shows_its_excerpt_as_evidence(viewer: QuotePane) -> None:
    texts = _texts(viewer)
    assert "Evidence" in texts
    assert "“few words”" in texts
    assert "In plain words." in texts


def test_that_what_was_not_proved_is_not_called_checked(viewer: QuotePane) -> None:
    assert "The Made-up Post · a line · not checked" in _texts(viewer)


def test_that_a_caution_is_shown_with_its_finding_only(
    viewer: QuotePane, findings: tuple[Finding, ...]
) -> None:
    viewer.show_finding(findings[3])
    assert "Check before presenting. Look it up." in _texts(viewer)
    viewer.show_finding(findings[0])
    assert not any("Check before presenting" in text for text in _texts(viewer))


def test_that_a_prompt_is_labelled_as_no_part_of_the_report(
    viewer: QuotePane, findings: tuple[Finding, ...]
) -> None:
    viewer.show_finding(findings[4])
    assert "To talk about — training prompt, not part of the report\nWhat next?" in _texts(viewer)


def test_that_next_and_previous_stop_at_the_ends(
    qtbot: QtBot, viewer: QuotePane, findings: tuple[Finding, ...], quotes: tuple[Quote, ...]
) -> None:
    viewer.show_finding(findings[1])
    assert not _button(viewer, "‹").isEnabled()
    with qtbot.waitSignal(viewer.quote_shown) as shown:
        QTest.mouseClick(_button(viewer, "Next"), Qt.MouseButton.LeftButton)
    assert shown.args == [quotes[1]]
    assert not _button(viewer, "Next").isEnabled()
    viewer.step(1)
    assert viewer.quote == quotes[1]


def test_that_all_quotes_can_be_browsed_from_the_one_that_is_shown(
    viewer: QuotePane, findings: tuple[Finding, ...], quotes: tuple[Quote, ...]
) -> None:
    viewer.show_finding(findings[2])
    viewer.browse_all(browsing=True)
    assert viewer.quote == quotes[2]
    assert "3 of 4" in _texts(viewer)
    seen = [viewer.quote]
    viewer.step(1)
    seen.append(viewer.quote)
    assert seen == [quotes[2], quotes[3]]


def test_that_a_browsed_quote_leads_to_each_finding_it_supports(
    qtbot: QtBot, viewer: QuotePane, findings: tuple[Finding, ...]
) -> None:
    viewer.browse_all(browsing=True)
    viewer.step(2)
    QApplication.processEvents()
    links = [
        button
        for button in viewer.findChildren(QPushButton)
        if button.text().startswith("Supports") and button.isVisible()
    ]
    assert [link.text() for link in links] == [
        "Supports finding 3: Finding number 3",
        "Supports finding 5: Finding number 5",
    ]
    with qtbot.waitSignal(viewer.finding_wanted) as wanted:
        QTest.mouseClick(links[-1], Qt.MouseButton.LeftButton)
    assert wanted.args == [findings[4]]


def test_that_choosing_a_finding_ends_the_browsing(
    qtbot: QtBot, viewer: QuotePane, findings: tuple[Finding, ...]
) -> None:
    viewer.browse_all(browsing=True)
    with qtbot.waitSignal(viewer.scope_changed) as changed:
        viewer.show_finding(findings[1])
    assert changed.args == [False]
    assert not _button(viewer, "All quotes").isChecked()


def test_that_only_quotes_that_match_are_browsed_during_a_search(
    viewer: QuotePane, quotes: tuple[Quote, ...]
) -> None:
    viewer.set_search(frozenset({4}), ("needle",))
    viewer.browse_all(browsing=True)
    assert viewer.quote == quotes[3]
    assert "1 of 1 that match" in _texts(viewer)


def test_that_the_quote_that_a_search_found_comes_first(
    viewer: QuotePane, findings: tuple[Finding, ...], quotes: tuple[Quote, ...]
) -> None:
    viewer.set_search(frozenset({2}), ("2",))
    viewer.show_finding(findings[1])
    assert viewer.quote == quotes[1]


def test_that_search_matches_are_marked_in_the_words(
    viewer: QuotePane, findings: tuple[Finding, ...]
) -> None:
    viewer.show_finding(findings[1])
    viewer.set_search(frozenset({1}), ("word",))
    view = next(
        v for v in viewer.findChildren(QTextEdit) if v.accessibleName() == "The exact words"
    )
    marked = [selection.cursor.selectedText() for selection in view.extraSelections()]
    assert marked == ["Word"]


@pytest.mark.parametrize(
    ("name", "term", "marked"),
    [
        ("Caution", "check", ["check"]),
        ("Who said it", "speak", ["speak"]),
        ("Who said it", "made", []),
        ("The finding in plain words", "plain", ["plain"]),
        ("The words that the finding rests on", "words", ["words"]),
        ("The words that the finding rests on", "finding", []),
    ],
)
def test_that_a_match_is_marked_wherever_the_search_looked_and_nowhere_else(
    viewer: QuotePane, quotes: tuple[Quote, ...], name: str, term: str, marked: list[str]
) -> None:
    finding = make_finding(
        7,
        caution="Do check 𝔘 this.",
        detail="In plain 𝔘 words.",
        excerpt="other 𝔘 words",
        quotes=quotes[:1],
    )
    viewer.show_finding(finding)
    viewer.set_search(frozenset({1}), (term,))
    view = next(v for v in viewer.findChildren(QTextEdit) if v.accessibleName() == name)
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
def test_that_markup_in_a_quote_is_shown_as_text(viewer: QuotePane, text: str) -> None:
    viewer.show_finding(make_finding(1, quotes=(make_quote(1, text),), detail=text, caution=text))
    assert _words(viewer) == f"“{text}”"
    assert text in _texts(viewer)
    assert f"Check before presenting. {text}" in _texts(viewer)
    assert all(
        label.textFormat() is Qt.TextFormat.PlainText for label in viewer.findChildren(QLabel)
    )


def test_that_a_copied_quote_carries_its_attribution(
    viewer: QuotePane, findings: tuple[Finding, ...]
) -> None:
    viewer.show_finding(findings[1])
    assert viewer.copy_text() == (
        "“Words number 1.”\nA speaker — who is made up\nThe Made-up Post, A proved article, a line"
    )


def test_that_a_selection_is_copied_as_it_is(
    viewer: QuotePane, findings: tuple[Finding, ...]
) -> None:
    viewer.show_finding(findings[1])
    assert not viewer.copy_selection()
    view = next(
        v for v in viewer.findChildren(QTextEdit) if v.accessibleName() == "The exact words"
    )
    view.setFocus()
    view.selectAll()
    assert viewer.copy_selection()
    assert QGuiApplication.clipboard().text() == "“Words number 1.”"


def test_that_a_long_quote_is_shown_whole(qtbot: QtBot, viewer: QuotePane) -> None:
    long = "Many words follow here and there. " * 60
    viewer.show_finding(make_finding(1, quotes=(make_quote(1, long.strip()),)))
    view = next(
        v for v in viewer.findChildren(QTextEdit) if v.accessibleName() == "The exact words"
    )
    qtbot.waitUntil(lambda: view.height() >= view.document().size().height() > 400)


def test_that_a_quote_of_my_force_says_so(viewer: QuotePane, findings: tuple[Finding, ...]) -> None:
    viewer.show_finding(findings[2])
    viewer.set_my_force(NORTH)
    assert any("speaks of my force, Northern Made-up Police" in t for t in _texts(viewer))
    viewer.set_my_force(SOUTH)
    assert not any("my force" in text for text in _texts(viewer))


def test_that_no_finding_is_said_in_words_without_a_heading(viewer: QuotePane) -> None:
    viewer.show_finding(None)
    assert _texts(viewer) == ["No finding is chosen."]
    assert viewer.copy_text() == ""


@pytest.mark.parametrize("browsing", [False, True])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_a_long_word_is_neither_cut_off_nor_widens_the_card(
    qtbot: QtBot, viewer: QuotePane, style: Style, browsing: bool, scale: float
) -> None:
    style.set_scale(scale)
    short = make_quote(1)
    viewer.set_report((short,), (make_finding(1, quotes=(short,)),))
    viewer.show_finding(make_finding(1, quotes=(short,)))
    least = viewer.minimumSizeHint().width()
    word = "Unbreakable" * 18
    force = Force(9, word, word)
    source = replace(VERIFIED_SOURCE, publisher=word, title=word)
    quote = replace(
        make_quote(1, word, forces=(force,)),
        speaker=Speaker(9, word, word),
        locator=word,
        source=source,
    )
    finding = replace(
        make_finding(1, headline=word, detail=word, excerpt=word[1:], caution=word, prompt=word),
        quotes=(quote,),
        locator=word,
        source=source,
    )
    viewer.set_report((quote,), (finding, replace(finding, excerpt="other words")))
    viewer.set_my_force(force)
    viewer.show_finding(replace(finding, excerpt=f"{word}."))
    viewer.browse_all(browsing)
    (area,) = viewer.findChildren(QScrollArea)
    page = viewer._page

    def all_fits() -> bool:
        texts = [view for view in viewer.findChildren(QTextEdit) if view.isVisible()]
        links = [button for button in page.findChildren(QPushButton) if button.isVisible()]
        assert (len(texts), len(links)) == ((3, 2) if browsing else (7, 0))
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
    assert viewer.minimumSizeHint().width() <= least


def test_that_a_notice_has_a_name_that_its_text_does_not_repeat(
    viewer: QuotePane, findings: tuple[Finding, ...]
) -> None:
    viewer.show_finding(replace(findings[3], prompt="What next?"))
    leads = ("Check before", "To talk about")
    notices = [v for v in viewer.findChildren(QTextEdit) if v.toPlainText().startswith(leads)]
    assert [notice.accessibleName() for notice in notices] == ["Caution", "Training prompt"]
    assert not any(v.toPlainText().startswith(v.accessibleName()) for v in notices)


def test_that_nothing_scrolls_where_everything_fits(qtbot: QtBot, style: Style) -> None:
    viewer = QuotePane(style)
    qtbot.addWidget(viewer)
    words = "A sentence that takes some lines in a narrow card and one or two in a wide one. " * 3
    quote = make_quote(1, words.strip())
    finding = make_finding(1, quotes=(quote,), detail=words, prompt=words, caution=words)
    viewer.set_report((quote,), (finding,))
    viewer.show_finding(finding)
    viewer.resize(900, 460)
    with qtbot.waitExposed(viewer):
        viewer.show()
    (area,) = viewer.findChildren(QScrollArea)
    assert area.verticalScrollBar().maximum() == 0


def test_that_a_larger_text_size_makes_the_words_taller(
    qtbot: QtBot, viewer: QuotePane, style: Style, findings: tuple[Finding, ...]
) -> None:
    viewer.show_finding(findings[1])
    view = next(
        v for v in viewer.findChildren(QTextEdit) if v.accessibleName() == "The exact words"
    )
    QApplication.processEvents()
    before = view.height()
    style.set_scale(2.0)
    qtbot.waitUntil(lambda: view.height() == pytest.approx(2 * before, rel=0.15))
