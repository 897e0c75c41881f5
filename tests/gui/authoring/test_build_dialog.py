"""The dialog that builds a briefing, and the one that saves a template."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.authoring.build import BuildRequest, ListedSource, Outcome, build_briefing
from briefing_app.authoring.source import read_source
from briefing_app.authoring.source_matching import GivenTexts
from briefing_app.errors import OutputError, TargetExistsError, UnreadableSourceError
from briefing_app.gui.authoring.build_dialog import MAX_RETRIES, NewBriefingDialog, TemplateDialog
from briefing_app.gui.authoring.build_options import DropZone
from briefing_app.gui.authoring.problems import ProblemsTable, RowPreview
from briefing_app.gui.look import Look
from briefing_app.gui.panes.words_block import CheckMark
from briefing_app.gui.settings import Settings
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.gui.widgets.task_dialog import TaskDialog
from briefing_app.problems import Problem, SheetLocation
from tests.authoring.workbooks import Sheets, pond_sheets, set_cell, write_workbook
from tests.gui.dragging import drop, enter, files
from tests.gui.parts import (
    button_of,
    choose_path,
    double_click,
    press,
    press_enter,
    shows_button,
    texts_of,
)
from tests.gui.slideshows import process_events
from tests.refused_drive import any_refusal, refuse

ERROR = Problem(
    SheetLocation("Findings", 5, "D", "Headline"), "there is no text", "write one sentence"
)
WARNING = Problem(SheetLocation("Quotes", 9), "this quote belongs to no finding")
ONE, TWO = (
    ListedSource(1, "The first source", "A publisher", 2),
    ListedSource(2, "The second source", cited=1),
)


@pytest.fixture
def dialog(qtbot: QtBot, settings: Settings, style: Look, window: QWidget) -> NewBriefingDialog:
    dialog = NewBriefingDialog(settings, window)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


@pytest.fixture
def template(qtbot: QtBot, settings: Settings, style: Look, window: QWidget) -> TemplateDialog:
    """Return the dialog that saves a template."""
    dialog = TemplateDialog(settings, window)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


@pytest.fixture
def workbook(dialog: NewBriefingDialog, tmp_path: Path) -> Path:
    """Return the chosen workbook."""
    workbook = tmp_path / "next.xlsx"
    workbook.write_bytes(b"a workbook")
    dialog.choose_source(workbook)
    return workbook


def request_after_click(
    qtbot: QtBot, dialog: NewBriefingDialog, caption: str = "Build"
) -> BuildRequest:
    with qtbot.waitSignal(dialog.build_requested) as emitted:
        press(dialog, caption)
    (new,) = emitted.args or [None]
    assert isinstance(new, BuildRequest)
    return new


def choose_texts(dialog: NewBriefingDialog, *texts: Path) -> None:
    """Choose files in the file dialog for the texts of sources."""
    press(dialog, "Choose texts…")
    (asked,) = dialog.findChildren(QFileDialog)
    assert asked.fileMode() is QFileDialog.FileMode.ExistingFiles
    asked.filesSelected.emit(list(map(str, texts)))
    asked.setParent(None)
    asked.deleteLater()


def message_of(dialog: TaskDialog) -> str:
    return dialog.message


def table(dialog: NewBriefingDialog) -> ProblemsTable:
    (found,) = dialog.findChildren(ProblemsTable)
    return found


def test_build_is_disabled_before_a_source_is_chosen(dialog: NewBriefingDialog) -> None:
    assert not button_of(dialog, "Build").isEnabled()
    assert dialog.focusWidget() is button_of(dialog, "choose one…")
    assert "none chosen" in texts_of(dialog)
    assert "none. Quotes won’t be checked." in texts_of(dialog)


def test_briefing_is_saved_beside_its_source_by_default(
    qtbot: QtBot, dialog: NewBriefingDialog, tmp_path: Path
) -> None:
    (tmp_path / "v1.2").mkdir()
    for caption, source, target in (
        ("choose one…", "next.xlsx", "next.briefing"),
        ("choose a folder…", "v1.2", "v1.2.briefing"),
    ):
        press(dialog, caption)
        choose_path(dialog, tmp_path / source)
        assert not table(dialog).isVisible()
        new = request_after_click(qtbot, dialog)
        assert new == BuildRequest(tmp_path / source, tmp_path / target)
        dialog.show_cancelled()
        press(dialog, "Change…")
        choose_path(dialog, tmp_path / "else.briefing")
        process_events()
        choose_texts(dialog, tmp_path / "article.txt")
        # The file dialog has emitted whether to replace an existing file.
        new = request_after_click(qtbot, dialog)
        assert (new.target, new.replace) == (tmp_path / "else.briefing", True)
        assert new.texts == GivenTexts(others=(tmp_path / "article.txt",))
        dialog.show_outcome(Outcome(tmp_path / target, warnings=(WARNING,), sources=(TWO,)))


def test_texts_are_chosen_at_once_and_removed(
    qtbot: QtBot, dialog: NewBriefingDialog, workbook: Path, tmp_path: Path
) -> None:
    keep_proof = "Record what was checked, for later builds without the text"
    assert not shows_button(dialog, keep_proof)
    texts = tmp_path / "article.txt", tmp_path / "report.html"
    choose_texts(dialog, *texts)
    assert "article.txt, report.html" in texts_of(dialog)
    press(dialog, keep_proof)
    new = request_after_click(qtbot, dialog)
    assert (new.texts, new.keep_proof) == (GivenTexts(others=texts), True)
    dialog.show_cancelled()
    press(dialog, "Use none")
    new = request_after_click(qtbot, dialog)
    assert (new.texts, new.keep_proof) == (GivenTexts(), False)


def test_each_source_shows_its_text_and_what_was_found_in_it(
    qtbot: QtBot, dialog: NewBriefingDialog, workbook: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    choose_texts(dialog, second, first)
    quoted = (ONE._replace(file=first, found=2), TWO._replace(file=second))
    request_after_click(qtbot, dialog)
    dialog.show_outcome(Outcome(errors=(ERROR,), sources=quoted))
    process_events()
    shown = texts_of(dialog)
    assert "Texts of the 2 sources" in shown
    assert "The first source · A publisher" in shown
    assert "first.txt  2 quotes found in it" in shown
    texts = button_of(dialog, "Choose texts…").parentWidget()
    assert texts is not None
    *_, last = texts.findChildren(QAbstractButton)
    assert last.text().startswith("Record what was checked")  # as screen readers read them
    assert "second.txt  0 of 1 quote found in it" in shown
    assert sum(tick.isVisible() for tick in dialog.findChildren(CheckMark)) == 1
    for source in ("The first source", "The second source"):
        use_none, change = (
            each
            for each in dialog.findChildren(QPushButton)
            if each.accessibleDescription().startswith(source)
        )
        (use_none if source == "The first source" else change).click()
    choose_path(dialog, tmp_path / "third.txt")
    assert "third.txt  compared at the next build" in texts_of(dialog)
    assert "none. Quotes won’t be checked." in texts_of(dialog)
    new = request_after_click(qtbot, dialog, "Check again")
    assert new.texts == GivenTexts({2: tmp_path / "third.txt"})


def test_problems_are_in_sight_above_the_texts_of_many_sources(
    qtbot: QtBot, dialog: NewBriefingDialog, workbook: Path
) -> None:
    dialog.resize(1000, 690)
    sources = tuple(ONE._replace(id=number) for number in range(1, 8))
    request_after_click(qtbot, dialog)
    dialog.show_outcome(Outcome(errors=(ERROR,), warnings=(WARNING, WARNING), sources=sources))
    process_events()
    problems = table(dialog)
    assert problems.verticalScrollBar().maximum() == 0
    assert problems.visibleRegion().boundingRect().bottom() == problems.rect().bottom()
    problems.setFocus()
    QTest.keyClick(problems, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is button_of(dialog, "Choose texts…")


def test_buttons_among_words_are_not_cut_at_another_text_size(
    dialog: NewBriefingDialog, style: Look
) -> None:
    (zone,) = dialog.findChildren(DropZone)
    buttons = zone.findChildren(QPushButton)
    widths = [button.width() for button in buttons]
    for scale in (2.0, 1.0):
        style.set_scale(scale)
        process_events()
    assert [button.width() for button in buttons] == widths


def test_check_box_is_complete_with_large_text_in_a_small_window(
    dialog: NewBriefingDialog, style: Look
) -> None:
    style.set_scale(2.0)
    dialog.resize(640, 400)
    process_events()
    box = button_of(dialog, "Check again when saved")
    assert box.height() >= box.heightForWidth(box.width())


def test_texts_can_be_dropped_with_the_workbook_or_later(
    qtbot: QtBot, dialog: NewBriefingDialog, tmp_path: Path
) -> None:
    workbook, texts = tmp_path / "a.xlsx", (tmp_path / "a.txt", tmp_path / "b.HTML")
    for dropped in ((texts[0], workbook), texts[1:]):
        assert enter(dialog, files(*dropped))
        drop(dialog, files(*dropped))
        process_events()
    new = request_after_click(qtbot, dialog)
    assert (new.source, new.texts) == (workbook, GivenTexts(others=texts))


def test_problems_can_be_copied_and_the_next_try_keeps_every_choice(
    qtbot: QtBot, dialog: NewBriefingDialog, workbook: Path
) -> None:
    assert not table(dialog).isVisible()
    first = request_after_click(qtbot, dialog)
    assert not shows_button(dialog, "Copy list")
    dialog.show_outcome(Outcome(errors=(ERROR,), warnings=(WARNING,)))
    assert message_of(dialog) == "1 error and 1 warning; nothing was written"
    assert table(dialog).isVisible()
    assert table(dialog).model().rowCount() == 2
    assert not shows_button(dialog, "Open it")
    press(dialog, "Copy list")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [line.partition("\t")[0] for line in lines] == ["Kind", "Error", "Warning"]
    assert "2 rows copied" in texts_of(dialog)
    assert request_after_click(qtbot, dialog, "Check again") == first


def test_briefing_with_warnings_can_be_opened_or_built_again(
    qtbot: QtBot, dialog: NewBriefingDialog, workbook: Path, tmp_path: Path
) -> None:
    request_after_click(qtbot, dialog)
    dialog.show_outcome(Outcome(tmp_path / "next.briefing", warnings=(WARNING,)))
    assert message_of(dialog) == f"Built: next.briefing in {tmp_path}, with 1 warning."
    with qtbot.waitSignal(dialog.open_requested) as opened:
        press(dialog, "Open it")
    assert opened.args == [tmp_path / "next.briefing"]
    assert request_after_click(qtbot, dialog, "Build again").replace  # it was just built


def test_enter_chooses_a_workbook_first_and_opens_the_briefing_at_the_end(
    qtbot: QtBot, dialog: NewBriefingDialog, tmp_path: Path
) -> None:
    workbook = tmp_path / "next.xlsx"
    workbook.write_bytes(b"a workbook")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    choose_path(dialog, workbook)
    with qtbot.waitSignal(dialog.build_requested):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    dialog.show_outcome(Outcome(tmp_path / "next.briefing"))
    with (
        qtbot.assertNotEmitted(dialog.build_requested),
        qtbot.waitSignal(dialog.open_requested),
    ):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)


def preview_of(dialog: NewBriefingDialog) -> RowPreview:
    (preview,) = dialog.findChildren(RowPreview)
    return preview


@pytest.fixture
def ponds(dialog: NewBriefingDialog, tmp_path: Path) -> Sheets:
    """Return the sheets of a workbook with quotation marks around a quote, and show its build."""
    sheets = pond_sheets()
    set_cell(sheets, "Quotes", "C3", "“And the tŷ was damp.”")
    build_ponds(dialog, sheets, tmp_path)
    return sheets


def build_ponds(dialog: NewBriefingDialog, sheets: Sheets, folder: Path) -> None:
    workbook = write_workbook(sheets, folder / "ponds.xlsx")
    dialog.choose_source(workbook)
    request = BuildRequest(workbook, folder / "ponds.briefing", replace=True)
    dialog.show_outcome(build_briefing(request))


def test_slide_of_the_chosen_row_is_shown_beside_its_warning_or_below_it(
    dialog: NewBriefingDialog, ponds: Sheets
) -> None:
    table(dialog).selectRow(1)
    slide = preview_of(dialog).slide
    assert slide is not None
    assert slide.title == "““And the tŷ was damp.””"
    assert "The slide from Quotes, row 3" in texts_of(dialog)
    table(dialog).selectRow(0)
    assert "The slide from Sources, row 3" in texts_of(dialog)
    dialog.resize(1000, 690)
    process_events()
    left = table(dialog).mapTo(dialog, QPoint()).x()
    assert preview_of(dialog).mapTo(dialog, QPoint()).x() > left + table(dialog).width() - 20
    dialog.resize(700, 690)
    process_events()
    top = table(dialog).mapTo(dialog, QPoint()).y()
    assert preview_of(dialog).mapTo(dialog, QPoint()).y() >= top + table(dialog).height()


def test_row_of_an_error_has_help_and_no_slide(
    dialog: NewBriefingDialog, ponds: Sheets, tmp_path: Path
) -> None:
    set_cell(ponds, "Findings", "C2", "worry")
    build_ponds(dialog, ponds, tmp_path)
    table(dialog).selectRow(0)
    assert preview_of(dialog).slide is None
    assert "Findings, row 2" in texts_of(dialog)
    assert "Slides are shown here when there are no errors." in texts_of(dialog)


def test_workbook_can_be_dropped_anywhere_in_the_dialog(
    dialog: NewBriefingDialog, tmp_path: Path
) -> None:
    data = files(tmp_path / "report.txt", tmp_path / "a.xlsx")
    (zone,) = dialog.findChildren(DropZone)
    assert enter(dialog, data)
    assert zone.property("look") == "drop_zone_in_use"
    drop(dialog, data)
    process_events()
    assert zone.property("look") == "drop_zone"
    assert "a.xlsx" in texts_of(dialog)
    assert button_of(dialog, "Build").isEnabled()


def test_only_a_workbook_or_a_folder_can_be_dropped(
    dialog: NewBriefingDialog, workbook: Path, tmp_path: Path
) -> None:
    assert not enter(dialog, files(tmp_path / "a.docx", tmp_path))
    (tmp_path / "report.toml").touch()
    assert enter(dialog, files(tmp_path))
    press(dialog, "Build")
    assert not enter(dialog, files(tmp_path))


def test_workbook_or_folder_is_opened_at_a_problem(
    qtbot: QtBot, dialog: NewBriefingDialog, workbook: Path, tmp_path: Path, opened: list[str]
) -> None:
    request_after_click(qtbot, dialog)
    dialog.show_outcome(Outcome(errors=(ERROR,)))
    table(dialog).setFocus()
    with qtbot.assertNotEmitted(dialog.build_requested):
        QTest.keyClick(table(dialog), Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "Findings!D5"
    assert "Copied: Findings!D5" in texts_of(dialog)
    press(dialog, "Open workbook")
    dialog.choose_source(tmp_path)
    dialog.show_outcome(Outcome(errors=(ERROR,)))
    press(dialog, "Open folder")
    assert opened == [str(workbook), str(workbook), str(tmp_path)]


@any_refusal
def test_source_on_a_drive_that_refuses_can_be_chosen(
    dialog: NewBriefingDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: OSError
) -> None:
    refuse(monkeypatch, tmp_path, refusal)
    dialog.choose_source(tmp_path / "ponds.xlsx")
    assert "ponds.briefing" in texts_of(dialog)
    with pytest.raises(UnreadableSourceError, match=f"can’t be read: {refusal.strerror}"):
        read_source(tmp_path / "ponds.xlsx")


def test_file_that_may_be_a_program_is_not_opened(
    dialog: NewBriefingDialog, tmp_path: Path, opened: list[str]
) -> None:
    dialog.choose_source(tmp_path / "next.exe")
    dialog.show_outcome(Outcome(errors=(ERROR,)))
    assert not shows_button(dialog, "Open workbook")
    table(dialog).setFocus()
    QTest.keyClick(table(dialog), Qt.Key.Key_Return)
    assert "Copied: Findings!D5" in texts_of(dialog)
    assert opened == []


def test_missing_program_for_workbooks_is_reported(
    dialog: NewBriefingDialog, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    dialog.show_outcome(Outcome(errors=(ERROR,)))
    table(dialog).setFocus()
    QTest.keyClick(table(dialog), Qt.Key.Key_Return)
    assert "Copied: Findings!D5. next.xlsx could not be" in texts_of(dialog)


def test_saved_source_is_built_again_only_if_wanted(
    qtbot: QtBot, dialog: NewBriefingDialog, workbook: Path
) -> None:
    first = request_after_click(qtbot, dialog)
    dialog.show_outcome(Outcome(errors=(ERROR,)))
    with qtbot.waitSignal(dialog.build_requested) as emitted:
        dialog.rebuild()
    assert emitted.args == [first]
    dialog.show_outcome(Outcome(errors=(ERROR,)))
    press(dialog, "Check again when saved")
    with qtbot.assertNotEmitted(dialog.build_requested):
        dialog.rebuild()
    press(dialog, "Check again when saved")
    dialog.show_outcome(Outcome(workbook))  # there are no problems left
    with qtbot.waitSignal(dialog.build_requested):
        dialog.rebuild()


def test_source_saved_during_a_build_is_built_again_after_it(
    qtbot: QtBot, dialog: NewBriefingDialog, workbook: Path
) -> None:
    request_after_click(qtbot, dialog)
    with qtbot.assertNotEmitted(dialog.build_requested), qtbot.waitSignal(dialog.retry_requested):
        dialog.rebuild()
    dialog.show_outcome(Outcome(errors=(ERROR,)))
    with qtbot.waitSignal(dialog.build_requested):
        dialog.rebuild()


def test_unreadable_saved_source_is_retried_before_it_is_an_error(
    qtbot: QtBot, dialog: NewBriefingDialog, workbook: Path
) -> None:
    error = UnreadableSourceError(workbook, "The workbook is damaged.", "")
    request_after_click(qtbot, dialog)
    dialog.show_outcome(Outcome(errors=(ERROR,)))
    for _ in range(MAX_RETRIES):
        dialog.rebuild()
        with qtbot.waitSignal(dialog.retry_requested):
            dialog.show_error(error)
        assert message_of(dialog) == "Waiting until next.xlsx can be read…"
    dialog.rebuild()
    with qtbot.assertNotEmitted(dialog.retry_requested):
        dialog.show_error(error)
    assert "The workbook is damaged." in message_of(dialog)
    assert table(dialog).isVisible()  # so the next save is noticed
    request_after_click(qtbot, dialog, "Check again")
    with qtbot.assertNotEmitted(dialog.retry_requested):
        dialog.show_error(error)


def test_existing_file_is_replaced_only_on_request(
    qtbot: QtBot, dialog: NewBriefingDialog, workbook: Path, tmp_path: Path
) -> None:
    assert not request_after_click(qtbot, dialog).replace
    dialog.show_error(TargetExistsError(tmp_path / "next.briefing", "It is there.", ""))
    assert f"next.briefing is already there, in {tmp_path}." in message_of(dialog)
    assert request_after_click(qtbot, dialog, "Replace it").replace
    dialog.show_outcome(Outcome(errors=(ERROR,)))
    assert request_after_click(qtbot, dialog, "Check again").replace  # emitted only once


def test_error_replaces_the_table_of_problems(
    qtbot: QtBot, dialog: NewBriefingDialog, workbook: Path, tmp_path: Path
) -> None:
    request_after_click(qtbot, dialog)
    dialog.show_outcome(Outcome(errors=(ERROR,)))
    request_after_click(qtbot, dialog, "Check again")
    dialog.show_error(OutputError(tmp_path / "next.briefing", "The disk is full.", "Make room."))
    assert "The disk is full. Make room." in message_of(dialog)
    assert not table(dialog).isVisible()
    assert button_of(dialog, "Check again").isEnabled()


def test_build_can_be_stopped_while_choices_are_disabled(
    qtbot: QtBot, dialog: NewBriefingDialog, workbook: Path, tmp_path: Path
) -> None:
    request_after_click(qtbot, dialog)
    assert not button_of(dialog, "choose a folder…").isEnabled()
    dialog.choose_source(tmp_path / "another.xlsx")
    with qtbot.waitSignal(dialog.cancel_requested):
        press(dialog, "Stop")
    dialog.show_cancelled()
    assert message_of(dialog) == "Stopped. Nothing was written."
    assert request_after_click(qtbot, dialog).source == workbook


def test_double_click_starts_a_build_and_does_not_stop_it(
    qtbot: QtBot, dialog: NewBriefingDialog, workbook: Path
) -> None:
    start = button_of(dialog, "Build")
    with qtbot.assertNotEmitted(dialog.cancel_requested):
        QTest.mouseClick(start, Qt.MouseButton.LeftButton)
        double_click(start, start.rect().center())
    assert message_of(dialog) == f"Reading {workbook.name}…"


def test_held_enter_starts_a_build_and_does_not_stop_it(
    qtbot: QtBot, dialog: NewBriefingDialog, workbook: Path
) -> None:
    assert dialog.focusWidget() is button_of(dialog, "Build")
    with qtbot.assertNotEmitted(dialog.cancel_requested):
        for is_repeated in (False, True, True):
            press_enter(dialog, is_repeated=is_repeated)
    assert message_of(dialog) == f"Reading {workbook.name}…"


def test_every_button_says_what_it_chooses(
    dialog: NewBriefingDialog, workbook: Path, tmp_path: Path
) -> None:
    dialog.show_outcome(Outcome(workbook, warnings=(WARNING,), sources=(TWO,)))
    process_events()
    press(dialog, "Choose…")
    choose_path(dialog, tmp_path / "article.txt")
    described = [
        (one.text(), one.accessibleDescription())
        for one in dialog.findChildren(QPushButton)
        if one.isVisible()
    ]
    assert ("Change…", f"Save as: {tmp_path / 'next.briefing'}") in described
    assert ("Change…", f"The second source: {tmp_path / 'article.txt'}") in described
    assert ("Open workbook", f"Workbook: {workbook}") in described
    assert ("choose one…", "An Excel workbook (.xlsx)") in described


def test_name_of_a_file_is_no_markup(dialog: NewBriefingDialog, tmp_path: Path) -> None:
    dialog.choose_source(tmp_path / "a & b.xlsx")
    tool_tips = [each.toolTip() for each in dialog.findChildren(PlainText)]
    assert any("a &amp; b.xlsx" in each for each in tool_tips)


@pytest.mark.parametrize("example", [True, False])
def test_template_is_saved_with_or_without_example(
    qtbot: QtBot, template: TemplateDialog, opened: list[str], tmp_path: Path, *, example: bool
) -> None:
    dialog = template
    if example:
        press(dialog, "Fill it in with the bundled briefing as an example")
    with qtbot.waitSignal(dialog.template_requested) as emitted:
        press(dialog, "Save as…")
        choose_path(dialog, tmp_path / "new.xlsx")
    assert emitted.args == [tmp_path / "new.xlsx", example]
    dialog.show_done(tmp_path / "new.xlsx")
    assert message_of(dialog) == f"Saved: new.xlsx in {tmp_path}."
    press(dialog, "Show in folder")
    assert opened == [str(tmp_path)]
