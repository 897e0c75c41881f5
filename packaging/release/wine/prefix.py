"""A Windows made by Wine: a folder of its own with drive C and registry, and what runs in it."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final

from release.project import empty_folder

_OVERRIDES: Final = "mscoree=;mshtml=;winemenubuilder.exe=d"
"""No .NET and no browser, and nothing is added to this computer's menus."""

_LIMIT_S: Final = 300


class Wine:
    """A Windows that programs run in.

    Args:
        folder: The folder that is made for it, which Wine calls a prefix.
        display: The name of the X display for its windows.
    """

    def __init__(self, folder: Path, display: str) -> None:
        self._folder = folder
        runtime = empty_folder(folder.with_name(f"{folder.name}-runtime"))
        runtime.chmod(0o700)
        self.drive: Final = folder / "drive_c"
        self.environment: Final = {
            "PATH": os.environ["PATH"],
            "HOME": str(runtime),  # Wine links the user's folders there
            "DISPLAY": display,
            "LANG": "C.UTF-8",
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": _OVERRIDES,
            "WINEPREFIX": str(folder),
            "XDG_RUNTIME_DIR": str(runtime),
        }

    def create(self) -> None:
        """Create the drive and the registry."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._command("wineboot", "--init")
        self.wait()

    def override(self, libraries: str) -> None:
        """Choose from where programs load libraries, in the words of ``WINEDLLOVERRIDES``."""
        self.environment["WINEDLLOVERRIDES"] = f"{libraries};{_OVERRIDES}"

    def run(self, *command: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a program until it ends.

        Args:
            command: A program of Windows, and its arguments.
            variables: What to add to its environment.
        """
        # Not pipes: Wine's services, which the first program starts, would hold them open.
        with TemporaryFile() as output, TemporaryFile() as errors:
            process = self.start(*command, output=output, errors=errors, folder=None, **variables)
            code = process.wait(_LIMIT_S)
            texts = []
            for file in (output, errors):
                file.seek(0)
                texts.append(file.read().decode("utf-8", "replace").replace("\r\n", "\n"))
        return subprocess.CompletedProcess(command, code, *texts)

    def start(
        self,
        *command: str | Path,
        output: IO[bytes] | None = None,
        errors: IO[bytes] | None = None,
        folder: Path | None = None,
        **variables: str,
    ) -> subprocess.Popen[bytes]:
        """Start a program, and don't wait for its end.

        Args:
            command: A program of Windows, and its arguments.
            output: Where its standard output goes.
            errors: Where its standard error goes.
            folder: The folder that it runs in.
            variables: What to add to its environment.
        """
        return subprocess.Popen(
            ["wine", *command],
            cwd=folder,
            env={**self.environment, **variables},
            stdin=subprocess.DEVNULL,
            stdout=output or subprocess.DEVNULL,
            stderr=errors or subprocess.DEVNULL,
        )

    def wait(self) -> None:
        """Wait until all programs have ended and the registry is on disk."""
        self._command("wineserver", "--wait")

    def end(self) -> None:
        """End all programs."""
        self._command("wineserver", "--kill")  # fails if there is none
        self.wait()

    def registry(self) -> set[str]:
        """Return its keys without keys in them, and its values as ``KEY: "NAME"=VALUE``."""
        self.wait()
        entries = set()
        for hive in ("system", "user"):
            text = (self._folder / f"{hive}.reg").read_text(encoding="utf-8", errors="replace")
            # A value may continue on the next line. A key is followed by the time of its change.
            for line in text.replace("\\\n", "").replace("\\\\", "\\").splitlines():
                if found := re.match(r"\[(.*)\]", line):
                    key = f"{hive}: {found[1]}"
                    entries.add(key)
                elif line.startswith(("@", '"')):
                    entries.add(f"{key}: {line}")
        return entries

    def _command(self, *words: str) -> None:
        """Run one of Wine's own programs."""
        subprocess.run(
            words,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_LIMIT_S,
            check=False,
        )
