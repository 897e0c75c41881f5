"""What the window says about words that nobody compared with their source."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget

from briefing_app.authoring.build import check_words
from briefing_app.authoring.source_matching import GivenTexts
from briefing_app.database.personal.store import PersonalStore
from briefing_app.database.reader import open_briefing
from briefing_app.gui.look import Look
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.panes.words_block import CheckMark
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.model.slide_builder import briefing_slides
from tests.fixtures import MakeWindow
from tests.forged_briefing import CLAIM, TICK_WORDS, forge, honest_copy, write_article
from tests.gui.menus import trigger
from tests.gui.parts import briefing_of


def texts(window: QWidget) -> Iterator[str]:
    """Yield all that a window shows, and what a screen reader says of it."""
    for widget in window.findChildren(QWidget):
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
        if isinstance(widget, QLabel):
            yield widget.text()
        elif isinstance(widget, QTextEdit):
            yield widget.toPlainText()


def says_that_it_was_checked(window: QWidget) -> list[str]:
    return [text for text in texts(window) if any(words in text for words in TICK_WORDS)]


def has_tick(window: MainWindow) -> bool:
    return any(mark.isVisibleTo(window) for mark in window.findChildren(CheckMark))


def test_forged_briefing_shows_the_claim_of_its_author_without_a_tick(
    main_window: MainWindow, tmp_path: Path
) -> None:
    assert has_tick(main_window)
    assert says_that_it_was_checked(main_window)
    main_window.open(forge(tmp_path / "forged.db"))
    trigger(main_window, "Sources and what was checked")
    _, quoted = briefing_of(main_window).report.findings[:2]
    for _ in range(2):  # with an excerpt, and then with a quote
        assert not has_tick(main_window)
        assert says_that_it_was_checked(main_window) == []
        shown = list(texts(main_window))
        assert f"forged.db · {CLAIM}" in shown
        assert any(f"{CLAIM} · " in text for text in shown)
        assert any(f"{CLAIM} against the text with SHA-256" in text for text in shown)
        main_window.reading.show_item(quoted)


def test_slides_say_nothing_about_checks(tmp_path: Path) -> None:
    with open_briefing(forge(tmp_path / "forged.db")) as briefing:
        slides = repr(briefing_slides(briefing.report))
    assert [words for words in TICK_WORDS if words in slides] == []


def keep_check(personal: PersonalData, path: Path) -> None:
    """Compare the words of a briefing as the command does."""
    outcome = check_words(path, GivenTexts(others=(write_article(path.with_suffix(".txt")),)))
    assert outcome.checked is not None
    assert personal.checked.keep(outcome.checked)


def test_briefing_that_was_checked_here_has_a_tick_until_that_is_forgotten(
    make_window: MakeWindow, personal: PersonalData, tmp_path: Path
) -> None:
    path = honest_copy(tmp_path / "copy.db")
    window = make_window()
    window.open(path)
    assert not has_tick(window)
    keep_check(personal, path)
    window.reload()
    assert has_tick(window)
    assert "copy.db · quotes checked word for word" in texts(window)
    personal.checked.forget()
    window.reload()
    assert not has_tick(window)


def test_private_session_keeps_a_check_only_until_it_ends(
    qapp: QApplication, settings: Settings, style: Look, personal: PersonalData, tmp_path: Path
) -> None:
    path = honest_copy(tmp_path / "copy.db")
    private = PersonalData(PersonalStore(None))
    keep_check(private, path)
    for data, expected in (
        (private, True),
        (PersonalData(PersonalStore(None)), False),
        (personal, False),
    ):
        window = MainWindow(settings, data.checked.of_size)
        window.open(path)
        assert has_tick(window) is expected
        window.close()
        window.deleteLater()
    assert personal.path is not None
    assert not personal.path.exists()
