"""``briefing-app desktop``: makes the program known to a Linux desktop, or removes that again."""

import sys
from argparse import Namespace

from briefing_app.cli.arguments import Subparsers, add_log_argument
from briefing_app.cli.output import print_warnings
from briefing_app.errors import OptionError
from briefing_app.files import desktop
from briefing_app.files.desktop import Result


def add_parser(subparsers: Subparsers) -> None:
    """Add the command's parser."""
    parser = subparsers.add_parser(
        "desktop",
        help="add the program to the menu of a Linux desktop, or remove it from there",
        description="On Linux, put menu entry, icon, file type, manual page and completion into "
        "your own folders. The packages for Debian and Windows do this by themselves.",
    )
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument(
        "--install",
        action="store_true",
        help="put the files in place; files that are not from this command are never replaced",
    )
    action.add_argument(
        "--remove", action="store_true", help="remove what --install has made, and nothing else"
    )
    add_log_argument(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Install or remove the files, and print the path of each.

    Raises:
        OptionError: This isn't Linux, or the program is installed for everybody.
        OutputError: A file is in the way, or can't be written or removed.
    """
    if sys.platform != "linux":
        raise OptionError(
            "This command is for Linux.", "Elsewhere the installer adds the program to the menu."
        )
    try:
        result = desktop.install() if arguments.install else desktop.remove()
    except RuntimeError as error:
        raise OptionError(
            "Your home folder can’t be determined.", "Set HOME, then try again."
        ) from error
    for path in result.files:
        print(path)
    _print_advice(result, is_installed=arguments.install)
    return 0


def _print_advice(result: Result, *, is_installed: bool) -> None:
    print_warnings(f"{path}: This file has been changed, so it was kept." for path in result.kept)
    print_warnings(
        f"The package {package} is missing, so the desktop may not notice this before you log in "
        "again."
        for package in result.missing
    )
    if not is_installed:
        if not result.files:
            print("There was nothing to remove.")
        return
    home = desktop.data_home()
    print("Bash finds its completion in new terminals. For others, add one line:")
    zsh = (home / desktop.ZSH_COMPLETION).parent
    print(f"  in ~/.zshrc, before compinit: fpath+=('{zsh}')")
    print(f"  in ~/.tcshrc: source '{home / desktop.TCSH_COMPLETION}'")
