"""``briefing-app build``: builds a briefing from a workbook or a folder of CSV files."""

from argparse import Namespace

from briefing_app.authoring.build import BuildRequest, build_briefing
from briefing_app.cli.arguments import (
    AddCommand,
    add_force_argument,
    add_log_argument,
    add_output_argument,
    path_argument,
)
from briefing_app.cli.output import print_warnings
from briefing_app.cli.source_texts import (
    add_source_text_argument,
    given_texts,
    keep_check,
)
from briefing_app.errors import SourceError


def add_parser(add_command: AddCommand) -> None:
    """Add the command's parser."""
    parser = add_command(
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
    add_source_text_argument(parser)
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
        OptionError: Two texts are given for the same source.
        OutputError: The file can't be written, or exists and may not be replaced.
        SourceError: The source has problems.
        UnreadableSourceError: The source or a source text can't be read.
    """
    outcome = build_briefing(
        BuildRequest(
            arguments.source,
            arguments.output,
            arguments.force,
            given_texts(arguments.source_text),
            arguments.keep_proof,
        )
    )
    if outcome.errors:
        raise SourceError(arguments.source, outcome.errors, outcome.warnings)
    if outcome.checked is not None:
        keep_check(outcome.checked)
    print_warnings(outcome.warnings)
    print(outcome.path)
    return 0
