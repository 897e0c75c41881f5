"""A process in which Datasette answers several requests about a file.

    python -m tests.export.datasette_answers FILE PAGE...

Prints the text of each page, as a list in JSON.
"""

import json
import sys
from contextlib import redirect_stdout
from io import StringIO

from datasette.cli import cli


def _answer(options: list[str], page: str) -> str:
    code: object = None
    with redirect_stdout(StringIO()) as printed:
        try:
            cli([*options, "--get", page])
        except SystemExit as ended:
            code = ended.code
    assert code == 0, f"{page}: {printed.getvalue()}"
    return printed.getvalue()


def main() -> None:
    """Answer the requests, as Datasette's own command does."""
    path, *pages = sys.argv[1:]
    json.dump([_answer(["serve", "--immutable", path], page) for page in pages], sys.stdout)


if __name__ == "__main__":
    main()
