"""The arguments of ``briefing-app export``, which differ for each kind of export."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from typing import Final, NamedTuple

from briefing_app.cli.arguments import (
    add_briefing_argument,
    add_force_argument,
    add_identity_argument,
    add_log_argument,
    add_output_argument,
    path_argument,
    whole_number,
)
from briefing_app.export.request import DEFAULT_WIDTH, ExportKind
from briefing_app.layout.theme import LIGHT, SLIDE_THEMES

_NO_IDENTITY: Final = "none"
SLIDE_THEMES_BY_NAME: Final = {theme.name.replace(" ", "-"): theme for theme in SLIDE_THEMES}


def parser() -> ArgumentParser:
    """Return the parser of the command's arguments, with a subparser for each kind."""
    parser = ArgumentParser(
        prog="briefing-app export",
        description="Export a briefing to hand out or to mail. No screen is needed.",
        epilog="Each kind has its own --help. Existing files are replaced only with --force.",
    )
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND", title="kinds")
    for kind, (what, target, add_options) in _KINDS.items():
        kind_parser = kinds.add_parser(kind.value, help=what, description=f"Export {what}.")
        # What the options of other kinds would set.
        kind_parser.set_defaults(
            findings_only=False,
            no_questions=False,
            large_print=False,
            measure=None,
            period=None,
            change=None,
            over_time=None,
            definition=False,
            identity=None,
            width=DEFAULT_WIDTH,
            slide_theme=LIGHT.name,
            compare_with=None,
            said=False,
            notes=False,
            highlight="",
        )
        add_briefing_argument(kind_parser, "the briefing")
        add_output_argument(kind_parser, "OUT", target)
        add_options(kind_parser)
        add_force_argument(kind_parser, "replace existing files")
        add_log_argument(kind_parser)
    return parser


def _add_handout_options(parser: ArgumentParser) -> None:
    _add_handout_contents(parser)
    _add_shared_options(parser)


def _add_handout_contents(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--findings-only", action="store_true", help="leave out the quotes and the charts"
    )
    parser.add_argument(
        "--no-questions", action="store_true", help="leave out the discussion questions"
    )
    parser.add_argument(
        "--said",
        action="store_true",
        help="print what was said in the last slideshow under its questions; without questions, "
        "it is not printed",
    )
    parser.add_argument(
        "--notes", action="store_true", help="print your own notes with what they are about"
    )
    parser.add_argument(
        "--large-print", action="store_true", help="print all text in 18 points or more"
    )


def _add_chart_options(parser: ArgumentParser) -> None:
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
        "--change",
        nargs=2,
        metavar=("EARLIER", "LATER"),
        help="show the figures of two periods and the change between them",
    )
    view.add_argument(
        "--over-time", metavar="FORCE", help="show one force’s figures for all periods"
    )
    parser.add_argument(
        "--definition",
        action="store_true",
        help="explain below the chart how the figures were counted",
    )
    _add_width(parser, "the picture")
    add_identity_argument(parser, _NO_IDENTITY)
    _add_highlight(parser)


def _add_pictures_options(parser: ArgumentParser) -> None:
    _add_width(parser, "each picture")
    _add_slide_theme(parser)
    _add_shared_options(parser)


def _add_pack_options(parser: ArgumentParser) -> None:
    _add_handout_contents(parser)
    _add_slide_theme(parser)
    _add_shared_options(parser)


def _add_slide_theme(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--slide-theme",
        choices=SLIDE_THEMES_BY_NAME,
        default=LIGHT.name,
        help="the colours of slide pictures (default: %(default)s)",
    )


def _add_shared_options(parser: ArgumentParser) -> None:
    add_identity_argument(parser, _NO_IDENTITY)
    _add_compare_with(parser)
    _add_highlight(parser)


def _add_no_options(_parser: ArgumentParser) -> None:
    pass


def _add_highlight(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--highlight",
        default="",
        metavar="FORCE",
        help="the force that charts highlight (default: the one that the author chose)",
    )


def _add_width(parser: ArgumentParser, what: str) -> None:
    parser.add_argument(
        "--width",
        type=_pixels,
        metavar="N",
        help=f"the width of {what} in pixels (default: %(default)s)",
    )


def _add_compare_with(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--compare-with",
        type=path_argument,
        metavar="EARLIER",
        help="an earlier briefing; what has changed since then is included",
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


class _Kind(NamedTuple):
    what: str
    target: str
    add_options: Callable[[ArgumentParser], None]


_KINDS: Final[dict[ExportKind, _Kind]] = {
    ExportKind.HANDOUT: _Kind(
        "a handout as an accessible PDF", "the .pdf file to write", _add_handout_options
    ),
    ExportKind.SLIDES: _Kind(
        "slides for PowerPoint", "the .pptx file to write", _add_shared_options
    ),
    ExportKind.CHART: _Kind(
        "a chart as a picture", "the .png or .svg file to write", _add_chart_options
    ),
    ExportKind.PICTURES: _Kind(
        "every slide as a PNG file", "the folder to write to", _add_pictures_options
    ),
    ExportKind.DATA: _Kind(
        "the data as CSV files with a description",
        "the folder or the .zip file to write",
        _add_no_options,
    ),
    ExportKind.PACK: _Kind(
        "a session pack: the briefing, its exports and a README in one folder, for a USB stick",
        "the folder to write to",
        _add_pack_options,
    ),
    ExportKind.NOTES: _Kind(
        "your own notes and bookmarks",
        "the .txt or .csv file to write",
        _add_no_options,
    ),
    ExportKind.SAID: _Kind(
        "what was said in the discussions of your slideshows",
        "the .txt or .csv file to write",
        _add_no_options,
    ),
}
