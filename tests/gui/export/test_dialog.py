"""The export dialog."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.errors import OutputError, TargetExistsError
from briefing_app.export.handout_data import HandoutOptions
from briefing_app.gui.export.dialog import ExportDialog, file_name
from briefing_app.gui.export.request import Export, ExportKind
from briefing_app.gui.settings import Settings
from briefing_app.gui.style import Style
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.chart_builder import LATEST, chart_views
from briefing_app.model.report import Report
from tests.sample_measures import make_force, make_measure
from tests.sample_report import make_report


@pytest.fixture
def report() -> Report:
    return make_report(measures=(make_measure(),))


@pytest.fixture
def dialog(
    qtbot: QtBot, report: Report, settings: Settings, style: Style, window: QWidget
) -> ExportDialog:
    dialog = ExportDialog(report, settings, style, window)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def button_of(dialog: ExportDialog, text: str) -> QPushButton:
    (found,) = (one for one in dialog.findChildren(QPushButton) if one.text() == text)
    return found


def press(dialog: ExportDialog, text: str) -> None:
    QTest.mouseClick(button_of(dialog, text), Qt.MouseButton.LeftButton)


def texts_of(dialog: ExportDialog) -> str:
    """Return all texts that are visible in the dialog."""
    labels = (label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
    views = (view.toPlainText() for view in dialog.findChildren(PlainText) if view.isVisible())
    return " ".join((*labels, *views))


def choose_path(dialog: ExportDialog, path: Path) -> None:
    """Choose a path in the file dialog."""
    (asked,) = dialog.findChildren(QFileDialog)
    asked.fileSelected.emit(str(path))
    asked.close()
    asked.setParent(None)
    asked.deleteLater()


def export_of(qtbot: QtBot, dialog: ExportDialog, path: Path) -> Export:
    with qtbot.waitSignal(dialog.export_requested) as requested:
        press(dialog, "Save as…")
        choose_path(dialog, path)
    (export,) = requested.args or [None]
    assert isinstance(export, Export)
    return export


def test_handout_options_are_in_the_export(qtbot: QtBot, dialog: ExportDialog) -> None:
    for option in ("Discussion questions", "Findings only", "Large print"):
        press(dialog, option)
    export = export_of(qtbot, dialog, Path("/made/up/handout.pdf"))
    assert export.kind is ExportKind.HANDOUT
    assert export.handout == HandoutOptions(findings_only=True, questions=False, large_print=True)
    assert export.target == Path("/made/up/handout.pdf")


@pytest.mark.parametrize(
    ("kind", "options", "suffix"),
    [
        ("Handout", [], "pdf"),
        ("PowerPoint", [], "pptx"),
        ("Chart", [], "png"),
        ("Chart", ["SVG, for any size"], "svg"),
        ("Data", [], "zip"),
    ],
)
def test_suggested_name_has_title_and_right_ending(
    qtbot: QtBot, dialog: ExportDialog, kind: str, options: list[str], suffix: str
) -> None:
    for caption in (kind, *options):
        press(dialog, caption)
    press(dialog, "Save as…")
    (asked,) = dialog.findChildren(QFileDialog)
    assert asked.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert asked.defaultSuffix() == suffix
    (offered,) = asked.selectedFiles()
    assert Path(offered).name.startswith("A made-up briefing – ")
    assert Path(offered).suffix == f".{suffix}"


@pytest.mark.parametrize(("kind", "option"), [("Pictures", ""), ("Data", "In one ZIP file")])
def test_existing_folder_is_replaced_only_on_request(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path, kind: str, option: str
) -> None:
    for caption in filter(None, (kind, option)):
        press(dialog, caption)
    export = export_of(qtbot, dialog, tmp_path)
    assert not export.replace
    assert export.target == tmp_path
    dialog.show_error(TargetExistsError(tmp_path, "It is there.", ""))
    assert f"{tmp_path.name} is already there, in {tmp_path.parent}." in texts_of(dialog)
    with qtbot.waitSignal(dialog.export_requested) as requested:
        press(dialog, "Replace it")
    (again,) = requested.args or [None]
    assert isinstance(again, Export)
    assert (again.target, again.replace) == (tmp_path, True)


@pytest.mark.parametrize(("kind", "option"), [("Pictures", ""), ("Data", "In one ZIP file")])
def test_folder_with_other_files_gets_a_new_folder_in_it(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path, kind: str, option: str
) -> None:
    for caption in filter(None, (kind, option)):
        press(dialog, caption)
    (tmp_path / "mine.txt").touch()
    target = tmp_path / f"A made-up briefing – {kind.lower()}"
    for chosen in (tmp_path, target):  # the second time, the user chooses the earlier export
        assert export_of(qtbot, dialog, chosen).target == target
        dialog.show_cancelled()
        target.mkdir(exist_ok=True)
        (target / "slide-01.png").touch()


def test_last_folder_is_remembered(
    qtbot: QtBot, dialog: ExportDialog, settings: Settings, tmp_path: Path
) -> None:
    export_of(qtbot, dialog, tmp_path / "handout.pdf")
    assert settings.export_folder == str(tmp_path)


def test_escape_first_stops_export_then_closes_dialog(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    export_of(qtbot, dialog, tmp_path / "handout.pdf")
    with qtbot.waitSignal(dialog.cancel_requested):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    dialog.show_cancelled()
    assert "Nothing was written" in texts_of(dialog)
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_closing_dialog_stops_export(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    export_of(qtbot, dialog, tmp_path / "handout.pdf")
    with qtbot.waitSignals([dialog.cancel_requested, dialog.finished]):
        dialog.close()


def test_options_are_disabled_during_export(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    export_of(qtbot, dialog, tmp_path / "handout.pdf")
    assert not button_of(dialog, "Data").isEnabled()
    assert not button_of(dialog, "Large print").isEnabled()
    dialog.choose(ExportKind.DATA)
    assert button_of(dialog, "Handout").isChecked()
    dialog.show_done([tmp_path / "handout.pdf"])
    assert button_of(dialog, "Data").isEnabled()


def test_progress_bar_shows_progress_of_export(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    (bar,) = dialog.findChildren(QProgressBar)
    assert not bar.isVisible()
    export_of(qtbot, dialog, tmp_path / "handout.pdf")
    dialog.show_progress(3, 16)
    assert (bar.isVisible(), bar.value(), bar.maximum()) == (True, 3, 16)
    dialog.show_done([tmp_path / "handout.pdf"])
    assert not bar.isVisible()


def test_saved_file_is_reported_and_its_folder_can_be_shown(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    export_of(qtbot, dialog, tmp_path / "handout.pdf")
    dialog.show_done([tmp_path / "handout.pdf"])
    assert f"Saved: handout.pdf in {tmp_path}." in texts_of(dialog)
    with qtbot.waitSignal(dialog.folder_requested) as requested:
        press(dialog, "Show in its folder")
    assert requested.args == [tmp_path]


def test_error_message_names_file_problem_and_remedy(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    export_of(qtbot, dialog, tmp_path / "handout.pdf")
    dialog.show_error(OutputError(tmp_path / "handout.pdf", "The disk is full.", "Make room."))
    assert f"{tmp_path / 'handout.pdf'}: The disk is full. Make room." in texts_of(dialog)
    assert not button_of(dialog, "Replace it").isVisible()
    assert button_of(dialog, "Save as…").isEnabled()


def test_briefing_without_figures_has_no_chart_export(
    settings: Settings, style: Style, window: QWidget
) -> None:
    dialog = ExportDialog(make_report(), settings, style, window)
    dialog.show()
    dialog.choose(ExportKind.CHART)
    assert "no figures" in texts_of(dialog)
    assert not button_of(dialog, "Save as…").isEnabled()
    dialog.choose(ExportKind.HANDOUT)
    assert button_of(dialog, "Save as…").isEnabled()


def test_template_can_be_chosen_and_cleared(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    press(dialog, "PowerPoint")
    press(dialog, "Use a template…")
    choose_path(dialog, tmp_path / "force.potx")
    assert "Template: force.potx" in texts_of(dialog)
    assert export_of(qtbot, dialog, tmp_path / "a.pptx").template == tmp_path / "force.potx"
    dialog.show_cancelled()
    press(dialog, "Use none")
    assert export_of(qtbot, dialog, tmp_path / "a.pptx").template is None


def test_chart_view_can_be_chosen_if_there_are_several_periods(
    *, qtbot: QtBot, settings: Settings, style: Style, window: QWidget, tmp_path: Path
) -> None:
    one, several = make_measure(), make_measure(number=2, periods=("2015", "2016"))
    bravo = make_force("Bravo")
    report = make_report(measures=(one, several))
    dialog = ExportDialog(report, settings, style, window, my_force=bravo)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.choose(ExportKind.CHART)
    measure_box, view_box = dialog._chart_page._measure_box, dialog._chart_page._view_box
    assert not view_box.isVisible()
    measure_box.setCurrentIndex(1)
    assert view_box.isVisible()
    offered = [view_box.itemText(at) for at in range(view_box.count())]
    assert offered == list(chart_views(several, bravo).values())
    for at, view in enumerate(chart_views(several, bravo)):
        view_box.setCurrentIndex(at)
        export = export_of(qtbot, dialog, tmp_path / "chart.png")
        assert (export.measure, export.view) == (several, view)
        dialog.show_cancelled()
    measure_box.setCurrentIndex(0)
    assert not view_box.isVisible()
    assert export_of(qtbot, dialog, tmp_path / "chart.png").view == LATEST


@pytest.mark.parametrize("kind", ExportKind)
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_long_names_do_not_widen_dialog_and_are_not_cut_off(
    *,
    qtbot: QtBot,
    settings: Settings,
    style: Style,
    window: QWidget,
    kind: ExportKind,
    scale: float,
) -> None:
    style.set_scale(scale)
    titles = ("many words " * 19, "X" * 200)
    measures = tuple(
        replace(make_measure(number=at, periods=("Y" * 99, "Z" * 99)), title=title)
        for at, title in enumerate(titles, 1)
    )
    dialog = ExportDialog(make_report(measures=measures), settings, style, window)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog._slides_page.set_template(Path("Y" * 200 + ".potx"))
    dialog.choose(kind)
    dialog.show_cancelled()
    dialog._show_message("Z" * 200)
    assert dialog.minimumWidth() <= 480 * scale
    dialog.resize(dialog.minimumWidth(), 300)
    qtbot.waitUntil(partial(_nothing_is_cut_off, dialog))
    measure_box = dialog._chart_page._measure_box
    for at, title in enumerate(titles):
        measure_box.setCurrentIndex(at)
        assert measure_box.currentText() == title.strip()  # as a screen reader reads it


def _nothing_is_cut_off(dialog: ExportDialog) -> bool:
    """Return whether everything on the page has room, but for vertical scrolling."""
    page = dialog._page
    views = [view for view in page.findChildren(PlainText) if view.isVisible()]
    complete = all(view.height() >= view.heightForWidth(view.width()) for view in views)
    buttons = [button for button in page.findChildren(QPushButton) if button.isVisible()]
    wide = all(button.width() >= button.sizeHint().width() for button in buttons)
    last = dialog._message.visibleRegion().boundingRect()
    return (
        complete and wide and page.width() <= dialog._area.viewport().width() and last.height() > 0
    )


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Police response to modern slavery", "Police response to modern slavery"),
        ("A/B: what\\is <it>?", "A B what is it"),
        ("Llŷn a Thŷ", "Llŷn a Thŷ"),
        ("...", "Briefing"),
        ("a" * 200, "a" * 80),
        ("王" * 80, "王" * 66),  # 3 bytes each
        ("a" + "😀" * 80, "a" + "😀" * 49),  # 4 bytes each
        ("\ud800 half a pair", "half a pair"),
        ("two\nlines\t", "two lines"),
    ],
)
def test_title_becomes_valid_file_name(title: str, name: str) -> None:
    assert file_name(title) == name


@pytest.mark.parametrize("letter", ["a", "é", "王", "😀"])
def test_suggested_name_fits_into_255_bytes(letter: str) -> None:
    names = [
        f"{file_name(letter * 300)} – {kind.value}{ending}"
        for kind in ExportKind
        for ending in kind.endings
    ]
    assert max(len(name.encode()) for name in names) <= 255
