"""Builds the Debian package from the bundle's folder."""

import gzip
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Final

from release import bundle
from release.archives import files_in
from release.project import (
    AUTHORS,
    BUILD,
    DIST,
    DOCUMENTS,
    MAIL,
    PACKAGING,
    PYPROJECT,
    ROOT,
    SUMMARY,
    URLS,
    VERSION,
    empty_folder,
    report_size,
    require,
    run,
    source_date,
)

PACKAGE: Final = DIST / f"briefing-app_{VERSION}_amd64.deb"
_LIMIT_MB: Final = 90
_CONTROL: Final = """\
Package: briefing-app
Version: {version}
Architecture: amd64
Maintainer: {maintainer}
Installed-Size: {size_kb}
Depends: fontconfig-config, libc6 (>= {libc}), libegl1, libgcc-s1, libgl1, libstdc++6
Recommends: xdg-utils
Section: education
Priority: optional
{homepage}Description: {summary_line}
 A briefing is one file: an inspection report's findings, the exact words
 they rest on, the figures as charts, and slides. This program shows it,
 presents it with notes on a second screen, prints it, and builds it from a
 workbook. It makes no network connection.
 .
 Python, Qt and all other libraries that it needs are inside.
"""
_MAINTAINER: Final = f"{AUTHORS} <{MAIL}>" if MAIL else AUTHORS
_COPYRIGHT: Final = """\
LICENCES.txt.gz in this folder lists everything that this package holds, with its licence. Qt and Qt
for Python are under the LGPL 3: /usr/share/common-licenses/LGPL-3.
"""


def build(root: Path) -> None:
    """Lay out the files of the package.

    Args:
        root: The folder that becomes the root of the file system.
    """
    share = root / "usr" / "share"
    library = root / "usr" / "lib" / "briefing-app"
    shutil.copytree(bundle.FOLDER, library, symlinks=True)
    (library / "README.txt").unlink()
    (root / "usr" / "bin").mkdir(parents=True)
    for command in ("briefing-app", "briefing-app-window"):
        (root / "usr" / "bin" / command).symlink_to("../lib/briefing-app/briefing-app")
    # The files of the desktop are those that the wheel installs.
    wheel = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    for source, target in wheel["shared-data"].items():
        path = root / "usr" / target
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / source, path)
    page = share / "man" / "man1" / "briefing-app.1"
    _write_compressed(page.read_bytes(), page.with_suffix(".1.gz"))
    page.unlink()
    (page.parent / "briefing-app-window.1.gz").symlink_to("briefing-app.1.gz")
    documents = share / "doc" / "briefing-app"
    licences = library / "LICENCES.txt"
    _write_compressed(licences.read_bytes(), documents / "LICENCES.txt.gz")
    licences.unlink()
    documents.mkdir(parents=True, exist_ok=True)
    for source in DOCUMENTS:
        (library / source.name).rename(documents / source.name)
    own_licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    _write(f"{own_licence}\n{_COPYRIGHT}", documents / "copyright")
    _write_compressed(_changelog().encode(), documents / "changelog.gz")
    overrides = (PACKAGING / "linux" / "lintian-overrides").read_text(encoding="utf-8")
    _write(overrides, share / "lintian" / "overrides" / "briefing-app")


def control(size_kb: int, libc: str, urls: Mapping[str, str]) -> str:
    """Return the control file.

    Args:
        size_kb: The size of all files.
        libc: The oldest version of the C library that the program runs with.
        urls: Where the project lives; empty if it has no address.
    """
    return _CONTROL.format(
        version=VERSION,
        maintainer=_MAINTAINER,
        homepage=f"Homepage: {urls['Homepage']}\n" if "Homepage" in urls else "",
        size_kb=size_kb,
        libc=libc,
        summary_line=SUMMARY.partition(":")[0].removeprefix("A "),
    )


def _changelog() -> str:
    date = format_datetime(datetime.fromtimestamp(source_date(), UTC))
    return (
        f"briefing-app ({VERSION}) unstable; urgency=medium\n\n"
        "  * The changes are in /usr/share/doc/briefing-app/CHANGELOG.md.\n\n"
        f" -- {AUTHORS} <{MAIL}>  {date}\n"  # the brackets must be there
    )


def _write(text: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _write_compressed(data: bytes, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(data, mtime=0))


def _libc_version(folder: Path) -> str:
    """Return the newest version of the C library that a file in a folder needs."""
    found = {(2, 17)}
    for path in files_in(folder):
        if ".so" in path.name or path.name == "briefing-app":
            for word in run("objdump", "-T", path).replace("(", " ").replace(")", " ").split():
                if word.startswith("GLIBC_2."):
                    found.add((2, int(word.split(".")[1])))
    return ".".join(map(str, max(found)))


def main() -> None:
    """Build the package; the bundle's folder must exist."""
    require(["dpkg-deb", "objdump"], "package")
    root = empty_folder(BUILD / "deb")
    build(root)
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            is_program = path.is_dir() or path == bundle_program(root)
            path.chmod(0o755 if is_program else 0o644)
    size_kb = sum(path.lstat().st_size for path in files_in(root)) // 1024
    folder = root / "DEBIAN"
    _write(control(size_kb, _libc_version(bundle.FOLDER), URLS), folder / "control")
    folder.chmod(0o755)
    run(
        *("dpkg-deb", "--root-owner-group", "-Zxz", "-z9", "--build", root, PACKAGE),
        SOURCE_DATE_EPOCH=str(source_date()),
    )
    report_size(PACKAGE, _LIMIT_MB)


def bundle_program(root: Path) -> Path:
    """Return the path of the program in the package's root."""
    return root / "usr" / "lib" / "briefing-app" / "briefing-app"


if __name__ == "__main__":
    main()
