"""Building briefings and saving templates from the main window."""

import csv
import shutil
import threading
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThread
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from briefing_app.authoring import build as build_module
from briefing_app.authoring.build import BuildRequest, Outcome, build_briefing
from briefing_app.authoring.template import create_template
from briefing_app.database.builder import read_source_rows
from briefing_app.database.checked_file import checked_file
from briefing_app.errors import OutputError
from briefing_app.files.atomic import write_file
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.files.progress import Progress
from briefing_app.gui.authoring.build_dialog import NewBriefingDialog, TemplateDialog
from briefing_app.gui.authoring.problems import ProblemsTable
from briefing_app.gui.controllers.authoring import AuthoringController
from briefing_app.gui.controllers.wiring import Controllers
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.panes.source_pane import SourcePane
from briefing_app.gui.panes.source_text_view import SourceTextView
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.slideshow.launcher import SlideshowLauncher, StartOptions
from briefing_app.model.report import Check
from briefing_app.problems import Problem, SheetLocation
from tests.authoring.workbooks import pond_sheets, write_workbook
from tests.forged_briefing import honest_copy
from tests.gui.controllers.watching import is_watching, quiet_timer, watcher_of
from tests.gui.menus import trigger
from tests.gui.parts import (
    briefing_of,
    button_of,
    choose_path,
    combo_box_of,
    message_of,
    press,
    shows_button,
    texts_of,
)
from tests.gui.slideshows import process_deletions, process_events, running_slideshow
from tests.report_source import REPORT_SOURCE
from tools.pictures.states import Change, changed

WARNING = Problem(SheetLocation("Quotes", 9), "this quote belongs to no finding")


@pytest.fixture
def controller(controllers: Controllers) -> AuthoringController:
    return controllers.authoring


@pytest.fixture
def dialog(
    controller: AuthoringController, main_window: MainWindow, tmp_path: Path
) -> NewBriefingDialog:
    """Return the build dialog with a chosen workbook."""
    controller.new_briefing(tmp_path / "next.xlsx")
    (dialog,) = main_window.findChildren(NewBriefingDialog)
    return dialog


def problems_of(dialog: NewBriefingDialog) -> ProblemsTable:
    (table,) = dialog.findChildren(ProblemsTable)
    return table


def built(new: BuildRequest) -> Path:
    """Write a briefing as a build would, and return its path."""
    new.target.write_bytes(BUNDLED_BRIEFING.read_bytes())
    return new.target


def test_briefing_without_warnings_is_opened(
    qtbot: QtBot,
    dialog: NewBriefingDialog,
    main_window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    threads = []

    def build(new: BuildRequest, progress: Progress) -> Outcome:
        threads.append(QThread.currentThread())
        progress(1, 2)
        return Outcome(built(new))

    monkeypatch.setattr(build_module, "build_briefing", build)
    with qtbot.waitSignal(main_window.briefing_changed):
        press(dialog, "Build")
    qtbot.waitUntil(dialog.isHidden)
    assert briefing_of(main_window).path == tmp_path / "next.briefing"
    assert threads[0] is not dialog.thread()


def test_briefing_that_was_built_with_the_text_has_its_tick(
    qtbot: QtBot,
    dialog: NewBriefingDialog,
    main_window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def build(new: BuildRequest, _progress: Progress) -> Outcome:
        content = honest_copy(new.target).read_bytes()
        return Outcome(new.target, checked=checked_file(content, {1: "ab" * 32}))

    monkeypatch.setattr(build_module, "build_briefing", build)
    with qtbot.waitSignal(main_window.briefing_changed):
        press(dialog, "Build")
    qtbot.waitUntil(dialog.isHidden)
    assert briefing_of(main_window).report.check is Check.COMPARED


def block_builds(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Make builds wait for the returned event."""
    until = threading.Event()

    def build(new: BuildRequest, _progress: Progress) -> Outcome:
        until.wait(10)
        return Outcome(built(new))

    monkeypatch.setattr(build_module, "build_briefing", build)
    return until


def test_build_and_opening_it_keep_the_window_behind_a_slideshow(
    *,
    qtbot: QtBot,
    dialog: NewBriefingDialog,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    may_finish = block_builds(monkeypatch)
    press(dialog, "Build")
    briefing = briefing_of(main_window)
    launcher.present(briefing, StartOptions(windowed=True))
    qtbot.waitUntil(running_slideshow(launcher).windows.presenter_view.isActiveWindow)
    may_finish.set()
    message_text = f"Built: next.briefing in {tmp_path}"
    qtbot.waitUntil(lambda: dialog.message == f"{message_text}.")
    process_events()
    assert running_slideshow(launcher).windows.presenter_view.isActiveWindow()
    QTest.keyClick(main_window.windowHandle(), Qt.Key.Key_Shift)
    running_slideshow(launcher).end()
    assert message_of(main_window) == message_text
    assert main_window.briefing is briefing
    launcher.present(briefing, StartOptions(windowed=True))
    qtbot.waitUntil(running_slideshow(launcher).windows.presenter_view.isActiveWindow)
    press(dialog, "Open it")
    assert main_window.briefing.path == tmp_path / "next.briefing"
    process_events()
    assert running_slideshow(launcher).windows.presenter_view.isActiveWindow()
    running_slideshow(launcher).end()


def test_briefing_with_warnings_is_opened_only_on_request(
    qtbot: QtBot,
    dialog: NewBriefingDialog,
    main_window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(
        build_module, "build_briefing", lambda new, _: Outcome(built(new), warnings=(WARNING,))
    )
    press(dialog, "Build")
    qtbot.waitUntil(lambda: dialog.message.startswith("Built"))
    assert briefing_of(main_window).path == BUNDLED_BRIEFING
    press(dialog, "Check again when saved")
    with qtbot.waitSignal(dialog.finished):
        press(dialog, "Open it")
    assert briefing_of(main_window).path == tmp_path / "next.briefing"


def test_open_briefing_can_be_rebuilt_over_its_file(
    qtbot: QtBot,
    dialog: NewBriefingDialog,
    main_window: MainWindow,
    tmp_path: Path,
) -> None:
    workbook = tmp_path / "next.xlsx"
    build_module.save_template(workbook, lambda *_: None, example=True, replace=True)
    build_briefing(BuildRequest(workbook, tmp_path / "next.briefing"), lambda *_: None)
    main_window.open(tmp_path / "next.briefing")
    press(dialog, "Build")
    qtbot.waitUntil(lambda: shows_button(dialog, "Replace it"))
    press(dialog, "Replace it")
    qtbot.waitUntil(lambda: shows_button(dialog, "Open it"))
    main_window.reading.search("victim")
    with qtbot.waitSignal(main_window.briefing_changed):
        press(dialog, "Open it")
    assert briefing_of(main_window).search("victim")


def save_workbook(workbook: Path, *changes: Change) -> None:
    """Save a workbook filled in with the bundled briefing, changed, as an editor would."""
    rows = changed(read_source_rows(BUNDLED_BRIEFING), changes)
    write_file(workbook, create_template(rows))


def test_problems_leave_the_table_as_they_are_fixed(
    *,
    qtbot: QtBot,
    controller: AuthoringController,
    dialog: NewBriefingDialog,
    main_window: MainWindow,
    tmp_path: Path,
) -> None:
    workbook, count = tmp_path / "next.xlsx", problems_of(dialog).model().rowCount
    kind, headline = (
        Change("findings", 3, "kind", "worry"),
        Change("findings", 1, "headline", ""),
    )
    save_workbook(workbook, kind, headline)
    press(dialog, "Build")
    qtbot.waitUntil(lambda: count() == 3)  # with a warning, that no text of the source is given
    quiet_timer(watcher_of(controller)).setInterval(1)
    save_workbook(workbook, headline)
    qtbot.waitUntil(lambda: count() == 2)
    with qtbot.waitSignal(dialog.retry_requested):
        workbook.write_bytes(b"half a workbook")
    assert count() == 2
    save_workbook(workbook)
    qtbot.waitUntil(lambda: shows_button(dialog, "Open it"))
    assert dialog.message.startswith(f"Built: next.briefing in {tmp_path}")
    with qtbot.waitSignal(main_window.briefing_changed):
        press(dialog, "Open it")


def build_and_open(
    qtbot: QtBot, dialog: NewBriefingDialog, controller: AuthoringController
) -> None:
    """Build a briefing with warnings and open it; what is saved from then on is noticed at once."""
    press(dialog, "Build")
    qtbot.waitUntil(lambda: shows_button(dialog, "Open it"))
    press(dialog, "Open it")
    quiet_timer(watcher_of(controller)).setInterval(1)


def notice_of(main_window: MainWindow) -> str:
    return texts_of(main_window.notifications) if main_window.notifications.isVisible() else ""


def test_open_briefing_follows_its_workbook(
    *,
    qtbot: QtBot,
    controller: AuthoringController,
    dialog: NewBriefingDialog,
    main_window: MainWindow,
    tmp_path: Path,
) -> None:
    workbook = tmp_path / "next.xlsx"
    save_workbook(workbook)
    build_and_open(qtbot, dialog, controller)
    note = main_window.view.column.note.field
    note.setFocus()
    with qtbot.waitSignal(main_window.briefing_changed):
        save_workbook(workbook, Change("report", 0, "title", "Saved again"))
    assert briefing_of(main_window).report.title == "Saved again"
    assert "Built: next.briefing" in message_of(main_window)
    assert message_of(main_window).endswith(". Ctrl+N shows them")  # the warnings
    assert main_window.focusWidget() is note
    save_workbook(workbook, Change("findings", 3, "kind", "worry"))
    qtbot.waitUntil(lambda: "next.xlsx: 1 error." in notice_of(main_window))
    assert dialog.isHidden()
    press(main_window.notifications, "Show")
    assert problems_of(dialog).isVisible()
    assert notice_of(main_window) == ""


def test_words_marked_in_a_source_are_a_checked_row_once_the_workbook_is_saved(
    *,
    qtbot: QtBot,
    controller: AuthoringController,
    dialog: NewBriefingDialog,
    main_window: MainWindow,
    tmp_path: Path,
) -> None:
    sheets, workbook = pond_sheets(), tmp_path / "next.xlsx"
    for name in ("Findings", "Quotes", "Measures", "Figures"):
        del sheets[name][1:]
    write_workbook(sheets, workbook)
    text = tmp_path / "ponds.html"
    text.write_text("<p>Ponds too shallow</p><p>“We measured them,” she said.</p>", "utf-8")
    dialog.add_texts([text])
    build_and_open(qtbot, dialog, controller)
    trigger(main_window, "Show in source")
    (pane,) = main_window.findChildren(SourcePane)
    sources = combo_box_of(pane, "Source")
    sources.setCurrentIndex(1)
    sources.activated.emit(1)
    qtbot.waitUntil(lambda: "nothing is quoted from this source yet" in texts_of(pane))
    (view,) = pane.findChildren(SourceTextView)
    view.setTextCursor(view.document().find("We measured them"))
    trigger(main_window, "Copy as a row of Quotes")
    (row,) = csv.reader([QGuiApplication.clipboard().text()], dialect="excel-tab")
    row[1] = "A Speaker"
    sheets["Quotes"].append(row)
    with qtbot.waitSignal(main_window.briefing_changed):
        write_file(workbook, write_workbook(sheets, tmp_path / "new.xlsx").read_bytes())
    (quote,) = briefing_of(main_window).report.quotes
    assert (quote.text, quote.locator) == ("We measured them", "paragraph 2")
    assert quote.source.check is Check.BUILT
    qtbot.waitUntil(lambda: "The quoted words are in this file." in texts_of(pane))


def test_failure_to_build_again_is_shown_in_the_window(
    *,
    qtbot: QtBot,
    controller: AuthoringController,
    dialog: NewBriefingDialog,
    main_window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    save_workbook(tmp_path / "next.xlsx")
    build_and_open(qtbot, dialog, controller)

    def fail(new: BuildRequest, _progress: Progress) -> Outcome:
        raise OutputError(new.target, "The disk is full.", "Make room.")

    with monkeypatch.context() as full_disk:
        full_disk.setattr(build_module, "build_briefing", fail)
        save_workbook(tmp_path / "next.xlsx", Change("report", 0, "title", "Saved again"))
        qtbot.waitUntil(lambda: "The disk is full." in notice_of(main_window))
    with qtbot.waitSignal(main_window.briefing_changed):
        save_workbook(tmp_path / "next.xlsx", Change("report", 0, "title", "Once more"))
    assert notice_of(main_window) == ""


def test_mistakes_saved_during_a_slideshow_are_shown_after_it(
    *,
    qtbot: QtBot,
    controller: AuthoringController,
    dialog: NewBriefingDialog,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    tmp_path: Path,
) -> None:
    save_workbook(tmp_path / "next.xlsx")
    build_and_open(qtbot, dialog, controller)
    briefing = briefing_of(main_window)
    launcher.present(briefing, StartOptions(windowed=True))
    save_workbook(tmp_path / "next.xlsx", Change("findings", 3, "kind", "worry"))
    qtbot.waitUntil(lambda: "1 error" in dialog.message)
    assert (notice_of(main_window), main_window.briefing) == ("", briefing)
    running_slideshow(launcher).end()
    assert message_of(main_window) == "next.xlsx: 1 error."


def test_another_briefing_ends_building_again(
    qtbot: QtBot, controller: AuthoringController, dialog: NewBriefingDialog, tmp_path: Path
) -> None:
    window = dialog.parentWidget()
    assert isinstance(window, MainWindow)
    save_workbook(tmp_path / "next.xlsx")
    build_and_open(qtbot, dialog, controller)
    assert is_watching(watcher_of(controller))
    window.open(BUNDLED_BRIEFING)
    process_deletions()
    assert window.findChildren(NewBriefingDialog) == []
    assert not is_watching(watcher_of(controller))


def test_text_of_the_build_is_the_one_of_show_in_source(
    *,
    qtbot: QtBot,
    dialog: NewBriefingDialog,
    main_window: MainWindow,
    personal: PersonalData,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    quoted = build_module.ListedSource(1, "The title", file=tmp_path / "article.txt")
    monkeypatch.setattr(
        build_module, "build_briefing", lambda new, _: Outcome(built(new), sources=(quoted,))
    )
    with qtbot.waitSignal(main_window.briefing_changed):
        press(dialog, "Build")
    qtbot.waitUntil(dialog.isHidden)
    report = briefing_of(main_window).report
    first, second = report.sources
    assert personal.source_files.file_of(report, first) == tmp_path / "article.txt"
    assert personal.source_files.file_of(report, second) is None


def test_saved_csv_file_is_built_again(
    qtbot: QtBot, controller: AuthoringController, main_window: MainWindow, tmp_path: Path
) -> None:
    shutil.copytree(REPORT_SOURCE, tmp_path / "next")
    findings = tmp_path / "next" / "findings.csv"
    text = findings.read_text(encoding="utf-8")
    findings.write_text(text.replace("concern", "worry"), encoding="utf-8")
    controller.new_briefing(tmp_path / "next")
    (dialog,) = main_window.findChildren(NewBriefingDialog)
    press(dialog, "Build")
    qtbot.waitUntil(problems_of(dialog).isVisible)
    quiet_timer(watcher_of(controller)).setInterval(1)
    findings.write_text(text, encoding="utf-8")
    qtbot.waitUntil(lambda: dialog.message.startswith("Built: next.briefing"))


def test_build_finished_after_closing_is_only_reported(
    qtbot: QtBot,
    dialog: NewBriefingDialog,
    main_window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    may_finish = block_builds(monkeypatch)
    press(dialog, "Build")
    dialog.close()
    may_finish.set()
    message = partial(message_of, main_window)
    qtbot.waitUntil(lambda: message() == f"Built: next.briefing in {tmp_path}")
    assert briefing_of(main_window).path == BUNDLED_BRIEFING


def test_messages_of_a_slideshow_are_shown_once_after_it(
    *,
    qtbot: QtBot,
    controller: AuthoringController,
    dialog: NewBriefingDialog,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    may_finish = block_builds(monkeypatch)
    messages = {f"Built: next.briefing in {tmp_path}", f"Saved: {tmp_path / 'new.xlsx'}"}

    def save(target: Path, _progress: Progress, **_options: bool) -> Path:
        may_finish.wait(10)
        return target

    monkeypatch.setattr(build_module, "save_template", save)
    press(dialog, "Build")
    dialog.close()
    controller.save_template()
    (template,) = main_window.findChildren(TemplateDialog)
    press(template, "Save as…")
    choose_path(template, tmp_path / "new.xlsx")
    template.close()
    briefing = briefing_of(main_window)
    launcher.present(briefing, StartOptions(windowed=True))
    shown: list[str] = []
    show_message = main_window.show_message

    def note(text: str) -> None:
        shown.append(text)
        show_message(text)

    monkeypatch.setattr(main_window, "show_message", note)
    may_finish.set()
    qtbot.waitUntil(lambda: messages <= set(shown))
    running_slideshow(launcher).end()
    message = partial(message_of, main_window)
    assert set(message().split(". ")) == messages
    QTest.keyClick(main_window.windowHandle(), Qt.Key.Key_Shift)
    assert message() == ""
    launcher.present(briefing, StartOptions(windowed=True))
    running_slideshow(launcher).end()
    assert message() == ""


def test_template_is_saved_or_the_dialog_says_why_not(
    qtbot: QtBot,
    controller: AuthoringController,
    main_window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    def fail(target: Path, _progress: Progress, **_options: bool) -> Path:
        raise OutputError(target, "The disk is full.", "Make room.")

    controller.save_template()
    (dialog,) = main_window.findChildren(TemplateDialog)
    with monkeypatch.context() as full_disk:
        full_disk.setattr(build_module, "save_template", fail)
        press(dialog, "Save as…")
        choose_path(dialog, tmp_path / "new.xlsx")
        qtbot.waitUntil(lambda: "disk is full" in dialog.message)
    press(dialog, "Save as…")
    choose_path(dialog, tmp_path / "new.xlsx")
    qtbot.waitUntil(lambda: dialog.message == f"Saved: new.xlsx in {tmp_path}.")
    assert (tmp_path / "new.xlsx").stat().st_size > 1000


def test_new_briefing_uses_the_template_that_it_leads_to(
    qtbot: QtBot, controller: AuthoringController, main_window: MainWindow, tmp_path: Path
) -> None:
    controller.new_briefing()
    (dialog,) = main_window.findChildren(NewBriefingDialog)
    press(dialog, "Save a template workbook…")
    (template,) = main_window.findChildren(TemplateDialog)
    press(template, "Save as…")
    choose_path(template, tmp_path / "first.xlsx")
    qtbot.waitUntil(lambda: "Saved: first.xlsx" in template.message)
    press(template, "Save as…")
    choose_path(template, tmp_path / "second.xlsx")
    qtbot.waitUntil(lambda: "Saved: second.xlsx" in template.message)
    assert "first.xlsx" in texts_of(dialog)
    assert button_of(dialog, "Build").isEnabled()
