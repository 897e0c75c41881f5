"""A process that writes the same folders as another one at the same time.

Run as a module: ``python -m tests.files.simultaneous_process TEXT FOLDER…``. For each folder it
prints a line, waits for one on standard input, writes a folder with files of that text and prints
the exit code that an export would have.
"""

import sys
from pathlib import Path
from typing import Final

from briefing_app.errors import OutputError
from briefing_app.files.atomic import write_folder

NAMES: Final = [f"{number}.csv" for number in range(20)]


def main() -> None:
    """Write the folders."""
    text, *folders = sys.argv[1:]
    for folder in folders:
        print("ready", flush=True)
        sys.stdin.readline()
        try:
            write_folder(Path(folder), ((name, text.encode()) for name in NAMES))
        except OutputError as error:
            print(error.exit_code, flush=True)
        else:
            print(0, flush=True)


if __name__ == "__main__":
    main()
