"""The window that asks what to take away."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.errors import OutputError, TargetExistsError
from briefing_app.export.handout import HandoutOptions
from briefing_app.gui.export.dialog import ExportDialog, file_name
from briefing_app.gui.export.jobs import ENDINGS, Export, ExportKind
from briefing_app.gui.settings import Settings
from briefing_app.gui.style import Style
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.charts import LATEST, chart_views
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


def button(dialog: ExportDialog, text: str) -> QPushButton:
    (found,) = (one for one in dialog.findChildren(QPushButton) if one.text() == text)
    return found


def press(dialog: ExportDialog, text: str) -> None:
    QTest.mouseClick(button(dialog, text), Qt.MouseButton.LeftButton)


def texts(dialog: ExportDialog) -> str:
    """All that can be read in it."""
    labels = (label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
    views = (view.toPlainText() for view in dialog.findChildren(PlainText) if view.isVisible())
    return " ".join((*labels, *views))


def answer(dialog: ExportDialog, path: Path) -> QFileDialog:
    """Answer the system's question for a file or a folder."""
    (asked,) = dialog.findChildren(QFileDialog)
    asked.fileSelected.emit(str(path))
    asked.close()
    asked.setParent(None)
    asked.deleteLater()
    return asked


def export_of(qtbot: QtBot, dialog: ExportDialog, path: Path) -> Export:
    with qtbot.waitSignal(dialog.export_wanted) as wanted:
        press(dialog, "Save as…")
        answer(dialog, path)
    (export,) = wanted.args or [None]
    assert isinstance(export, Export)
    return export


def test_that_the_options_of_a_handout_are_asked_for(qtbot: QtBot, dialog: ExportDialog) -> None:
    for option in ("Training prompts", "Findings only", "Large print"):
        press(dialog, option)
    export = export_of(qtbot, dialog, Path("/made/up/handout.pdf"))
    assert export.kind is ExportKind.HANDOUT
    assert export.handout == HandoutOptions(findings_only=True, prompts=False, large_print=True)
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
def test_that_the_name_offered_has_the_briefings_title_and_the_right_ending(
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
def test_that_what_is_many_files_goes_into_a_folder_that_is_not_replaced_unasked(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path, kind: str, option: str
) -> None:
    for caption in filter(None, (kind, option)):
        press(dialog, caption)
    export = export_of(qtbot, dialog, tmp_path)
    assert not export.replace
    dialog.show_error(TargetExistsError(tmp_path / "slide-1.png", "It is there.", ""))
    assert f"slide-1.png is already there, in {tmp_path}." in texts(dialog)
    with qtbot.waitSignal(dialog.export_wanted) as wanted:
        press(dialog, "Replace what is there")
    (again,) = wanted.args or [None]
    assert isinstance(again, Export)
    assert (again.target, again.replace) == (tmp_path, True)


def test_that_the_last_folder_is_offered_again(
    qtbot: QtBot, dialog: ExportDialog, settings: Settings, tmp_path: Path
) -> None:
    export_of(qtbot, dialog, tmp_path / "handout.pdf")
    assert settings.export_folder == str(tmp_path)


def test_that_esc_stops_an_export_and_only_then_closes(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    export_of(qtbot, dialog, tmp_path / "handout.pdf")
    with qtbot.waitSignal(dialog.cancel_wanted):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    dialog.show_stopped()
    assert "Nothing was written" in texts(dialog)
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_that_closing_the_window_stops_the_export(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    export_of(qtbot, dialog, tmp_path / "handout.pdf")
    with qtbot.waitSignals([dialog.cancel_wanted, dialog.finished]):
        dialog.close()


def test_that_nothing_else_is_offered_while_an_export_goes_on(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    export_of(qtbot, dialog, tmp_path / "handout.pdf")
    assert not button(dialog, "Data").isEnabled()
    assert not button(dialog, "Large print").isEnabled()
    dialog.choose(ExportKind.DATA)
    assert button(dialog, "Handout").isChecked()
    dialog.show_done([tmp_path / "handout.pdf"])
    assert button(dialog, "Data").isEnabled()


def test_that_the_bar_says_how_far_the_export_is(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    (bar,) = dialog.findChildren(QProgressBar)
    assert not bar.isVisible()
    export_of(qtbot, dialog, tmp_path / "handout.pdf")
    dialog.show_progress(3, 16)
    assert (bar.isVisible(), bar.value(), bar.maximum()) == (True, 3, 16)
    dialog.show_done([tmp_path / "handout.pdf"])
    assert not bar.isVisible()


def test_that_what_is_saved_is_told_and_its_folder_can_be_shown(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    export_of(qtbot, dialog, tmp_path / "handout.pdf")
    dialog.show_done([tmp_path / "handout.pdf"])
    assert f"Saved: handout.pdf in {tmp_path}." in texts(dialog)
    with qtbot.waitSignal(dialog.folder_wanted) as wanted:
        press(dialog, "Show in its folder")
    assert wanted.args == [tmp_path]


def test_that_an_error_says_which_file_what_is_wrong_and_what_to_do(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    export_of(qtbot, dialog, tmp_path / "handout.pdf")
    dialog.show_error(OutputError(tmp_path / "handout.pdf", "The disk is full.", "Make room."))
    assert f"{tmp_path / 'handout.pdf'}: The disk is full. Make room." in texts(dialog)
    assert not button(dialog, "Replace what is there").isVisible()
    assert button(dialog, "Save as…").isEnabled()


def test_that_a_briefing_without_figures_offers_no_chart(
    settings: Settings, style: Style, window: QWidget
) -> None:
    dialog = ExportDialog(make_report(), settings, style, window)
    dialog.show()
    dialog.choose(ExportKind.CHART)
    assert "no figures" in texts(dialog)
    assert not button(dialog, "Save as…").isEnabled()
    dialog.choose(ExportKind.HANDOUT)
    assert button(dialog, "Save as…").isEnabled()


def test_that_a_template_can_be_chosen_and_left_again(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    press(dialog, "PowerPoint")
    press(dialog, "Use a template…")
    answer(dialog, tmp_path / "force.potx")
    assert "Template: force.potx" in texts(dialog)
    assert export_of(qtbot, dialog, tmp_path / "a.pptx").template == tmp_path / "force.potx"
    dialog.show_stopped()
    press(dialog, "Use none")
    assert export_of(qtbot, dialog, tmp_path / "a.pptx").template is None


def test_that_what_of_a_measure_is_shown_can_be_chosen_where_there_are_several_periods(
    *, qtbot: QtBot, settings: Settings, style: Style, window: QWidget, tmp_path: Path
) -> None:
    one, several = make_measure(), make_measure(number=2, periods=("2015", "2016"))
    bravo = make_force("Bravo")
    report = make_report(measures=(one, several))
    dialog = ExportDialog(report, settings, style, window, my_force=bravo)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.choose(ExportKind.CHART)
    assert not dialog._view.isVisible()
    dialog._measure.setCurrentIndex(1)
    assert dialog._view.isVisible()
    offered = [dialog._view.itemText(at) for at in range(dialog._view.count())]
    assert offered == list(chart_views(several, bravo).values())
    for at, view in enumerate(chart_views(several, bravo)):
        dialog._view.setCurrentIndex(at)
        export = export_of(qtbot, dialog, tmp_path / "chart.png")
        assert (export.measure, export.view) == (several, view)
        dialog.show_stopped()
    dialog._measure.setCurrentIndex(0)
    assert not dialog._view.isVisible()
    assert export_of(qtbot, dialog, tmp_path / "chart.png").view == LATEST


@pytest.mark.parametrize("kind", ExportKind)
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_that_no_name_of_any_length_widens_the_window_or_is_cut(
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
    dialog._show_template(Path("Y" * 200 + ".potx"))
    dialog.choose(kind)
    dialog.show_stopped()
    dialog._say("Z" * 200)
    assert dialog.minimumWidth() <= 480 * scale
    dialog.resize(dialog.minimumWidth(), 300)
    qtbot.waitUntil(partial(_is_whole, dialog))
    for at, title in enumerate(titles):
        dialog._measure.setCurrentIndex(at)
        assert dialog._measure.currentText() == title.strip()  # as a screen reader reads it


def _is_whole(dialog: ExportDialog) -> bool:
    """Whether the page only scrolls up and down, and all on it has the room that it needs."""
    page = dialog._page
    views = [view for view in page.findChildren(PlainText) if view.isVisible()]
    whole = all(view.height() >= view.heightForWidth(view.width()) for view in views)
    pills = [pill for pill in page.findChildren(QPushButton) if pill.isVisible()]
    wide = all(pill.width() >= pill.sizeHint().width() for pill in pills)
    last = dialog._said.visibleRegion().boundingRect()
    return whole and wide and page.width() <= dialog._area.viewport().width() and last.height() > 0


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
def test_that_a_title_becomes_a_name_that_any_system_takes(title: str, name: str) -> None:
    assert file_name(title) == name


@pytest.mark.parametrize("letter", ["a", "é", "王", "😀"])
def test_that_the_name_offered_has_room_on_any_system_whatever_its_letters(letter: str) -> None:
    names = [
        f"{file_name(letter * 300)} – {kind.value}{ending}"
        for kind, endings in ENDINGS.items()
        for ending in endings
    ]
    assert max(len(name.encode()) for name in names) <= 255
