"""Runs the stages; each prints what it has found to be right."""

import argparse
import sys
import tempfile
from pathlib import Path

from release import windows_folder
from release.project import BUILD, empty_folder, require
from release.wine.checks import CheckError
from release.wine.installers import Installers
from release.wine.prefix import Wine
from release.wine.program import Program
from release.wine.screen import screen
from release.wine.suite import run_tests


def main() -> None:
    """Try the installers and the program under Wine."""
    parser = argparse.ArgumentParser(prog="make check-wine", description=main.__doc__)
    parser.add_argument("--tests", action="store_true", help="run tests too (20 minutes)")
    options = parser.parse_args()
    require(["wine", "openbox", "osslsigncode"], "wine")
    work = empty_folder(BUILD / "wine")
    with tempfile.TemporaryDirectory() as folder, screen(Path(folder)) as shown:
        # Not in the project: its drive Z is a link to /, into which whoever walks it would go.
        wine = Wine(Path(folder) / "windows", shown.name)
        try:
            wine.create()
            Installers(wine, empty_folder(work / "installers")).run()
            pictures = empty_folder(work / "pictures")
            Program(wine, shown, empty_folder(work / "program"), pictures).run()
            if options.tests:
                runtime = windows_folder.FOLDER / "runtime"
                run_tests(wine, runtime, empty_folder(work / "tests"))
        except CheckError as error:
            sys.exit(str(error))
        finally:
            wine.end()


if __name__ == "__main__":
    main()
