"""A process that is killed just before one of its changes to the file system.

    python -m tests.files.killed_process NUMBER file|folder TARGET
    python -m tests.files.killed_process NUMBER ARGUMENT...

The first form writes new content to a file or to a new folder. The second runs a command of
the program; there only renames count as changes. Exits with 0 if there are fewer than NUMBER.
"""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from briefing_app.files.atomic import write_file, write_folder

NEW_FILES: Final = {"slide-2.png": b"new 2", "slide-3.png": b"new 3", "slide-4.png": b"new"}
NEW_FILE: Final = b"new"


RENAMES: Final = ("rename", "replace")
CHANGES: Final = (*RENAMES, "mkdir", "fsync", "unlink", "rmdir")


def kill_at_change(number: int, functions: Sequence[str] = CHANGES) -> None:
    """Make this process kill itself just before the change with this number.

    Args:
        number: The number, from 1.
        functions: The functions of `os` whose calls count.
    """
    count = 0

    def counted(change: Callable[..., Any]) -> Callable[..., Any]:
        def count_and_change(*arguments: Any, **named: Any) -> Any:
            nonlocal count
            count += 1
            if count == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return change(*arguments, **named)

        return count_and_change

    for name in functions:
        setattr(os, name, counted(getattr(os, name)))


def main() -> int:
    """Run as the module's docstring says."""
    number, *arguments = sys.argv[1:]
    match arguments:
        case ["file", target]:
            kill_at_change(int(number))
            write_file(Path(target), NEW_FILE)
        case ["folder", target]:
            kill_at_change(int(number))
            write_folder(Path(target), NEW_FILES.items())
        case _:
            from briefing_app.cli.main import main as run

            kill_at_change(int(number), RENAMES)
            return run(arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main())
