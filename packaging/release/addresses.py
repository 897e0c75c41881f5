"""Writes where the project lives into README and metainfo: ``make generated``.

``pyproject.toml`` states it. If it doesn't, neither text says anything about an address.
"""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from release.project import ROOT, URLS

README: Final = ROOT / "README.md"
METAINFO: Final = ROOT / "resources" / "desktop" / "briefing-app.metainfo.xml"

_HEADING: Final = "\n## Where it lives\n"
_DEVELOPER: Final = "  </developer>\n"


def readme(text: str, urls: Mapping[str, str]) -> str:
    """Return the README with the addresses in its last section, or without that section."""
    lines = (f"- {name}: <{url}>\n" for name, url in urls.items())
    section = f"{_HEADING}\n{''.join(lines)}" if urls else ""
    return text.partition(_HEADING)[0] + section


def metainfo(text: str, urls: Mapping[str, str]) -> str:
    """Return the metainfo with the addresses, or without any."""
    kinds = {"homepage": urls.get("Homepage"), "bugtracker": urls.get("Issues")}
    lines = (f'  <url type="{kind}">{escape(url)}</url>\n' for kind, url in kinds.items() if url)
    text = re.sub(r"  <url .*\n", "", text)
    return text.replace(_DEVELOPER, _DEVELOPER + "".join(lines))


FILES: Final[dict[Path, Callable[[str, Mapping[str, str]], str]]] = {
    README: readme,
    METAINFO: metainfo,
}
"""What each file with an address is made by."""


def main() -> None:
    """Write the addresses."""
    for path, with_addresses in FILES.items():
        text = with_addresses(path.read_text("utf-8"), URLS)
        path.write_text(text, "utf-8", newline="\n")
        print(os.path.relpath(path))


if __name__ == "__main__":
    main()
