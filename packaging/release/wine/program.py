"""Tries the program under Wine, installed from its MSI, with a Python for tests."""

import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Final

from PIL import Image

from briefing_app.cli.self_test import TARGETS
from release import windows_folder
from release.archives import files_in, write_zip
from release.mingw import compile_windows
from release.project import IT_NOTES, PACKAGING, ROOT, empty_folder, source_date
from release.windows_installer import build_msi
from release.wine import shims
from release.wine.checks import CheckError, hashes, require_same, wait_until
from release.wine.prefix import Wine
from release.wine.python import build_python
from tools.bench.display import VirtualScreen
from tools.bench.pixels import Area

_PROGRAM: Final = r"C:\Program Files\Briefing"
_COMMANDS: Final = rf"{_PROGRAM}\briefing-app.exe"
_WINDOW: Final = rf"{_PROGRAM}\Briefing.exe"
_NAME: Final = "Briefing"
"""How the titles of windows end."""

_NOTE: Final = "a note"
_OWN_FOLDER: Final = "Übungen Ŵyŷ"
_OWN_BRIEFING: Final = "Y Heddlu – ŵyn a llŷr.briefing"
_READY: Final = "windowing system"
"""What is in the log when a window is complete."""

_FAILED: Final = "failed: DisplayError"
"""What is in the log when there can be no window."""

_STILL_S: Final = 0.6
_SCREEN: Final = Area(0, 0, 1920, 1080)
_REFUSED: Final = 2
"""The exit code of a command that can't use a file."""


class Program:
    """The checks of this stage, in their order.

    Args:
        wine: A Windows in which nothing is installed.
        screen: The screen with its windows.
        work: An empty folder for what is built.
        pictures: A folder for pictures of the screen.
    """

    def __init__(self, wine: Wine, screen: VirtualScreen, work: Path, pictures: Path) -> None:
        self._wine = wine
        self._screen = screen
        self._work = work
        self._pictures = pictures
        self._out = wine.drive / "out"
        self._folder = windows_folder.FOLDER

    def run(self) -> None:
        """Check everything.

        Raises:
            CheckError: Something isn't as it should be.
        """
        shims.add_shims(self._wine)
        before = self._personal_files()
        for name in ("message", "windows", "hold"):
            compile_windows(self._tool(name), PACKAGING / "wine" / f"{name}.c")
        windows_folder.build(build_python(self._work))
        msi = self._work / "Briefing.msi"
        build_msi(self._folder, msi)
        self._install(msi)
        self._check_itself()
        self._check_commands()
        self._check_held_file()
        self._check_window()
        self._check_association()
        self._check_failing_start()
        self._remove(msi)
        self._check_personal_files(before)

    def _tool(self, name: str) -> Path:
        return self._work / f"{name}.exe"

    def _install(self, msi: Path) -> None:
        done = self._wine.run("msiexec", "/i", msi, "/qn")
        require_same("Installing: exit code", done.returncode, 0)
        installed = self._wine.drive / "Program Files" / "Briefing"
        require_same("Installed files", hashes(installed), hashes(self._folder))
        print("MSI of the whole program: installed with all files")

    def _remove(self, msi: Path) -> None:
        done = self._wine.run("msiexec", "/x", msi, "/qn")
        require_same("Removing: exit code", done.returncode, 0)
        if (self._wine.drive / "Program Files" / "Briefing").exists():
            raise CheckError("Removing left the program's folder behind.")
        print("MSI of the whole program: removed, nothing is left")

    def _check_itself(self) -> None:
        """Let the program try itself, as the MSI and as the ZIP bring it."""
        archive = self._work / "Briefing.zip"
        write_zip(self._folder, archive)
        with zipfile.ZipFile(archive) as content:
            content.extractall(self._wine.drive)
        for program in (_COMMANDS, rf"C:\{self._folder.name}\briefing-app.exe"):
            done = self._wine.run(program, "self-test")
            if done.returncode != 0:
                raise CheckError(f"{program} self-test:\n{done.stdout}{done.stderr}")
        print("Self-test: everything works, from the MSI and from the ZIP")

    def _check_commands(self) -> None:
        """Run each command here and there, and compare the files that they write."""
        expected = empty_folder(self._work / "expected")
        found = empty_folder(self._out)
        source = str(ROOT / "resources" / "report")
        self._run_both("check", ROOT / "data" / "report.db")
        self._run_both("build", source, "-o", "made.briefing")
        # An empty template has a new key each time.
        self._run_both("template", "--example", "-o", "template.xlsx")
        for kind, targets in TARGETS.items():
            self._run_both("export", kind.name, "-o", targets[0])
        require_same("Files that commands write", hashes(found), hashes(expected))
        print(f"Commands: {len(hashes(found))} files, the same bytes as on Linux")

    def _run_both(self, *words: str | Path) -> None:
        """Run a command that succeeds, here and there; what follows ``-o`` is in a folder."""
        expected = self._work / "expected"
        *before, last = words
        is_writing = "-o" in words
        here = [*before, expected / last if is_writing else last]
        there = [*before, rf"C:\out\{last}" if is_writing else last]
        made_at = {"SOURCE_DATE_EPOCH": str(source_date())}
        environment = {"PATH": os.environ["PATH"], "HOME": str(self._work), **made_at}
        command = [sys.executable, "-m", "briefing_app", *here]
        linux = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        # In a console, Qt prints its warnings too.
        windows = self._wine.run(_COMMANDS, *there, QT_ASSUME_STDERR_HAS_CONSOLE="1", **made_at)
        require_same(
            f"briefing-app {' '.join(map(str, words))}: exit codes and errors",
            (windows.returncode, windows.stderr),
            (linux.returncode, linux.stderr),
        )

    def _check_held_file(self) -> None:
        """Read, and replace, a file that another program has opened for itself."""
        held = self._out / "held.briefing"
        shutil.copyfile(ROOT / "data" / "report.db", held)
        holder = self._wine.start(self._tool("hold"), r"C:\out\held.briefing")
        wait_until("The file is held open", lambda: "hold.exe" in self._processes())
        before = hashes(self._out)
        for words in (
            ("check", r"C:\out\held.briefing"),
            ("build", ROOT / "resources" / "report", "-o", r"C:\out\held.briefing", "--force"),
        ):
            done = self._wine.run(_COMMANDS, *words)
            require_same(f"{words[0]} of a held file: exit code", done.returncode, _REFUSED)
            if "Traceback" in done.stderr or "held.briefing" not in done.stderr:
                raise CheckError(f"{words[0]} of a held file says {done.stderr!r}")
        holder.kill()
        self._wine.run("taskkill", "/f", "/im", "hold.exe")
        require_same("Files while one is held open", hashes(self._out), before)
        print("A file that another program holds open is named, and left alone")

    def _processes(self) -> str:
        return self._wine.run("tasklist").stdout

    def _check_window(self) -> None:
        """Type a note, kill the program, start it again, open the guide, and show the slides."""
        self._open_window()
        self._keep_picture("window")
        self._screen.press("Control_L", "4")
        self._type(_NOTE)
        wait_until("The note is saved", lambda: _NOTE in self._notes())
        self._kill()
        self._open_window()
        self._screen.press("Control_L", "4")
        self._type(" more")
        wait_until("The note is continued", lambda: f"{_NOTE} more" in self._notes())
        print("Window: a note is still there after the program was killed, and goes on")
        self._screen.press("F1")
        self._wait_for_title("Guide")
        self._keep_picture("guide")
        self._screen.press("Escape")
        wait_until("The guide is closed", lambda: not self._is_shown("Guide"))
        self._screen.press("F5")
        self._wait_for_title("Slides")
        self._keep_picture("slides")
        self._screen.press("s")
        self._wait_for_title("Presenter view")
        self._keep_picture("presenter-view")
        self._screen.press("Escape")
        wait_until("The slideshow has ended", lambda: not self._is_shown("Slides"))
        self._open_window()
        require_same("Windows", len(self._main_windows()), 2)
        self._keep_picture("two-windows")
        self._kill()
        print("Window: F1 opens the guide, F5 the slides, S the presenter view; a second one opens")

    def _check_association(self) -> None:
        """Open a briefing as a double click on it does."""
        folder = self._wine.drive / _OWN_FOLDER
        folder.mkdir()
        shutil.copyfile(ROOT / "data" / "report.db", folder / _OWN_BRIEFING)
        self._open_window(rf"C:\{_OWN_FOLDER}\{_OWN_BRIEFING}")
        if ".briefing\n" not in self._log():
            raise CheckError("The program has opened another file.")
        self._keep_picture("association")
        self._kill()
        print("A briefing is opened with the program, whatever letters are in its name")

    def _check_failing_start(self) -> None:
        """Start the window without a screen that can show it."""
        self._wine.override("ucrtbase=n,b;mscms=b")  # Wine's own library: Qt finds no screen
        before = self._log().count(_FAILED)
        self._check_failure("There is no screen", "There is no screen to show a window on.")
        self._wine.override(shims.OVERRIDES)
        installed = self._wine.drive / "Program Files" / "Briefing"
        library = installed / "app" / "PySide6" / "Qt6Gui.dll"
        hidden = library.rename(library.with_suffix(".hidden"))
        self._check_failure("Qt is missing", "Qt can’t be loaded")
        hidden.rename(library)
        require_same("Failures in the log", self._log().count(_FAILED), before + 2)
        archive = installed / "runtime" / f"{windows_folder.PYTHON_NAME}.zip"
        content = archive.read_bytes()
        archive.write_bytes(content[: len(content) // 2])
        self._check_failure("Python is damaged", "Python could not be started")
        archive.write_bytes(content)
        print("A window that can't be opened says why, in a message and in the log")

    def _check_failure(self, what: str, reason: str) -> None:
        started = self._wine.start("start", "/wait", "/unix", _WINDOW)
        shown = self._wine.run(self._tool("message"), "Briefing", "120").stdout
        if reason not in shown:
            raise CheckError(f"{what}: the message is {shown!r}")
        if started.wait() == 0:
            raise CheckError(f"{what}: the exit code is that of success")

    def _personal_files(self) -> set[str]:
        """Return the files in the user's folders, without those in folders for temporary files."""
        users = self._wine.drive / "users"
        names = {path.relative_to(users).as_posix() for path in files_in(users)}
        return {name for name in names if "/Temp/" not in name}

    def _check_personal_files(self, before: set[str]) -> None:
        """Check that what is kept for a user is what the notes for IT name, and in its folder."""
        notes = IT_NOTES.read_text(encoding="utf-8")
        row = r"(?m)^\| Windows \| `%APPDATA%\\(.+)` \| `%LOCALAPPDATA%\\(.+)` \|$"
        [(settings, data)] = re.findall(row, notes)
        kept = {name.partition("/AppData/")[2] for name in self._personal_files() - before}
        expected = {f"Roaming/{settings}/settings.json"}
        expected |= {f"Local/{data}/{name}" for name in ("briefing-app.log", "personal.db")}
        named = {
            f"Roaming/{settings}/{name}" if "settings" in name else f"Local/{data}/{name}"
            for name in re.findall("`([^`]+)`", notes)
        }
        if not expected <= kept <= named:
            raise CheckError(f"For the user, the program keeps {sorted(kept)}")
        print("Files of the user are where docs/it.md says, also after removal; no others")

    def _titles(self) -> list[str]:
        return self._wine.run(self._tool("windows")).stdout.splitlines()

    def _is_shown(self, title: str) -> bool:
        return f"{title} — {_NAME}" in self._titles()

    def _main_windows(self) -> list[str]:
        return [title for title in self._titles() if title.endswith(f" — {_NAME}")]

    def _open_window(self, what: str = _WINDOW) -> None:
        """Open the program or a briefing as a double click does, and wait until it answers keys."""
        before = self._log().count(_READY)
        self._wine.start("start", what)
        wait_until("The window is complete", lambda: self._log().count(_READY) > before)
        self._wait_for_still_picture()

    def _log(self) -> str:
        logs = self._wine.drive.glob("users/*/AppData/Local/briefing-app/briefing-app.log")
        return "".join(log.read_text(encoding="utf-8") for log in logs)

    def _wait_for_title(self, title: str) -> None:
        wait_until(f"The window {title} is shown", lambda: self._is_shown(title))
        self._wait_for_still_picture()

    def _wait_for_still_picture(self) -> None:
        """Wait until nothing on the screen changes but a clock, once in a second."""
        seen: list[tuple[int, float]] = []

        def is_still() -> bool:
            digest, now = self._screen.pixels.digest(_SCREEN), time.monotonic()
            if not seen or seen[-1][0] != digest:
                seen.append((digest, now))
            return now - seen[-1][1] > _STILL_S

        wait_until("Nothing moves on the screen", is_still)

    def _keep_picture(self, name: str) -> None:
        frame = self._screen.pixels.grab(_SCREEN)
        size = (_SCREEN.width, _SCREEN.height)
        picture = Image.frombuffer("RGB", size, frame.pixels, "raw", "BGRX", 0, 1)
        picture.save(self._pictures / f"{name}.png")

    def _type(self, text: str) -> None:
        for letter in text:
            self._screen.press("space" if letter == " " else letter)
            time.sleep(0.05)  # as a person does

    def _notes(self) -> str:
        """Return the notes that the program has saved."""
        target = self._out / "notes.txt"
        target.unlink(missing_ok=True)
        self._wine.run(_COMMANDS, "export", "notes", "-o", r"C:\out\notes.txt")
        return target.read_text(encoding="utf-8") if target.exists() else ""

    def _kill(self) -> None:
        def is_ended() -> bool:
            if "Briefing.exe" not in self._processes():
                return True
            self._wine.run("taskkill", "/f", "/im", "Briefing.exe")  # ends one at a time
            return False

        wait_until("The program has ended", is_ended)
