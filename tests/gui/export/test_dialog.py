"""The export dialog."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from briefing_app.errors import OptionError, OutputError, TargetExistsError
from briefing_app.export.jobs import file_name
from briefing_app.export.kinds import CHART, DATA, HANDOUT, PAGE, PICTURES, SLIDES, dialog_entries
from briefing_app.export.options import Part
from briefing_app.export.request import Export, Exported
from briefing_app.gui.export.dialog import ExportDialog
from briefing_app.gui.look import Look
from briefing_app.gui.settings import Settings
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.report import Report
from tests.gui.export.dialogs import export_of, kinds_of, save
from tests.gui.focus import tab_order
from tests.gui.parts import button_of, combo_box_of, press, press_enter, texts_of
from tests.gui.slideshows import process_events
from tests.refused_drive import any_refusal, refuse
from tests.sample_measures import make_measure
from tests.sample_report import make_report

# ---- kinds and options --------------------------------------------------------------------------


def test_kinds_are_a_list_and_options_check_boxes(dialog: ExportDialog) -> None:
    name = Part.WORKSHEETS.label
    box = QAccessible.queryAccessibleInterface(button_of(dialog, name))
    assert box.role() == QAccessible.Role.CheckBox
    assert box.state().checked
    assert box.text(QAccessible.Text.Name) == name
    assert box.text(QAccessible.Text.Description) == Part.WORKSHEETS.hint
    view = QAccessible.queryAccessibleInterface(kinds_of(dialog))
    assert view.role() == QAccessible.Role.List
    assert view.text(QAccessible.Text.Name) == "Kinds of export"
    dialog.choose(CHART)
    rows = [view.child(at) for at in range(view.childCount())]
    assert {row.role() for row in rows} == {QAccessible.Role.ListItem}
    assert rows[0].text(QAccessible.Text.Name) == "Handout, PDF to print or email"
    selected = [bool(row.state().selected) for row in rows]
    assert selected == [kind is CHART for kind in dialog_entries()]


def test_keyboard_chooses_kind_options_and_saves(
    qtbot: QtBot, dialog: ExportDialog, style: Look
) -> None:
    style.set_scale(2.0)
    order = tab_order(dialog)
    named = [each.text() for each in order if isinstance(each, QAbstractButton)]
    assert order[0] is kinds_of(dialog)
    assert named[:3] == ["Summary", "Findings", "Worksheets for groups"]
    assert named[-2:] == ["Save handout", "Close"]
    dialog.activateWindow()
    qtbot.waitUntil(kinds_of(dialog).hasFocus)
    QTest.keyClick(kinds_of(dialog), Qt.Key.Key_End)
    QTest.keyClick(kinds_of(dialog), Qt.Key.Key_Up)
    assert kinds_of(dialog).kind is DATA
    reached = []
    focus: QWidget = kinds_of(dialog)
    for _ in range(12):
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget() or dialog
        reached.append(focus.text() if isinstance(focus, QAbstractButton) else "")
        if reached[-1] == "In one ZIP file":
            QTest.keyClick(focus, Qt.Key.Key_Space)
        if reached[-1] == "Save data":
            break
    assert list(filter(None, reached)) == ["In one ZIP file", "Change…", "Save data"]
    assert save(qtbot, dialog).target.name == "A made-up briefing – data"


# ---- where to -----------------------------------------------------------------------------------


def test_suggested_name_has_title_and_right_ending(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    for kind, option, suffix in (
        (HANDOUT, "", ".pdf"),
        (SLIDES, "", ".pptx"),
        (CHART, "", ".png"),
        (CHART, "SVG, sharp at any size", ".svg"),
        (PICTURES, "", ""),
        (PAGE, "", ".html"),
        (DATA, "", ".zip"),
        (DATA, "In one ZIP file", ""),
    ):
        dialog.choose(kind)
        if option:
            press(dialog, option)
        name = f"A made-up briefing – {kind.name}{suffix}"
        assert name in texts_of(dialog)
        export = save(qtbot, dialog)
        assert (export.target, export.replace) == (tmp_path / name, False)
        dialog.show_cancelled()


def test_chosen_file_is_replaced_once_and_then_only_on_request(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    target = tmp_path / "mine.pdf"
    assert export_of(qtbot, dialog, target).replace  # the file dialog has asked
    dialog.show_done(Exported([target]))
    export = save(qtbot, dialog)
    assert (export.target, export.replace) == (target, False)
    dialog.show_error(TargetExistsError(target, "It is there.", ""))
    assert f"mine.pdf is already there, in {tmp_path}." in texts_of(dialog)
    with qtbot.waitSignal(dialog.export_requested) as requested:
        press(dialog, "Replace it")
    (again,) = requested.args or [None]
    assert isinstance(again, Export)
    assert (again.target, again.replace) == (target, True)


def test_each_export_gets_a_folder_of_its_own(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    for kind in (PICTURES, DATA):
        dialog.choose(kind)
        if kind is DATA:
            press(dialog, "In one ZIP file")
        name = f"A made-up briefing – {kind.name}"
        chosen = tmp_path
        for expected in (name, f"{name} (2)", f"{name} (3)"):
            export = export_of(qtbot, dialog, chosen)
            assert (export.target, export.replace) == (tmp_path / expected, False)
            export.target.mkdir()
            (export.target / "slide-01.png").touch()
            dialog.show_done(Exported([export.target / "slide-01.png"]))
            chosen = export.target  # next, the user chooses the earlier export
        assert f"{name} (4)" in texts_of(dialog)


def test_own_folder_named_like_an_export_is_kept_and_remembered(
    qtbot: QtBot, dialog: ExportDialog, settings: Settings, tmp_path: Path
) -> None:
    dialog.choose(PICTURES)
    name = "A made-up briefing – pictures"
    chosen = tmp_path / f"{name} for Monday"
    chosen.mkdir()
    assert export_of(qtbot, dialog, chosen).target == chosen / name
    assert settings.export_folder == str(chosen)


@any_refusal
def test_last_folder_that_refuses_is_not_suggested(
    *,
    qtbot: QtBot,
    make_dialog: Callable[..., ExportDialog],
    report: Report,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    refusal: OSError,
) -> None:
    refuse(monkeypatch, tmp_path, refusal)
    export = save(qtbot, make_dialog(report))
    assert not export.target.is_relative_to(tmp_path)
    assert export.target.name == "A made-up briefing – handout.pdf"


def test_escape_first_stops_export_then_closes_dialog(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    (bar,) = dialog.findChildren(QProgressBar)
    assert not bar.isVisible()
    export_of(qtbot, dialog, tmp_path / "handout.pdf")
    assert not kinds_of(dialog).isEnabled()
    assert not button_of(dialog, "Large print").isEnabled()
    dialog.choose(DATA)
    assert kinds_of(dialog).kind is HANDOUT
    dialog.show_progress(3, 16)
    assert (bar.isVisible(), bar.value(), bar.maximum()) == (True, 3, 16)
    with qtbot.waitSignal(dialog.cancel_requested):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    dialog.show_cancelled()
    assert "Nothing was written" in texts_of(dialog)
    assert kinds_of(dialog).isEnabled()
    assert not bar.isVisible()
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_saved_files_are_reported_and_can_be_opened_or_shown(
    qtbot: QtBot, dialog: ExportDialog, opened: list[str], tmp_path: Path
) -> None:
    target = tmp_path / "handout.pdf"
    export_of(qtbot, dialog, target)
    dialog.show_done(Exported([target]))
    assert dialog.isVisible()
    assert f"Saved: handout.pdf in {tmp_path}." in texts_of(dialog)
    for button in ("Open", "Show in folder"):
        press(dialog, button)
    assert opened == [str(target), str(tmp_path)]
    dialog.choose(PICTURES)
    folder = save(qtbot, dialog).target
    folder.mkdir()
    dialog.show_done(Exported([folder / "slide-1.png", folder / "slide-2.png"]))
    assert f"Saved: 2 files in {folder}." in texts_of(dialog)
    assert not button_of(dialog, "Open").isVisible()
    press(dialog, "Show in folder")
    assert opened[2:] == [str(folder)]


def test_error_message_names_file_problem_and_remedy(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    export_of(qtbot, dialog, tmp_path / "handout.pdf")
    dialog.show_error(OutputError(tmp_path / "handout.pdf", "The disk is full.", "Make room."))
    assert f"{tmp_path / 'handout.pdf'}: The disk is full. Make room." in texts_of(dialog)
    assert not button_of(dialog, "Replace it").isVisible()
    assert button_of(dialog, "Save handout").isEnabled()


# ---- size ---------------------------------------------------------------------------------------


def test_long_names_do_not_widen_dialog_and_are_not_cut_off(
    qtbot: QtBot, make_dialog: Callable[..., ExportDialog], style: Look
) -> None:
    titles = ("many words " * 19, "X" * 200)
    measures = tuple(
        make_measure(number=at, periods=("Y" * 99, "Z" * 99))._replace(title=title)
        for at, title in enumerate(titles, 1)
    )
    dialog = make_dialog(make_report(measures=measures))
    for scale in (1.0, 2.0):
        style.set_scale(scale)
        dialog.resize(944, 560)  # on a screen of 1024 × 640 pixels
        for kind in dialog_entries():
            dialog.choose(kind)
            dialog.show_error(OptionError("Z" * 200, ""))
            assert dialog.width() == 944
            qtbot.waitUntil(partial(_nothing_is_cut_off, dialog))
    dialog.choose(CHART)
    measure_box = combo_box_of(dialog, "Which chart")
    for at, title in enumerate(titles):
        measure_box.setCurrentIndex(at)
        assert measure_box.currentText() == title.strip()  # as a screen reader reads it


def _nothing_is_cut_off(dialog: ExportDialog) -> bool:
    """Return whether all has room, but for vertical scrolling of the page above the message."""
    areas = dialog.findChildren(QScrollArea)
    (area,) = (each for each in areas if each.accessibleName() == "Export")
    page = area.widget()
    assert page is not None
    parts = [
        part
        for part in dialog.findChildren(QWidget)
        if part.isVisible() and (isinstance(part, PlainText | QCheckBox))
    ]
    complete = all(part.height() >= part.heightForWidth(part.width()) for part in parts)
    buttons = [button for button in dialog.findChildren(QPushButton) if button.isVisible()]
    wide = all(button.width() >= button.sizeHint().width() for button in buttons)
    (message,) = (each for each in parts if each.accessibleName() == "Result")
    is_seen = message.visibleRegion().boundingRect() == message.rect()
    return complete and wide and page.width() <= area.viewport().width() and is_seen


def test_result_is_in_sight_in_the_footer_and_moves_nothing(
    qtbot: QtBot, dialog: ExportDialog, style: Look
) -> None:
    def places() -> list[QRect]:
        process_events()
        return [part.geometry() for part in (dialog.options,)]

    before = places()
    save(qtbot, dialog)
    assert places() == before
    dialog.show_done(Exported([Path("/home/trainer/Training days/A briefing – handout.pdf")]))
    assert places() == before
    for scale, size in (
        (1.0, (1000, 700)),
        (2.0, (944, 560)),
        (1.0, (640, 400)),
        (2.0, (640, 400)),
    ):
        style.set_scale(scale)
        dialog.resize(*size)
        process_events()
        (result,) = (
            each for each in dialog.findChildren(PlainText) if each.accessibleName() == "Result"
        )
        assert result.height() >= result.heightForWidth(result.width())
        for part in (result, button_of(dialog, "Show in folder")):
            assert part.visibleRegion().boundingRect() == part.rect()


def test_title_becomes_valid_file_name_of_at_most_255_bytes() -> None:
    for title, name in (
        ("Police response to modern slavery", "Police response to modern slavery"),
        ("A/B: what\\is <it>?", "A B what is it"),
        ("Llŷn a Thŷ", "Llŷn a Thŷ"),
        ("...", "Briefing"),
        ("a" * 200, "a" * 80),
        ("王" * 80, "王" * 66),  # 3 bytes each
        ("a" + "😀" * 80, "a" + "😀" * 49),  # 4 bytes each
        ("\ud800 half a pair", "half a pair"),
        ("two\nlines\t", "two lines"),
    ):
        assert file_name(title) == name
        for kind in dialog_entries():
            for ending in kind.endings:
                assert len(f"{name} – {kind.name}{ending}".encode()) <= 255


def test_held_enter_does_not_export_again_when_an_export_has_ended(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    dialog.choose(PAGE)
    kinds_of(dialog).setFocus()
    with qtbot.waitSignal(dialog.export_requested):
        press_enter(dialog)
    dialog.show_error(OutputError(tmp_path, "The disk is full.", "Make room."))
    assert kinds_of(dialog).hasFocus()
    with qtbot.assertNotEmitted(dialog.export_requested):
        press_enter(dialog, is_repeated=True)
