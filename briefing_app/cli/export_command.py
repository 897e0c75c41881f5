"""``briefing-app export``: exports a briefing without showing a window."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from briefing_app.cli import export_arguments
from briefing_app.cli.arguments import chosen_identity
from briefing_app.cli.messages import print_warnings
from briefing_app.database.personal.notes import Notes
from briefing_app.database.personal.said import SaidStore
from briefing_app.database.personal.store import PersonalStore
from briefing_app.database.reader import open_briefing
from briefing_app.errors import OptionError
from briefing_app.export import jobs
from briefing_app.export.handout_data import HandoutOptions, missing_glyphs_warning
from briefing_app.export.request import (
    ChartOptions,
    Export,
    ExportKind,
    Material,
    OwnMaterial,
    PictureOptions,
)
from briefing_app.files.paths import personal_file
from briefing_app.files.progress import interrupts_deferred
from briefing_app.gui.os_integration.start_up import missing_library
from briefing_app.layout.identity import NO_IDENTITY
from briefing_app.model.charts import LATEST, ChartView, chart_views, periods
from briefing_app.model.comparison import Comparison, compare, comparison_slides
from briefing_app.model.notes import NO_NOTES, ReportNotes
from briefing_app.model.report import Force, Measure, Report, find_force
from briefing_app.model.running_order import RunningOrder
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slideshow.said import SaidSession
from briefing_app.model.wording import NOTHING_NOTED, NOTHING_NOTED_HERE, NOTHING_SAID

_KINDS_DRAWN_BY_QT: Final = (ExportKind.CHART, ExportKind.PICTURES, ExportKind.PACK)


def parser() -> ArgumentParser:
    """Return the parser of the command's arguments."""
    return export_arguments.parser()


def run(options: Namespace) -> int:
    """Run the requested export and print the path of each written file.

    Raises:
        BriefingError: A briefing can't be opened.
        DisplayError: Qt is needed and can't be loaded.
        IdentityError: The identity can't be used.
        KeyboardInterrupt: The user pressed Ctrl+C; no incomplete file remains.
        OptionError: An option can't be used with this briefing.
        OutputError: A file can't be written, or exists and may not be replaced.
    """
    with open_briefing(options.file) as briefing:
        report = briefing.report
    export = _requested_export(options, report)
    material = _material(options, report, export.highlight)
    if export.kind in _KINDS_DRAWN_BY_QT:
        written = _run_with_qt(export, material)
    else:
        written = jobs.run(export, material)
    for path in written:
        print(path)
    if export.kind.has_handout:
        options_with_all = jobs.handout_options(export, material)
        warning = missing_glyphs_warning(report, options_with_all, material.comparison)
        print_warnings(filter(None, [warning]))
    return 0


def _requested_export(options: Namespace, report: Report) -> Export:
    kind = ExportKind(options.kind)
    name = options.highlight
    highlight = find_force("--highlight", name, report.forces) if name else None
    measure = _measure(report, options.measure)
    return Export(
        kind=kind,
        target=options.output,
        replace=options.force,
        handout=HandoutOptions(
            findings_only=options.findings_only,
            questions=not options.no_questions,
            large_print=options.large_print,
        ),
        chart=ChartOptions(
            measure,
            _chart_view(measure, options) if kind is ExportKind.CHART else LATEST,
            options.definition,
        ),
        picture=PictureOptions(
            options.width, export_arguments.SLIDE_THEMES_BY_NAME[options.slide_theme]
        ),
        highlight=highlight,
    )


def _material(options: Namespace, report: Report, highlight: Force | None) -> Material:
    slides = briefing_slides(report, highlight)
    comparison = _comparison(report, options.compare_with)
    if comparison is not None:
        slides = RunningOrder.of(slides).add_at_end(comparison_slides(comparison), ()).slides
    identity = chosen_identity(options.identity) or NO_IDENTITY
    said = _said(report) if options.said or options.kind == ExportKind.SAID.value else ()
    wants_notes = options.notes or options.kind == ExportKind.NOTES.value
    notes = _notes(report) if wants_notes else NO_NOTES
    _check_own(options, said, notes)
    return Material(
        options.file,
        report,
        slides,
        comparison,
        options.compare_with,
        identity,
        OwnMaterial(said=said, notes=notes),
    )


def _notes(report: Report) -> ReportNotes:
    """Return the user's notes on a briefing.

    Raises:
        PersonalDataError: They can't be read.
    """
    return Notes(PersonalStore(personal_file())).of_report(report)


def _said(report: Report) -> Sequence[SaidSession]:
    """Return what was said in slideshows of a briefing.

    Raises:
        PersonalDataError: It can't be read.
    """
    store = SaidStore(PersonalStore(personal_file()))
    store.remove_old()
    return store.sessions(report.key)


def _check_own(options: Namespace, said: Sequence[SaidSession], notes: ReportNotes) -> None:
    """Check that the notes and lines that options ask for exist.

    Raises:
        OptionError: Some don't; the message names each option to leave out.
    """
    missing = {}
    if options.said and not said:
        missing["--said"] = NOTHING_SAID
    if options.notes and not notes.has_matches:
        missing["--notes"] = NOTHING_NOTED if notes.is_empty else NOTHING_NOTED_HERE
    if missing:
        raise OptionError(" ".join(missing.values()), f"Leave out {' and '.join(missing)}.")


def _run_with_qt(export: Export, material: Material) -> list[Path]:
    # Ctrl+C can't interrupt importing Qt or drawing.
    with interrupts_deferred() as progress:
        try:
            from briefing_app.gui.application import application_without_screen  # noqa: PLC0415
            from briefing_app.gui.export import renderer  # noqa: PLC0415
        except ImportError as error:
            raise missing_library(error) from error
        application = application_without_screen()
        written = jobs.run(export, material, progress, renderer)
        del application  # Qt needs it until here
    return written


def _comparison(report: Report, earlier_file: Path | None) -> Comparison | None:
    if earlier_file is None:
        return None
    with open_briefing(earlier_file) as earlier:
        return compare(earlier.report, report)


def _measure(report: Report, number: int | None) -> Measure | None:
    """Return the measure with a number; without one the first, if there is any.

    Raises:
        OptionError: There is none with this number.
    """
    if number is None:
        return next(iter(report.measures), None)
    if 1 <= number <= len(report.measures):
        return report.measures[number - 1]
    raise OptionError(
        f"--measure {number}: there is no such measure.",
        f"Choose a number from 1 to {len(report.measures)}."
        if report.measures
        else "This briefing has no figures.",
    )


def _chart_view(measure: Measure | None, options: Namespace) -> ChartView:
    """Return which figures to show; the latest if no option says otherwise.

    Raises:
        OptionError: There is no such period, or no such force with figures for several periods.
    """
    if measure is None:  # the export reports that there are no figures
        return LATEST
    if options.over_time is not None:
        return _view_over_time(measure, options.over_time)
    if options.change is not None:
        earlier, later = sorted(_period("--change", name, measure) for name in options.change)
        if earlier == later:
            raise OptionError(
                f"--change {earlier} {later}: the two periods are the same.",
                _available_periods(measure),
            )
        return ChartView(later, earlier)
    if options.period is not None:
        return ChartView(_period("--period", options.period, measure))
    return LATEST


def _view_over_time(measure: Measure, name: str) -> ChartView:
    forces = [view.force for view in chart_views(measure) if view.force is not None]
    if not forces:
        raise OptionError(
            f"--over-time {name}: no force has figures for several periods.",
            _available_periods(measure),
        )
    return ChartView(force=find_force("--over-time", name, forces))


def _period(option: str, name: str, measure: Measure) -> str:
    if name not in periods(measure):
        raise OptionError(f"{option} {name}: there is no such period.", _available_periods(measure))
    return name


def _available_periods(measure: Measure) -> str:
    return f"Periods of this measure: {', '.join(reversed(periods(measure))) or 'none'}."
