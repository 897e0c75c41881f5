"""``briefing-app export``: what is taken away after the session, made without a window."""

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from briefing_app.cli.arguments import path_argument
from briefing_app.errors import OptionError
from briefing_app.export.handout import HandoutOptions, missing_glyphs_warning
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.files.progress import interrupts_deferred
from briefing_app.gui.export.jobs import Export, ExportKind, Material, run
from briefing_app.model.charts import LATEST, ChartView, chart_views, periods
from briefing_app.model.comparison import Comparison, compare, comparison_slides
from briefing_app.model.report import Force, Measure, Report, force_labels

_WIDTH: Final = 1920  # pixels, unless another is asked for
_DRAWN: Final = (ExportKind.CHART, ExportKind.PICTURES)


def export_parser() -> argparse.ArgumentParser:
    """The words of ``briefing-app export``, each kind with a help of its own."""
    parser = argparse.ArgumentParser(
        prog="briefing-app export",
        description="Make what is handed out or mailed after the session. No screen is needed.",
        epilog="Each kind has a --help of its own. What is there is replaced only with --force.",
    )
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND", title="kinds")
    for kind, (what, target, add_options) in _KINDS.items():
        of_kind = kinds.add_parser(kind.value, help=what, description=f"Make {what}.")
        of_kind.add_argument(
            "file",
            nargs="?",
            type=path_argument,
            default=BUNDLED_BRIEFING,
            metavar="FILE",
            help="the briefing; the bundled one by default",
        )
        of_kind.add_argument(
            "-o", "--output", type=path_argument, required=True, metavar="OUT", help=target
        )
        add_options(of_kind)
        of_kind.add_argument("--force", action="store_true", help="replace what is already there")
    return parser


def export(options: argparse.Namespace) -> int:
    """Make what is asked for, and print each file that was written.

    Returns:
        The exit code.

    Raises:
        KeyboardInterrupt: The user stopped it; nothing is left half-written.
    """
    # Only these need them; the data of a large briefing is exported without its values.
    from briefing_app.database.reader import open_briefing  # noqa: PLC0415
    from briefing_app.model.slides import Order, running_order  # noqa: PLC0415

    kind = ExportKind(options.kind)
    with open_briefing(options.file) as briefing:
        report = briefing.report
    name = getattr(options, "my_force", "")
    my_force = _force("--my-force", name, report.forces) if name else None
    measure = _measure(report, getattr(options, "measure", None))
    wanted = Export(
        kind=kind,
        target=options.output,
        replace=options.force,
        handout=HandoutOptions(
            findings_only=getattr(options, "findings_only", False),
            prompts=not getattr(options, "no_prompts", False),
            large_print=getattr(options, "large_print", False),
        ),
        template=getattr(options, "template", None),
        measure=measure,
        view=_view(measure, options) if kind is ExportKind.CHART else LATEST,
        width=getattr(options, "width", _WIDTH),
    )
    slides = running_order(report, my_force)
    beside = getattr(options, "beside", None)
    comparison = _comparison(report, beside)
    if comparison is not None:
        slides = Order.of(slides).with_added(comparison_slides(comparison), ()).slides
    material = Material(options.file, report, slides, my_force, comparison, beside)
    written = _drawn(wanted, material) if kind in _DRAWN else run(wanted, material)
    for path in written:
        print(path)
    if kind is ExportKind.HANDOUT:
        lacking = missing_glyphs_warning(report, wanted.handout, my_force, comparison)
        if lacking:
            print(f"warning: {lacking}", file=sys.stderr)
    return 0


def _drawn(wanted: Export, material: Material) -> list[Path]:
    """Make an export that Qt draws.

    Raises:
        KeyboardInterrupt: The user stopped it.
    """
    # Qt can be interrupted neither while it is imported nor while it draws.
    with interrupts_deferred() as look:
        application = _started_qt()
        written = run(wanted, material, look)
        del application  # Qt draws as long as it is there
    return written


def _started_qt() -> object:
    """Qt's application, started without a screen.

    Raises:
        DisplayError: A system library that it needs is missing.
    """
    from briefing_app.gui.os_integration.display_check import missing_library  # noqa: PLC0415

    try:
        from briefing_app.gui.application import application_without_screen  # noqa: PLC0415
    except ImportError as error:
        raise missing_library(error) from error
    return application_without_screen()


def _force(option: str, name: str, forces: Sequence[Force]) -> Force:
    """The force that an option names.

    Args:
        option: The option.
        name: Its full or its short name, in letters of any size.
        forces: Those that there are.

    Raises:
        OptionError: There is no such force.
    """
    for force in forces:
        if name.casefold() in {force.name.casefold(), force.short_name.casefold()}:
            return force
    labels = force_labels(forces)
    names = ", ".join(labels[force] for force in forces) or "none"
    raise OptionError(f"{option} {name}: there is no such force.", f"Its forces: {names}.")


def _view(measure: Measure | None, options: argparse.Namespace) -> ChartView:
    """What of a measure is asked for; the latest figures where nothing is said.

    Raises:
        OptionError: There is no such period, or no such force with figures of several.
    """
    if measure is None:  # the export tells that there is none
        return LATEST
    if options.over_time is not None:
        views = chart_views(measure)
        several = [view.force for view in views if view.force is not None]
        if not several:
            raise OptionError(
                f"--over-time {options.over_time}: no force has figures of several periods.",
                _told_periods(measure),
            )
        return ChartView(force=_force("--over-time", options.over_time, several))
    if options.change is not None:
        earlier, later = sorted(_period("--change", each, measure) for each in options.change)
        if earlier == later:
            raise OptionError(
                f"--change {earlier} {later}: this is twice the same period.",
                _told_periods(measure),
            )
        return ChartView(later, earlier)
    if options.period is not None:
        return ChartView(_period("--period", options.period, measure))
    return LATEST


def _period(option: str, name: str, measure: Measure) -> str:
    """A period that a measure has figures for.

    Raises:
        OptionError: It has none for that.
    """
    if name not in periods(measure):
        raise OptionError(f"{option} {name}: there is no such period.", _told_periods(measure))
    return name


def _told_periods(measure: Measure) -> str:
    return f"This measure’s periods: {', '.join(reversed(periods(measure))) or 'none'}."


def _comparison(report: Report, beside: Path | None) -> Comparison | None:
    """What has changed since the briefing that this one is laid beside, if it is."""
    if beside is None:
        return None
    from briefing_app.database.reader import open_briefing  # noqa: PLC0415, as above

    with open_briefing(beside) as earlier:
        return compare(earlier.report, report)


def _measure(report: Report, number: int | None) -> Measure | None:
    if number is None:
        return next(iter(report.measures), None)
    if 1 <= number <= len(report.measures):
        return report.measures[number - 1]
    raise OptionError(
        f"--measure {number}: there is no such measure.",
        f"Measures go from 1 to {len(report.measures)}."
        if report.measures
        else "This briefing has no figures.",
    )


def _pixels(text: str) -> int:
    return _whole_number(text, f"“{text}” is no width; write pixels in digits, such as {_WIDTH}")


def _measure_number(text: str) -> int:
    return _whole_number(
        text, f"“{text}” is no number of a measure; they are counted 1, 2, 3 and so on"
    )


def _whole_number(text: str, complaint: str) -> int:
    """The number that a text says.

    Raises:
        argparse.ArgumentTypeError: It says none, or one of more digits than anybody means.
    """
    if re.fullmatch("-?[0-9]{1,9}", text) is None:
        raise argparse.ArgumentTypeError(complaint)
    return int(text)


def _add_my_force(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--my-force", default="", metavar="NAME", help="the force that charts highlight"
    )


def _add_width(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument(
        "--width",
        type=_pixels,
        default=_WIDTH,
        metavar="N",
        help=f"pixels that {what} is wide (%(default)s by default)",
    )


def _add_beside(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--beside",
        type=path_argument,
        metavar="EARLIER",
        help="an earlier briefing: what has changed since goes in, too",
    )


def _handout_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--findings-only", action="store_true", help="leave out the quotes and the charts"
    )
    parser.add_argument("--no-prompts", action="store_true", help="leave out the training prompts")
    parser.add_argument(
        "--large-print", action="store_true", help="set every text in 18 points or more"
    )
    _add_beside(parser)
    _add_my_force(parser)


def _slides_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--template",
        type=path_argument,
        metavar="FILE",
        help="a .pptx or .potx whose look and layouts the slides take",
    )
    _add_beside(parser)
    _add_my_force(parser)


def _chart_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--measure",
        type=_measure_number,
        metavar="N",
        help="which one, counted from 1 (the first by default)",
    )
    view = parser.add_mutually_exclusive_group()
    view.add_argument(
        "--period", metavar="PERIOD", help="the figures of one period (the latest by default)"
    )
    view.add_argument(
        "--change",
        nargs=2,
        metavar=("EARLIER", "LATER"),
        help="the figures of two periods, and how they differ",
    )
    view.add_argument("--over-time", metavar="NAME", help="one force’s figures of all periods")
    _add_width(parser, "it")
    _add_my_force(parser)


def _pictures_options(parser: argparse.ArgumentParser) -> None:
    _add_width(parser, "each")
    _add_beside(parser)
    _add_my_force(parser)


def _no_options(_parser: argparse.ArgumentParser) -> None:
    pass


_AddOptions = Callable[[argparse.ArgumentParser], None]
_KINDS: Final[dict[ExportKind, tuple[str, str, _AddOptions]]] = {
    ExportKind.HANDOUT: ("a handout as accessible PDF", "the .pdf to write", _handout_options),
    ExportKind.SLIDES: ("slides for PowerPoint", "the .pptx to write", _slides_options),
    ExportKind.CHART: ("a chart as a picture", "the .png or .svg to write", _chart_options),
    ExportKind.PICTURES: ("every slide as PNG", "the folder to write into", _pictures_options),
    ExportKind.DATA: (
        "the data as CSV files with a description",
        "the folder or the .zip to write",
        _no_options,
    ),
}
"""What each kind makes, where it goes, and its options."""
