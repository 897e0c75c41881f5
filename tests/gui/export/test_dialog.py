"""The export dialog."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QFileDialog,
    QLabel,
    QProgressBar,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from briefing_app.errors import OptionError, OutputError, TargetExistsError
from briefing_app.export.file_names import file_name
from briefing_app.export.handout_data import HandoutOptions
from briefing_app.export.request import Export, ExportKind
from briefing_app.files.progress import Progress
from briefing_app.gui.export.dialog import ExportDialog
from briefing_app.gui.export.kinds import DESCRIPTIONS, QUESTIONS_OPTION, Option
from briefing_app.gui.export.options import OF_USER
from briefing_app.gui.export.page_browser import Pages
from briefing_app.gui.look import Style
from briefing_app.gui.settings import Settings
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.gui.widgets.tasks import BackgroundTask
from briefing_app.layout.theme import HIGH_CONTRAST, LIGHT, SlideTheme
from briefing_app.model.charts import LATEST, chart_views
from briefing_app.model.report import Force, Report
from tests.gui.export.printing import PAGES
from tests.gui.slideshows import choose_highlight
from tests.sample_measures import make_force, make_measure
from tests.sample_report import make_report


@pytest.fixture
def report() -> Report:
    return make_report(measures=(make_measure(),))


@pytest.fixture
def previews() -> list[Export]:
    """The exports whose pages were made, in order."""
    return []


@pytest.fixture
def make_dialog(
    *,
    qtbot: QtBot,
    settings: Settings,
    style: Style,
    window: QWidget,
    qapp: QApplication,
    previews: list[Export],
    tmp_path: Path,
) -> Iterator[Callable[..., ExportDialog]]:
    task = BackgroundTask(window, qapp)
    settings.export_folder = str(tmp_path)

    def make(report: Report, my_force: Force | None = None) -> ExportDialog:
        dialog = ExportDialog(
            report,
            settings,
            style,
            window,
            preview_job=lambda export: partial(_preview, export, previews),
            preview_task=task,
            my_force=my_force,
        )
        with qtbot.waitExposed(dialog):
            dialog.show()
        return dialog

    yield make
    task.shut_down()


def _preview(export: Export, previews: list[Export], _progress: Progress) -> Pages:
    previews.append(export)
    if export.highlight is not None:
        raise OptionError("It is too large.", "Shorten it.")
    return Pages(PAGES, texts=["One", "Two", "Three"])


@pytest.fixture
def dialog(make_dialog: Callable[..., ExportDialog], report: Report) -> ExportDialog:
    return make_dialog(report)


def button_of(dialog: ExportDialog, text: str) -> QAbstractButton:
    (found,) = (one for one in dialog.findChildren(QAbstractButton) if one.text() == text)
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


def save(qtbot: QtBot, dialog: ExportDialog) -> Export:
    """Press the button that saves, and return the export."""
    with qtbot.waitSignal(dialog.export_requested) as requested:
        dialog._start.click()
    (export,) = requested.args or [None]
    assert isinstance(export, Export)
    return export


def export_of(qtbot: QtBot, dialog: ExportDialog, path: Path) -> Export:
    """Save to a path."""
    for change in dialog.findChildren(QAbstractButton):
        if change.text() == "Change…":
            change.click()
    choose_path(dialog, path)
    return save(qtbot, dialog)


def has_pages(dialog: ExportDialog) -> bool:
    return not dialog._browser.is_making


# ---- kinds and options --------------------------------------------------------------------------


def test_kinds_are_a_list_of_which_one_is_selected(dialog: ExportDialog) -> None:
    view = QAccessible.queryAccessibleInterface(dialog._kinds)
    assert view.role() == QAccessible.Role.List
    assert view.text(QAccessible.Text.Name) == "Kinds of export"
    dialog.choose(ExportKind.CHART)
    rows = [view.child(at) for at in range(view.childCount())]
    assert [row.role() for row in rows] == [QAccessible.Role.ListItem] * len(DESCRIPTIONS)
    assert [row.text(QAccessible.Text.Name) for row in rows][:2] == [
        "Handout, PDF to print or email",
        "Slides, PowerPoint",
    ]
    assert [bool(row.state().selected) for row in rows] == [
        kind is ExportKind.CHART for kind in DESCRIPTIONS
    ]


def test_options_are_check_boxes(dialog: ExportDialog) -> None:
    box = QAccessible.queryAccessibleInterface(button_of(dialog, QUESTIONS_OPTION))
    assert box.role() == QAccessible.Role.CheckBox
    assert box.state().checked
    assert box.text(QAccessible.Text.Name) == QUESTIONS_OPTION


def test_keyboard_chooses_kind_options_and_saves(qtbot: QtBot, dialog: ExportDialog) -> None:
    dialog.activateWindow()
    qtbot.waitUntil(dialog._kinds.hasFocus)
    QTest.keyClick(dialog._kinds, Qt.Key.Key_End)
    QTest.keyClick(dialog._kinds, Qt.Key.Key_Up)
    assert dialog._heading.text() == "Data"
    reached = []
    focus: QWidget = dialog._kinds
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


def test_handout_options_are_in_the_export(qtbot: QtBot, dialog: ExportDialog) -> None:
    press(dialog, QUESTIONS_OPTION)
    press(dialog, "Large print")
    export = export_of(qtbot, dialog, Path("/made/up/handout.pdf"))
    assert export.kind is ExportKind.HANDOUT
    assert export.handout == HandoutOptions(questions=False, large_print=True)
    assert export.target == Path("/made/up/handout.pdf")


@pytest.mark.parametrize("is_on", [False, True])
def test_chart_says_how_figures_were_counted_if_asked(
    qtbot: QtBot, dialog: ExportDialog, *, is_on: bool
) -> None:
    dialog.choose(ExportKind.CHART)
    if is_on:
        press(dialog, "Explain how the figures were counted")
    assert save(qtbot, dialog).chart.definition is is_on


def test_slide_colours_are_used_for_pictures_and_their_preview(
    qtbot: QtBot, dialog: ExportDialog, previews: list[Export]
) -> None:
    def themes() -> list[SlideTheme]:
        return [each.picture.slide_theme for each in previews if each.kind is ExportKind.PICTURES]

    dialog.choose(ExportKind.PICTURES)
    qtbot.waitUntil(lambda: themes() == [LIGHT])
    dialog._options.slide_theme_box.setCurrentText("High contrast")
    qtbot.waitUntil(lambda: themes() == [LIGHT, HIGH_CONTRAST])
    assert save(qtbot, dialog).picture.slide_theme is HIGH_CONTRAST


@pytest.mark.parametrize("kind", DESCRIPTIONS)
def test_each_kind_shows_only_its_options(dialog: ExportDialog, kind: ExportKind) -> None:
    dialog.offer_own(OF_USER)
    dialog.choose(kind)
    options = DESCRIPTIONS[kind].options
    for option, box in dialog._options._boxes.items():
        assert box.isVisible() is (option in options)
    assert dialog._options._highlight.isVisible() is (Option.HIGHLIGHT in options)
    assert dialog._options.slide_theme_box.isVisible() is (Option.SLIDE_THEME in options)
    assert dialog._start.text() == DESCRIPTIONS[kind].save_text
    assert dialog._preview.isVisible() is (kind is not ExportKind.DATA)


# ---- preview ------------------------------------------------------------------------------------


def test_first_page_is_previewed_and_pages_are_turned(qtbot: QtBot, dialog: ExportDialog) -> None:
    assert dialog._pager.place == "Making the pages…"
    qtbot.waitUntil(lambda: has_pages(dialog))
    assert dialog._pager.place == "Page 1 of 3"
    assert dialog._preview.accessibleDescription() == "One"
    dialog._pager._next.click()
    assert dialog._pager.place == "Page 2 of 3"
    assert dialog._preview.accessibleDescription() == "Two"
    dialog._pager._previous.click()
    assert not dialog._pager._previous.isEnabled()


def test_changed_options_make_the_preview_once_again(
    qtbot: QtBot, dialog: ExportDialog, previews: list[Export]
) -> None:
    qtbot.waitUntil(lambda: has_pages(dialog))
    press(dialog, "Large print")
    press(dialog, "Findings only")
    qtbot.waitUntil(lambda: has_pages(dialog))
    dialog.choose(ExportKind.SLIDES)
    qtbot.waitUntil(lambda: has_pages(dialog))
    dialog.choose(ExportKind.DATA)
    assert [(each.kind, each.handout.large_print) for each in previews] == [
        (ExportKind.HANDOUT, False),
        (ExportKind.HANDOUT, True),
        (ExportKind.SLIDES, True),
    ]
    assert has_pages(dialog)


def test_preview_that_cannot_be_made_says_why(
    qtbot: QtBot, dialog: ExportDialog, previews: list[Export]
) -> None:
    box = dialog._options._highlight
    choose_highlight(box, box.itemData(1))
    qtbot.waitUntil(lambda: has_pages(dialog))
    assert "No preview. It is too large. Shorten it." in texts_of(dialog)
    assert dialog._start.isEnabled()
    box.set_highlight(None)
    box.activated.emit(0)
    qtbot.waitUntil(lambda: has_pages(dialog))
    assert "No preview" not in texts_of(dialog)
    assert len(previews) >= 2


# ---- where to -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "option", "suffix"),
    [
        (ExportKind.HANDOUT, "", ".pdf"),
        (ExportKind.SLIDES, "", ".pptx"),
        (ExportKind.CHART, "", ".png"),
        (ExportKind.CHART, "SVG, sharp at any size", ".svg"),
        (ExportKind.PICTURES, "", ""),
        (ExportKind.DATA, "", ".zip"),
        (ExportKind.DATA, "In one ZIP file", ""),
        (ExportKind.PACK, "", ""),
    ],
)
def test_suggested_name_has_title_and_right_ending(
    *,
    qtbot: QtBot,
    dialog: ExportDialog,
    tmp_path: Path,
    kind: ExportKind,
    option: str,
    suffix: str,
) -> None:
    dialog.choose(kind)
    if option:
        press(dialog, option)
    name = f"A made-up briefing – {kind.value}{suffix}"
    assert dialog._target_field.name == name
    export = save(qtbot, dialog)
    assert (export.target, export.replace) == (tmp_path / name, False)


def test_chosen_file_is_replaced_once_and_then_only_on_request(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    target = tmp_path / "mine.pdf"
    assert export_of(qtbot, dialog, target).replace  # the file dialog has asked
    dialog.show_done([target])
    export = save(qtbot, dialog)
    assert (export.target, export.replace) == (target, False)
    dialog.show_error(TargetExistsError(target, "It is there.", ""))
    assert f"mine.pdf is already there, in {tmp_path}." in texts_of(dialog)
    with qtbot.waitSignal(dialog.export_requested) as requested:
        press(dialog, "Replace it")
    (again,) = requested.args or [None]
    assert isinstance(again, Export)
    assert (again.target, again.replace) == (target, True)


@pytest.mark.parametrize("kind", [ExportKind.PICTURES, ExportKind.DATA])
def test_folder_with_other_files_gets_a_new_folder_in_it(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path, kind: ExportKind
) -> None:
    dialog.choose(kind)
    if kind is ExportKind.DATA:
        press(dialog, "In one ZIP file")
    (tmp_path / "mine.txt").touch()
    target = tmp_path / f"A made-up briefing – {kind.value}"
    for chosen in (tmp_path, target):  # the second time, the user chooses the earlier export
        export = export_of(qtbot, dialog, chosen)
        assert (export.target, export.replace) == (target, False)
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
    assert not dialog._kinds.isEnabled()
    assert not button_of(dialog, "Large print").isEnabled()
    dialog.choose(ExportKind.DATA)
    assert dialog._kinds.kind is ExportKind.HANDOUT
    dialog.show_done([tmp_path / "handout.pdf"])
    assert dialog._kinds.isEnabled()


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


def test_saved_file_is_reported_and_can_be_opened_or_shown(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    target = tmp_path / "handout.pdf"
    export_of(qtbot, dialog, target)
    dialog.show_done([target])
    assert dialog.isVisible()
    assert f"Saved: handout.pdf in {tmp_path}." in texts_of(dialog)
    for button, opened in (("Open", target), ("Show in folder", tmp_path)):
        with qtbot.waitSignal(dialog.system_open_requested) as requested:
            press(dialog, button)
        assert requested.args == [opened]


def test_saved_pictures_are_shown_in_their_folder(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    dialog.choose(ExportKind.PICTURES)
    folder = save(qtbot, dialog).target
    folder.mkdir()
    dialog.show_done([folder / "slide-1.png", folder / "slide-2.png"])
    assert f"Saved: 2 files in {folder}." in texts_of(dialog)
    assert not button_of(dialog, "Open").isVisible()
    with qtbot.waitSignal(dialog.system_open_requested) as requested:
        press(dialog, "Show in folder")
    assert requested.args == [tmp_path / folder.name]


def test_error_message_names_file_problem_and_remedy(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    export_of(qtbot, dialog, tmp_path / "handout.pdf")
    dialog.show_error(OutputError(tmp_path / "handout.pdf", "The disk is full.", "Make room."))
    assert f"{tmp_path / 'handout.pdf'}: The disk is full. Make room." in texts_of(dialog)
    assert not button_of(dialog, "Replace it").isVisible()
    assert button_of(dialog, "Save handout").isEnabled()


def test_briefing_without_figures_has_no_chart_export(
    make_dialog: Callable[..., ExportDialog],
) -> None:
    dialog = make_dialog(make_report())
    dialog.choose(ExportKind.CHART)
    assert "no figures" in texts_of(dialog)
    assert not dialog._start.isEnabled()
    dialog.choose(ExportKind.HANDOUT)
    assert dialog._start.isEnabled()


def test_chart_view_can_be_chosen_if_there_are_several_periods(
    qtbot: QtBot, make_dialog: Callable[..., ExportDialog]
) -> None:
    one, several = make_measure(), make_measure(number=2, periods=("2015", "2016"))
    bravo = make_force("Bravo")
    dialog = make_dialog(make_report(measures=(one, several)), bravo)
    dialog.choose(ExportKind.CHART)
    measure_box, view_box = dialog._options.measure_box, dialog._options.view_box
    assert not view_box.isVisible()
    measure_box.setCurrentIndex(1)
    assert view_box.isVisible()
    offered = [view_box.itemText(at) for at in range(view_box.count())]
    assert offered == list(chart_views(several, bravo).values())
    for at, view in enumerate(chart_views(several, bravo)):
        view_box.setCurrentIndex(at)
        export = save(qtbot, dialog)
        assert (export.chart.measure, export.chart.view) == (several, view)
        dialog.show_cancelled()
    measure_box.setCurrentIndex(0)
    assert not view_box.isVisible()
    assert save(qtbot, dialog).chart.view == LATEST


# ---- size ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", DESCRIPTIONS)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_long_names_do_not_widen_dialog_and_are_not_cut_off(
    *,
    qtbot: QtBot,
    make_dialog: Callable[..., ExportDialog],
    style: Style,
    kind: ExportKind,
    scale: float,
) -> None:
    style.set_scale(scale)
    titles = ("many words " * 19, "X" * 200)
    measures = tuple(
        make_measure(number=at, periods=("Y" * 99, "Z" * 99))._replace(title=title)
        for at, title in enumerate(titles, 1)
    )
    dialog = make_dialog(make_report(measures=measures))
    dialog.choose(kind)
    dialog.show_cancelled()
    dialog._show_message("Z" * 200)
    dialog.resize(944, 560)  # on a screen of 1024 × 640 pixels
    assert dialog.width() == 944
    qtbot.waitUntil(partial(_nothing_is_cut_off, dialog))
    measure_box = dialog._options.measure_box
    for at, title in enumerate(titles):
        measure_box.setCurrentIndex(at)
        assert measure_box.currentText() == title.strip()  # as a screen reader reads it


def _nothing_is_cut_off(dialog: ExportDialog) -> bool:
    """Return whether everything on the page has room, but for vertical scrolling."""
    page = dialog._page
    parts = [
        part
        for part in page.findChildren(QWidget)
        if part.isVisible() and (isinstance(part, PlainText | QCheckBox))
    ]
    complete = all(part.height() >= part.heightForWidth(part.width()) for part in parts)
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
        for kind in DESCRIPTIONS
        for ending in kind.endings
    ]
    assert max(len(name.encode()) for name in names) <= 255
