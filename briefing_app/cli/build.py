"""``briefing-app build``: builds a briefing from a workbook or a folder of CSV files."""

from argparse import ArgumentTypeError, Namespace
from collections.abc import Sequence
from pathlib import Path

from briefing_app.authoring.build import BuildRequest, Outcome, build_briefing
from briefing_app.cli.arguments import (
    Subparsers,
    add_force_argument,
    add_log_argument,
    add_output_argument,
    path_argument,
)
from briefing_app.cli.output import print_warnings
from briefing_app.errors import OptionError, SourceError
from briefing_app.files.on_disk import exists


def add_parser(subparsers: Subparsers) -> None:
    """Add the command's parser."""
    parser = subparsers.add_parser(
        "build",
        help="build a briefing from a workbook or CSV files",
        description="Build a briefing from a workbook (.xlsx; briefing-app template creates one to "
        "fill in), or from a folder with a report.toml and a CSV file for each table.",
        epilog="If the source has problems, each is listed with its location and nothing is "
        "written. Warnings don’t stop the build. "
        "Exit code: 0 built, 1 the source has problems, 2 a file can’t be used.",
    )
    parser.add_argument(
        "source", type=path_argument, metavar="SOURCE", help="the workbook or folder to build from"
    )
    add_output_argument(parser, "OUT.briefing", "the briefing to write")
    parser.add_argument(
        "--source-text",
        type=_source_text,
        action="append",
        default=[],
        metavar="[NUMBER=]FILE",
        help="the text of a source, to check quotes and excerpts against. If several sources are "
        "quoted, add the source’s number. May be repeated",
    )
    parser.add_argument(
        "--keep-proof",
        action="store_true",
        help="record which quotes were checked, so that later builds don’t need the source’s text: "
        "in SOURCE/proof.csv, or for a workbook in NAME.proof.csv next to it",
    )
    add_force_argument(parser, "replace the briefing if it exists")
    add_log_argument(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Build the briefing, print its path and any warnings.

    Raises:
        OptionError: A source text is given twice, or it is unclear which source it belongs to.
        OutputError: The file can't be written, or exists and may not be replaced.
        SourceError: The source has problems.
        UnreadableSourceError: The source or a source text can't be read.
    """
    outcome = build_briefing(
        BuildRequest(
            arguments.source,
            arguments.output,
            arguments.force,
            _texts_by_source(arguments.source_text),
            arguments.keep_proof,
        )
    )
    if outcome.errors:
        raise SourceError(arguments.source, outcome.errors, outcome.warnings)
    if outcome.is_text_unclear:
        raise _unclear_source(arguments.source_text, outcome)
    print_warnings(outcome.warnings)
    print(outcome.path)
    return 0


def _source_text(text: str) -> tuple[int | None, Path]:
    """Return the source's number, if given, and the file, from ``FILE`` or ``NUMBER=FILE``."""
    number, equals, name = text.partition("=")
    if equals and number.isdecimal() and not exists(Path(text)):
        if len(number) > 9:
            raise ArgumentTypeError(f"{number[:9]}… is not the number of a source")
        return int(number), path_argument(name)
    return None, path_argument(text)


def _texts_by_source(texts: Sequence[tuple[int | None, Path]]) -> dict[int | None, Path]:
    """Return the file for each source's number; None is the only source that is quoted.

    Raises:
        OptionError: Several texts are given, and two have the same number or one has none.
    """
    files = dict(texts)
    if len(files) < len(texts) or (None in files and len(files) > 1):
        raise OptionError(
            "--source-text is given more than once for the same source.",
            "Give one text for each source: NUMBER=FILE.",
        )
    return files


def _unclear_source(texts: Sequence[tuple[int | None, Path]], outcome: Outcome) -> OptionError:
    file = next(file for number, file in texts if number is None)
    numbers = ", ".join(str(source.id) for source in outcome.quoted)
    return OptionError(
        f"--source-text {file}: this briefing quotes several sources ({numbers}).",
        f"Add the number of the one that this text belongs to: NUMBER={file}.",
    )
