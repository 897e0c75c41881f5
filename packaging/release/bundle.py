"""Builds the bundle for Linux: Python, Qt and the program in a ``.tar.xz`` archive."""

import json
import sys
from pathlib import Path
from typing import Final

from release.archives import write_tar_xz
from release.licences import (
    LICENCES,
    Component,
    package_environment,
    write_notice,
    write_sbom,
)
from release.project import (
    BUILD,
    DIST,
    PACKAGING,
    VERSION,
    report_size,
    require,
    run,
    write_documents,
)

FOLDER: Final = BUILD / "bundle" / "briefing-app"
ARCHIVE: Final = DIST / f"briefing-app-{VERSION}-linux-x86_64.tar.xz"
_LIMIT_MB: Final = 85


def strip(library: str, folder: Path) -> Path:
    """Return a copy of a library without its symbols, which are a fifth of typst."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / Path(library).name
    run("strip", "-o", target, library)
    return target


def linked_libraries(library: str) -> list[str]:
    """Return the names of the libraries that a library is linked to itself, not through others.

    What only a library needs that the bundle leaves out is left out with it.
    """
    lines = map(str.split, run("objdump", "-p", library).splitlines())
    return [words[1] for words in lines if words[:1] == ["NEEDED"]]


def build() -> None:
    """Build the bundle's folder, with its licences and the list of its parts."""
    require(["strip", "objdump", "dpkg-query"], "package")
    run(
        *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
        *("--distpath", FOLDER.parent, "--workpath", BUILD / "pyinstaller"),
        PACKAGING / "linux" / "briefing-app.spec",
        PYTHONHASHSEED="1",
    )
    inside = FOLDER / "_internal"
    python = package_environment(inside, "bundle-packages")
    write_notice(python, inside, inside / LICENCES, FOLDER / "LICENCES.txt")
    components = json.loads((BUILD / "licences" / "components.json").read_text(encoding="utf-8"))
    DIST.mkdir(exist_ok=True)
    sbom = DIST / f"briefing-app-{VERSION}-linux.cdx.json"
    write_sbom(python, [Component(*each) for each in components], sbom)
    write_documents(FOLDER, PACKAGING / "linux" / "README.txt")


def main() -> None:
    """Build the bundle and its archive."""
    build()
    write_tar_xz(FOLDER, ARCHIVE)
    report_size(ARCHIVE, _LIMIT_MB)


if __name__ == "__main__":
    main()
