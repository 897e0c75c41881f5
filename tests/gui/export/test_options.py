"""The options of each kind of export, in its dialog and on the command line, by their records."""

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefing_app.cli import main as cli
from briefing_app.database.reader import open_briefing
from briefing_app.export import jobs
from briefing_app.export.kinds import CHART, HANDOUT, KINDS, PICTURES, dialog_entries
from briefing_app.export.options import (
    DEFAULTS,
    HIGHLIGHT,
    MEASURE,
    NOTES,
    OPTIONS,
    PARTS,
    Option,
    Part,
)
from briefing_app.export.request import Export, Exported, ExportKind, Material
from briefing_app.files.paths import DEMONSTRATION
from briefing_app.gui.charts.highlight_box import HighlightBox
from briefing_app.gui.export.dialog import ExportDialog
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.model.charts import LATEST, chart_views
from briefing_app.model.notes import ReportNotes
from briefing_app.model.report import Report
from tests.gui.export.dialogs import save, save_button
from tests.gui.parts import button_of, combo_box_of, press, texts_of
from tests.sample_measures import make_force, make_measure
from tests.sample_report import make_report

_ALL = {
    f"{kind.name}, {option.label}": (kind, option)
    for kind in dialog_entries()
    for option in kind.options
}
_ON_COMMAND_LINE = {name: pair for name, pair in _ALL.items() if pair[1].help}
_OTHER_PARTS = frozenset({Part.SUMMARY, Part.ANSWERS})


@pytest.fixture
def report() -> Report:
    with open_briefing(DEMONSTRATION) as briefing:
        return briefing.report


@pytest.fixture
def dialog(make_dialog: Callable[..., ExportDialog], report: Report) -> ExportDialog:
    dialog = make_dialog(report)
    dialog.options.offer_notes(are_offered=True)
    return dialog


def _another(option: Option, report: Report) -> tuple[Any, str]:
    """Return a value that isn't the default, and its argument; flags have none."""
    if option is PARTS:
        return _OTHER_PARTS, "summary,answers"
    if option is MEASURE:
        return report.measures[1], "2"
    if option is HIGHLIGHT:
        force = report.measures[0].figures[1].force
        return force, force.name
    if option.choices:
        label, value = list(option.choices.items())[-1]
        return value, label.removesuffix(" pixels").lower().replace(" ", "-")
    return True, ""


def _widgets(dialog: ExportDialog, option: Option) -> list[QWidget]:
    """Return what an option is chosen with."""
    if option is PARTS:
        return [button_of(dialog, part.label) for part in Part]
    if option is HIGHLIGHT:
        return list(dialog.findChildren(HighlightBox))
    if option is MEASURE or option.choices:
        return [combo_box_of(dialog, "Which chart" if option is MEASURE else option.label)]
    return [button_of(dialog, option.label)]


def _choose(dialog: ExportDialog, option: Option, value: object) -> None:
    """Choose a value of an option as the user does."""
    if option is PARTS:
        for part in DEFAULTS.parts ^ _OTHER_PARTS:
            press(dialog, part.label)
        return
    (widget,) = _widgets(dialog, option)
    if isinstance(widget, ComboBox):
        widget.setCurrentIndex(widget.findData(value))
    else:
        press(dialog, option.label)


@pytest.mark.parametrize(("kind", "option"), _ALL.values(), ids=_ALL)
def test_dialog_sets_an_option(
    qtbot: QtBot, dialog: ExportDialog, report: Report, kind: ExportKind, option: Option
) -> None:
    dialog.choose(kind)
    before = save(qtbot, dialog)
    measure = report.measures[0] if kind is CHART else None  # which the dialog shows
    assert before.options == replace(DEFAULTS, measure=measure)
    dialog.show_cancelled()
    value, _ = _another(option, report)
    _choose(dialog, option, value)
    after = save(qtbot, dialog)
    changed = {option.name: value} if option.name else {}
    assert after.options == replace(before.options, **changed)
    assert (after.target != before.target) is bool(option.ending)
    if option.ending:
        assert after.target.suffix == ("" if option.is_on else option.ending)


@pytest.mark.parametrize(("kind", "option"), _ON_COMMAND_LINE.values(), ids=_ON_COMMAND_LINE)
def test_command_line_sets_an_option(
    *,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qapp: object,
    report: Report,
    kind: ExportKind,
    option: Option,
) -> None:
    made: list[Export] = []

    def run(export: Export, _material: Material, *_: object) -> Exported:
        made.append(export)
        return Exported([export.target])

    monkeypatch.setattr(jobs, "run", run)
    monkeypatch.setattr(ReportNotes, "has_matches", True)
    target = tmp_path / f"out{next(iter(kind.endings), '')}"
    value, argument = _another(option, report)
    given = [f"--{option.name.replace('_', '-')}", *filter(None, [argument])]
    for arguments in ([], given):
        command = ["export", kind.name, str(DEMONSTRATION), "-o", str(target), *arguments]
        assert cli.main(command) == 0
    before, after = made
    measure = report.measures[0] if kind is CHART else None
    assert before == Export(kind, target, options=replace(DEFAULTS, measure=measure))
    assert after.options == replace(before.options, **{option.name: value})


def test_each_kind_shows_only_its_options(dialog: ExportDialog) -> None:
    for kind, entry in dialog_entries().items():
        dialog.choose(kind)
        for option in OPTIONS:
            shown = {widget.isVisible() for widget in _widgets(dialog, option)}
            assert shown == {option in kind.options}, (kind.name, option.label)
        assert button_of(dialog, entry.save_text).isVisible()


def test_every_option_belongs_to_a_kind_and_says_what_is_so_at_first() -> None:
    assert {option for kind in KINDS for option in kind.options} == set(OPTIONS)
    names = {field.name for field in fields(DEFAULTS)}
    for option in OPTIONS:
        assert option.ending or (option.name in names and not option.is_on), option.label
        if option.choices:
            assert getattr(DEFAULTS, option.name) in option.choices.values()


def test_notes_and_width_are_offered_only_if_they_matter(
    qtbot: QtBot, dialog: ExportDialog
) -> None:
    press(dialog, NOTES.label)
    dialog.options.offer_notes(are_offered=False)
    assert not button_of(dialog, NOTES.label).isVisible()
    assert not save(qtbot, dialog).options.notes
    dialog.show_cancelled()
    dialog.choose(CHART)
    press(dialog, "SVG, sharp at any size")
    assert not combo_box_of(dialog, "Width").isEnabled()
    dialog.choose(PICTURES)
    assert combo_box_of(dialog, "Width").isEnabled()


def test_chart_view_can_be_chosen_if_there_are_several_periods(
    qtbot: QtBot, make_dialog: Callable[..., ExportDialog]
) -> None:
    one, several = make_measure(), make_measure(number=2, periods=("2015", "2016"))
    bravo = make_force("Bravo")
    dialog = make_dialog(make_report(measures=(one, several)), bravo)
    dialog.choose(CHART)
    measure_box = combo_box_of(dialog, "Which chart")
    view_box = combo_box_of(dialog, "Period or force over time")
    assert not view_box.isVisible()
    measure_box.setCurrentIndex(1)
    assert view_box.isVisible()
    offered = [view_box.itemText(at) for at in range(view_box.count())]
    assert offered == list(chart_views(several, bravo).values())
    for at, view in enumerate(chart_views(several, bravo)):
        view_box.setCurrentIndex(at)
        options = save(qtbot, dialog).options
        assert (options.measure, options.view) == (several, view)
        dialog.show_cancelled()
    measure_box.setCurrentIndex(0)
    assert not view_box.isVisible()
    assert save(qtbot, dialog).options.view == LATEST


def test_briefing_without_figures_has_no_chart_export(
    make_dialog: Callable[..., ExportDialog],
) -> None:
    dialog = make_dialog(make_report())
    dialog.choose(CHART)
    assert "no figures" in texts_of(dialog)
    assert not save_button(dialog).isEnabled()
    dialog.choose(HANDOUT)
    assert save_button(dialog).isEnabled()
