"""Builds what is installed on Windows: a folder in a ZIP archive, and an MSI."""

import argparse
import shutil
from pathlib import Path

from release import windows_checks, windows_folder
from release.archives import write_zip
from release.project import DIST, VERSION, report_size
from release.windows_installer import build_msi, check_same_bytes

_LIMIT_MB = 100


def main() -> None:
    """Build and check everything for Windows.

    Without Python, the names of the files say so and the program can't run. The rest is checked.
    """
    parser = argparse.ArgumentParser(prog="make windows", description=main.__doc__)
    parser.add_argument("--python-zip", type=Path, help="python-3.13.x-embed-amd64.zip")
    parser.add_argument(
        "--check-only", action="store_true", help="make no ZIP, and put nothing into dist"
    )
    options = parser.parse_args()
    if options.python_zip:
        windows_folder.require_known(options.python_zip)
    windows_folder.build(options.python_zip)
    folder = windows_folder.FOLDER
    windows_checks.check_folder(folder)
    check_same_bytes()
    target = folder.parent if options.check_only else DIST
    target.mkdir(exist_ok=True)
    kind = "windows" if options.python_zip else "windows-without-python"
    msi = target / f"Briefing-{VERSION}-{kind}.msi"
    build_msi(folder, msi)
    windows_checks.check_msi(msi, folder)
    report_size(msi, _LIMIT_MB)
    if not options.check_only:
        archive = target / f"Briefing-{VERSION}-{kind}.zip"
        write_zip(folder, archive)
        report_size(archive, _LIMIT_MB)
        shutil.copy(windows_folder.SBOM, target)


if __name__ == "__main__":
    main()
