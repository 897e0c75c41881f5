"""``briefing-app template``: creates a workbook in which to write a briefing."""

from argparse import Namespace
from pathlib import Path

from briefing_app.authoring.build import save_template
from briefing_app.cli.arguments import (
    AddCommand,
    add_force_argument,
    add_log_argument,
    add_output_argument,
)
from briefing_app.errors import OptionError


def add_parser(add_command: AddCommand) -> None:
    """Add the command's parser."""
    parser = add_command(
        "template",
        help="create a workbook in which to write a briefing",
        description="Create a workbook in which to write a briefing. It has one sheet for each "
        "part, help below every heading, and a first sheet that explains the work in six steps.",
        epilog="When it is filled in: briefing-app build NAME.xlsx -o NAME.briefing",
    )
    add_output_argument(parser, "NAME.xlsx", "the file to write")
    parser.add_argument(
        "--example", action="store_true", help="fill it with the bundled briefing as an example"
    )
    add_force_argument(parser, "replace the file if it exists")
    add_log_argument(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write the workbook and print its path.

    Raises:
        OptionError: The name doesn't end in .xlsx.
        OutputError: The file can't be written, or exists and may not be replaced.
    """
    target: Path = arguments.output
    if target.suffix.lower() != ".xlsx":
        raise OptionError(
            f"--output {target}: the name doesn’t end in .xlsx.",
            "Choose a name with that ending; every spreadsheet program opens .xlsx files.",
        )
    save_template(target, example=arguments.example, replace=arguments.force)
    print(target)
    return 0
