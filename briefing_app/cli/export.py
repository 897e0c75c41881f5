"""``briefing-app export``: exports a briefing without showing a window."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from briefing_app.cli.arguments import (
    Subparsers,
    add_briefing_argument,
    add_force_argument,
    add_log_argument,
    add_output_argument,
    whole_number,
)
from briefing_app.cli.output import print_error, print_warnings
from briefing_app.cli.personal import stored_checks
from briefing_app.database.personal.notes import Notes
from briefing_app.database.personal.store import PersonalStore, repeat_if_replaced
from briefing_app.database.reader import open_briefing
from briefing_app.errors import OptionError
from briefing_app.export import jobs
from briefing_app.export.handout import missing_glyphs_warning
from briefing_app.export.handout_options import HandoutOptions
from briefing_app.export.kinds import DEFAULT_PARTS, ExportKind, Option, Part
from briefing_app.export.request import (
    DEFAULT_WIDTH,
    ChartOptions,
    Export,
    Material,
    PictureOptions,
)
from briefing_app.files.paths import personal_file
from briefing_app.files.progress import interrupts_deferred
from briefing_app.gui import application
from briefing_app.gui.export import renderer
from briefing_app.gui.os_integration.start_up import missing_library
from briefing_app.layout.palette import LIGHT_SLIDES, SLIDE_THEMES
from briefing_app.model.charts import LATEST, ChartView, chart_views, periods
from briefing_app.model.notes import NO_NOTES, ReportNotes
from briefing_app.model.report import Force, Measure, Report, find_force
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.wording import NOTHING_NOTED, NOTHING_NOTED_HERE

_SLIDE_THEMES: Final = {theme.name.replace(" ", "-"): theme for theme in SLIDE_THEMES}


def add_parser(subparsers: Subparsers) -> None:
    """Add the command's parser, with a subparser for each kind of export."""
    parser = subparsers.add_parser(
        "export",
        help="export a briefing to hand out, to mail or to edit, or what you added to it",
        description="Export a briefing to hand out or to mail. No screen is needed.",
        epilog="Each kind has its own --help. Existing files are replaced only with --force, and "
        "folders never.",
    )
    # What the options of other kinds would set.
    parser.set_defaults(
        run=run,
        force=False,
        parts=DEFAULT_PARTS,
        large_print=False,
        measure=None,
        period=None,
        over_time=None,
        definition=False,
        width=DEFAULT_WIDTH,
        slide_theme=LIGHT_SLIDES.name,
        notes=False,
        highlight="",
    )
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND", title="kinds")
    for kind in ExportKind:
        entry = kind.details.command
        if entry is None:
            continue
        kind_parser = kinds.add_parser(
            kind.value, help=entry.what, description=f"Export {entry.what}."
        )
        add_briefing_argument(kind_parser, "the briefing")
        add_output_argument(kind_parser, "OUT", entry.target)
        for option, add_option in _OPTIONS.items():
            if option in kind.details.options:
                add_option(kind_parser)
        if kind.endings:
            add_force_argument(kind_parser, "replace an existing file")
        add_log_argument(kind_parser)


def run(arguments: Namespace) -> int:
    """Run the requested export and print the path of each written file.

    Raises:
        BriefingError: A briefing can't be opened.
        DisplayError: Qt is needed and can't be loaded.
        KeyboardInterrupt: The user pressed Ctrl+C; no incomplete file remains.
        OptionError: An option can't be used with this briefing.
        OutputError: A file can't be written, or exists and may not be replaced.
    """
    with open_briefing(arguments.file, stored_checks) as briefing:
        report = briefing.report
    export = _requested_export(arguments, report)
    material = _material(arguments, report, export.highlight)
    if export.kind.details.is_drawn:
        written = _run_with_qt(export, material)
    else:
        written = jobs.run(export, material)
    for path in written:
        print(path)
    if export.kind is ExportKind.HANDOUT:
        options_with_all = jobs.handout_options(export, material)
        warning = missing_glyphs_warning(report, options_with_all)
        print_warnings(filter(None, [warning]))
    return 0


def _requested_export(arguments: Namespace, report: Report) -> Export:
    kind = ExportKind(arguments.kind)
    name = arguments.highlight
    highlight = find_force("--highlight", name, report.forces) if name else None
    measure = _measure(report, arguments.measure)
    return Export(
        kind=kind,
        target=arguments.output,
        replace=arguments.force,
        handout=HandoutOptions(
            parts=arguments.parts,
            large_print=arguments.large_print,
        ),
        chart=ChartOptions(
            measure,
            _chart_view(measure, arguments) if kind is ExportKind.CHART else LATEST,
            arguments.definition,
        ),
        picture=PictureOptions(arguments.width, _SLIDE_THEMES[arguments.slide_theme]),
        highlight=highlight,
    )


def _material(arguments: Namespace, report: Report, highlight: Force | None) -> Material:
    has_slides = ExportKind(arguments.kind).details.has_slides
    slides = briefing_slides(report, highlight) if has_slides else ()
    wants_notes = arguments.notes or arguments.kind == ExportKind.NOTES.value
    notes = _notes(report) if wants_notes else NO_NOTES
    if arguments.notes and not notes.has_matches:
        missing = NOTHING_NOTED if notes.is_empty else NOTHING_NOTED_HERE
        raise OptionError(missing, "Leave out --notes.")
    return Material(arguments.file, report, slides, notes)


def _notes(report: Report) -> ReportNotes:
    """Return the user's notes on a briefing.

    Raises:
        PersonalDataError: They can't be read.
    """
    notes = Notes(PersonalStore(personal_file()))
    return repeat_if_replaced(print_error, notes.of_report, report)


def _run_with_qt(export: Export, material: Material) -> list[Path]:
    # Ctrl+C can't interrupt importing Qt or drawing.
    with interrupts_deferred() as progress:
        try:
            qt = application.application_without_screen()
        except ImportError as error:
            raise missing_library(error) from error
        written = jobs.run(export, material, progress, renderer)
        del qt  # Qt needs it until here
    return written


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


def _chart_view(measure: Measure | None, arguments: Namespace) -> ChartView:
    """Return which figures to show; the latest if no option says otherwise.

    Raises:
        OptionError: There is no such period, or no such force with figures for several periods.
    """
    if measure is None:  # the export reports that there are no figures
        return LATEST
    if arguments.over_time is not None:
        return _view_over_time(measure, arguments.over_time)
    if arguments.period is None:
        return LATEST
    if arguments.period not in periods(measure):
        raise OptionError(
            f"--period {arguments.period}: there is no such period.", _available_periods(measure)
        )
    return ChartView(arguments.period)


def _view_over_time(measure: Measure, name: str) -> ChartView:
    forces = [view.force for view in chart_views(measure) if view.force is not None]
    if not forces:
        raise OptionError(
            f"--over-time {name}: no force has figures for several periods.",
            _available_periods(measure),
        )
    return ChartView(force=find_force("--over-time", name, forces))


def _available_periods(measure: Measure) -> str:
    return f"Periods of this measure: {', '.join(reversed(periods(measure))) or 'none'}."


# ---- arguments ----------------------------------------------------------------------------------


def _add_flag(name: str, what: str) -> Callable[[ArgumentParser], None]:
    def add(parser: ArgumentParser) -> None:
        parser.add_argument(name, action="store_true", help=what)

    return add


def _add_measure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--measure",
        type=_measure_number,
        metavar="N",
        help="the number of the measure, counted from 1 (default: the first)",
    )
    view = parser.add_mutually_exclusive_group()
    view.add_argument(
        "--period", metavar="PERIOD", help="show the figures of one period (default: the latest)"
    )
    view.add_argument(
        "--over-time", metavar="FORCE", help="show one force’s figures for all periods"
    )


def _add_slide_theme(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--slide-theme",
        choices=_SLIDE_THEMES,
        default=LIGHT_SLIDES.name,
        help="the colours of slide pictures (default: %(default)s)",
    )


def _add_highlight(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--highlight",
        default="",
        metavar="FORCE",
        help="the force that charts highlight (default: the one that the author chose)",
    )


def _add_parts(parser: ArgumentParser) -> None:
    shown = ",".join(part.value for part in Part if part in DEFAULT_PARTS)
    parser.add_argument(
        "--parts",
        type=_parts,
        default=DEFAULT_PARTS,
        metavar="PART,…",
        help="what the handout contains: "
        + "; ".join(f"{part.value}: {part.details.hint}" for part in Part)
        + f" (default: {shown})",
    )


def _parts(text: str) -> frozenset[Part]:
    """Return the parts that a user named, with commas between them."""
    words = [word.strip() for word in text.split(",")]
    known = {part.value: part for part in Part}
    for word in words:
        if word not in known:
            raise ArgumentTypeError(f"“{word}” is not a part; the parts are {', '.join(known)}")
    return frozenset(known[word] for word in words)


def _add_width(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--width",
        type=_pixels,
        default=DEFAULT_WIDTH,
        metavar="N",
        help="the width of a picture in pixels (default: %(default)s)",
    )


def _pixels(text: str) -> int:
    return _number(text, f"“{text}” is not a width; give pixels in digits, like {DEFAULT_WIDTH}")


def _measure_number(text: str) -> int:
    return _number(
        text, f"“{text}” is not the number of a measure; measures are numbered 1, 2, 3 and so on"
    )


def _number(text: str, message: str) -> int:
    number = whole_number(text)
    if number is None:
        raise ArgumentTypeError(message)
    return number


_OPTIONS: Final[Mapping[Option, Callable[[ArgumentParser], None]]] = {
    Option.PARTS: _add_parts,
    Option.NOTES: _add_flag("--notes", "print your own notes with what they are about"),
    Option.LARGE_PRINT: _add_flag("--large-print", "print all text in 18 points or more"),
    Option.MEASURE: _add_measure,
    Option.DEFINITION: _add_flag(
        "--definition", "explain below the chart how the figures were counted"
    ),
    Option.WIDTH: _add_width,
    Option.SLIDE_THEME: _add_slide_theme,
    Option.HIGHLIGHT: _add_highlight,
}
"""What adds the arguments of an option, in the order of the help."""
