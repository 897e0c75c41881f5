"""Draw the program without a screen: ``python -m tools.pictures -o DIR``."""

import argparse
import sys
from contextlib import closing
from itertools import islice
from pathlib import Path

from briefing_app.errors import BriefingAppError
from briefing_app.files.atomic import write_folder
from briefing_app.files.paths import BUNDLED_BRIEFING
from tools.pictures.pictures import draw_all


def main() -> None:
    """Draw the pictures that the arguments ask for, and print the path of each."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.pictures",
        description="Draw the windows in several states and every slide to PNG files.",
    )
    parser.add_argument("file", nargs="?", type=Path, default=BUNDLED_BRIEFING, metavar="FILE")
    parser.add_argument("-o", dest="folder", type=Path, required=True, metavar="DIR")
    parser.add_argument("--window", action="store_true", help="draw the main window only")
    options = parser.parse_args()
    try:
        with closing(draw_all(options.file)) as drawn:
            print(*write_folder(options.folder, islice(drawn, options.window or None)), sep="\n")
    except BriefingAppError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
