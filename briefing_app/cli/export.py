"""``briefing-app export``: exports a briefing without showing a window."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from briefing_app.cli.arguments import (
    AddCommand,
    add_briefing_argument,
    add_force_argument,
    add_log_argument,
    add_output_argument,
    whole_number,
)
from briefing_app.cli.output import print_error, print_warnings
from briefing_app.cli.source_texts import stored_checks
from briefing_app.database.personal.notes_table import Notes
from briefing_app.database.personal.store import PersonalStore, repeat_if_replaced
from briefing_app.database.reader import open_briefing
from briefing_app.errors import OptionError
from briefing_app.export import jobs
from briefing_app.export.kinds import KINDS, OWN_NOTES
from briefing_app.export.options import (
    DEFAULTS,
    HIGHLIGHT,
    MEASURE,
    PARTS,
    WIDTH,
    Option,
    Options,
    Part,
)
from briefing_app.export.request import Export, Exported, ExportKind, Material
from briefing_app.files.paths import personal_file
from briefing_app.files.progress import interrupts_deferred
from briefing_app.gui import application
from briefing_app.gui.os_integration.start_up import missing_library
from briefing_app.gui.slides import render
from briefing_app.model.charts import LATEST, ChartView, chart_views, periods
from briefing_app.model.notes import NO_NOTES, ReportNotes
from briefing_app.model.report import Measure, Report, find_force
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.wording import NOTHING_NOTED, NOTHING_NOTED_HERE


def add_parser(add_command: AddCommand) -> None:
    """Add the command's parser, with a subparser for each kind of export."""
    parser = add_command(
        "export",
        help="export a briefing to hand out, to email or to edit, or your own notes on it",
        description="Export a briefing to hand out or to email. No screen is needed.",
        epilog="Each kind has its own --help. Existing files are replaced only with --force, and "
        "folders never.",
    )
    parser.set_defaults(run=run, force=False)
    kinds = parser.add_subparsers(dest="name", required=True, metavar="KIND", title="kinds")
    for kind in KINDS:
        kind_parser = kinds.add_parser(
            kind.name, help=kind.what, description=f"Export {kind.what}."
        )
        kind_parser.set_defaults(kind=kind)
        add_briefing_argument(kind_parser, "the briefing")
        add_output_argument(kind_parser, "OUT", kind.target)
        for option in _options(kind):
            _add_option(kind_parser, option)
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
    kind: ExportKind = arguments.kind
    export = Export(kind, arguments.output, arguments.force, _chosen(arguments, report))
    material = _material(arguments.file, report, export)
    exported = _run_with_qt(export, material) if kind.is_drawn else jobs.run(export, material)
    for path in exported.files:
        print(path)
    print_warnings(filter(None, [exported.warning]))
    return 0


def _options(kind: ExportKind) -> list[Option]:
    """Return the options that a kind has on the command line."""
    return [option for option in kind.options if option.help]


def _chosen(arguments: Namespace, report: Report) -> Options:
    """Return what the arguments say.

    Raises:
        OptionError: The briefing has no such force, measure or period.
    """
    options = _options(arguments.kind)
    given: dict[str, Any] = {option.name: getattr(arguments, option.name) for option in options}
    given |= {each.name: _choices(each)[given[each.name]] for each in options if _choices(each)}
    if HIGHLIGHT in options:
        name = arguments.highlight
        given["highlight"] = find_force("--highlight", name, report.forces) if name else None
    if MEASURE in options:
        given["measure"] = _measure(report, arguments.measure)
        given["view"] = _chart_view(given["measure"], arguments)
    return Options(**given)


def _material(path: Path, report: Report, export: Export) -> Material:
    options = export.options
    slides = briefing_slides(report, options.highlight) if export.kind.has_slides else ()
    notes = _notes(report) if options.notes or export.kind is OWN_NOTES else NO_NOTES
    if options.notes and not notes.has_matches:
        missing = NOTHING_NOTED if notes.is_empty else NOTHING_NOTED_HERE
        raise OptionError(missing, "Leave out --notes.")
    return Material(path, report, slides, notes)


def _notes(report: Report) -> ReportNotes:
    """Return the user's notes on a briefing.

    Raises:
        PersonalDataError: They can't be read.
    """
    notes = Notes(PersonalStore(personal_file()))
    return repeat_if_replaced(print_error, notes.of_report, report)


def _run_with_qt(export: Export, material: Material) -> Exported:
    # Ctrl+C can't interrupt importing Qt or drawing.
    with interrupts_deferred() as progress:
        try:
            qt = application.application_without_screen()
        except ImportError as error:
            raise missing_library(error) from error
        exported = jobs.run(export, material, progress, render)
        del qt  # Qt needs it until here
    return exported


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


def _add_option(parser: ArgumentParser, option: Option) -> None:
    """Add the arguments of an option: a flag, unless it has choices or its own kind of value."""
    flag = f"--{option.name.replace('_', '-')}"
    default = getattr(DEFAULTS, option.name)
    if option in _VALUES:
        metavar, of_text = _VALUES[option]
        parser.add_argument(flag, type=of_text, default=default, metavar=metavar, help=option.help)
    elif choices := _choices(option):
        (name,) = (name for name, value in choices.items() if value == default)
        parser.add_argument(flag, choices=choices, default=name, help=option.help)
    else:
        parser.add_argument(flag, action="store_true", help=option.help)
    if option is MEASURE:
        view = parser.add_mutually_exclusive_group()
        view.add_argument(
            "--period",
            metavar="PERIOD",
            help="show the figures of one period (default: the latest)",
        )
        view.add_argument(
            "--over-time", metavar="FORCE", help="show one force’s figures for all periods"
        )


def _choices(option: Option) -> Mapping[str, Any]:
    """Return what can be chosen by name; nothing if the option has its own kind of value."""
    if option in _VALUES:
        return {}
    return {name.lower().replace(" ", "-"): value for name, value in option.choices.items()}


def _parts(text: str) -> frozenset[Part]:
    """Return the parts that a user named, with commas between them."""
    words = [word.strip() for word in text.split(",")]
    known = {part.value: part for part in Part}
    for word in words:
        if word not in known:
            raise ArgumentTypeError(f"“{word}” is not a part; the parts are {', '.join(known)}")
    return frozenset(known[word] for word in words)


_VALUES: Final[Mapping[Option, tuple[str, Callable[[str], object]]]] = {
    PARTS: ("PART,…", _parts),
    MEASURE: (
        "N",
        whole_number("is not the number of a measure; measures are numbered 1, 2, 3 and so on"),
    ),
    WIDTH: ("N", whole_number(f"is not a width; give pixels in digits, like {DEFAULTS.width}")),
    HIGHLIGHT: ("FORCE", str),
}
"""The options with a value of their own: its name in the help, and what reads it."""
