"""Writes the manual page, which is made from the arguments of the commands: ``make generated``.

It is in ``resources/desktop``, so that nothing that makes it is needed to install the program from
source.
"""

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from release.project import AUTHORS, ROOT, SUMMARY, VERSION, run

_DESKTOP: Final = ROOT / "resources" / "desktop"
MANUAL_PAGE: Final = _DESKTOP / "briefing-app.1"


def manual_page() -> str:
    """Return the manual page, dated like the version."""
    release = ET.parse(_DESKTOP / "briefing-app.metainfo.xml").getroot().find("releases/release")  # noqa: S314, our own
    date = release.get("date", "") if release is not None else ""
    seconds = int(datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp())
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / MANUAL_PAGE.name
        run(
            *(
                Path(sys.executable).parent / "argparse-manpage",
                "--module",
                "briefing_app.cli.main",
            ),
            *("--function", "make_parser", "--project-name", "briefing-app", "--prog"),
            *("briefing-app", "--description", SUMMARY, "--version", VERSION),
            *("--author", AUTHORS, "--manual-title", "User Commands", "--output", target),
            SOURCE_DATE_EPOCH=str(seconds),
            COLUMNS="80",
        )
        return target.read_text("utf-8")


def main() -> None:
    """Write the manual page."""
    MANUAL_PAGE.write_text(manual_page(), "utf-8", newline="\n")
    print(os.path.relpath(MANUAL_PAGE))


if __name__ == "__main__":
    main()
