"""Tries the MSI and the launchers, with a small folder in which a stub takes Python's place."""

import re
from pathlib import Path
from typing import Final

from release.mingw import compile_windows
from release.project import PACKAGING, VERSION, empty_folder
from release.windows_folder import PYTHON_NAME, build_launchers
from release.windows_installer import build_msi
from release.wine.checks import CheckError, hashes, require_same, wait_until
from release.wine.prefix import Wine

_SOURCES: Final = PACKAGING / "wine"
_INSTALLED: Final = "Program Files/Briefing"
_PROGRAM: Final = r"C:\Program Files\Briefing"
_OPENED: Final = r"system: Software\Classes\Briefing.Document\shell\open\command"
_LOWER_VERSION: Final = "0.0.1"
_FAILED: Final = 1603 % 256
"""What ``msiexec`` ends with if an installation failed; Wine passes on the last 8 bits."""

_INSTALLER: Final = r"system: Software\Microsoft\Windows\CurrentVersion\Installer"
_LISTS: Final = ("Features", "Products", "UpgradeCodes")
# Windows Installer's own keys, which Wine creates when it first installs something.
_KEYS_OF_WINDOWS: Final = frozenset(
    {
        *(rf"system: Software\Classes\Installer\{name}" for name in _LISTS),
        rf"{_INSTALLER}\UpgradeCodes",
        rf"{_INSTALLER}\UserData\S-1-5-18\Components",
        rf"{_INSTALLER}\UserData\S-1-5-18\Products",
    }
)
# What Wine finds out about this computer at each start.
_COMPUTER: Final = ("system: System\\", "system: Software\\Microsoft\\Windows NT\\")


class Installers:
    """The checks of this stage, in their order.

    Args:
        wine: A Windows in which nothing is installed.
        work: An empty folder for what is built.
    """

    def __init__(self, wine: Wine, work: Path) -> None:
        self._wine = wine
        self._work = work
        self._message = work / "message.exe"
        self._folder = work / "Briefing"
        self._contents: dict[str, dict[str, str]] = {}
        self._files: dict[str, str] = {}
        self._registry: set[str] = set()

    def run(self) -> None:
        """Check everything.

        Raises:
            CheckError: Something isn't as it should be.
        """
        self._build_folder()
        self._check_launchers()
        self._files, self._registry = self._state()
        old = self._build("old", _LOWER_VERSION)
        new = self._build("new")
        rebuilt = self._build("rebuilt")
        self._check_update(old, new)
        self._check_repair(new)
        self._check_running_program(rebuilt)
        self._check_rebuilt(rebuilt)
        self._check_removal(rebuilt)

    def _build_folder(self) -> None:
        """Build a folder like that for Windows, with launchers but without Python."""
        empty_folder(self._folder / "app" / "some module")
        empty_folder(self._folder / "runtime")
        build_launchers(self._folder)
        compile_windows(self._library, "-shared", _SOURCES / "python.c")
        compile_windows(self._message, _SOURCES / "message.c")
        (self._folder / "app" / "launch.py").touch()

    @property
    def _library(self) -> Path:
        return self._folder / "runtime" / f"{PYTHON_NAME}.dll"

    def _build(self, name: str, version: str = VERSION) -> Path:
        """Build an MSI with a text and a file that say which one it is; return its path."""
        texts = self._folder / "app" / "some module"
        empty_folder(texts)
        (texts / "which.txt").write_text(name)
        (texts / f"Only in {name}.txt").write_text("")
        target = self._work / f"{name}.msi"
        build_msi(self._folder, target, version)
        self._contents[name] = hashes(self._folder)
        return target

    def _check_launchers(self) -> None:
        wine, windows_folder = self._wine, self._folder
        words = ["two words", "für", "Ŵyŷ", ""]
        expected = ["-X", "utf8", r"app\launch.py", *words]
        for name in ("Briefing.exe", "briefing-app.exe"):
            done = wine.run(windows_folder / name, *words)
            found = done.stdout.splitlines()[1:]
            found[2:3] = [found[2][-len(expected[2]) :]]
            require_same(
                f"{name}: exit code and arguments", (done.returncode, found), (7, expected)
            )
        self._check_failure("Python couldn't start", "encodings are missing", 2, "fail-to-start")
        self._check_failure("the program failed", "The reason, with an ë.", 1, "fail")
        library = self._library.read_bytes()
        self._library.write_bytes(library[: len(library) // 2])
        self._check_failure("Python's library is damaged", "Python could not be loaded", 2)
        self._library.unlink()
        self._check_failure("Python's library is missing", "Python could not be loaded", 2)
        self._library.write_bytes(library)
        print("Launchers: arguments, exit codes, and a message for each way to fail")

    def _check_failure(self, what: str, reason: str, code: int, *words: str) -> None:
        """Check what both launchers say about a failure, and their exit code."""
        window = self._wine.start(self._folder / "Briefing.exe", *words)
        shown = self._wine.run(self._message, "Briefing", "30").stdout
        require_same(f"Briefing.exe, {what}: exit code", window.wait(), code)
        if reason not in shown:
            raise CheckError(f"Briefing.exe, {what}: the message is {shown!r}")
        if code == 2:  # launch.py has printed other reasons
            console = self._wine.run(self._folder / "briefing-app.exe", *words)
            require_same(f"briefing-app.exe, {what}: exit code", console.returncode, code)
            if reason not in console.stderr:
                raise CheckError(f"briefing-app.exe, {what}: it prints {console.stderr!r}")

    def _check_update(self, old: Path, new: Path) -> None:
        self._install(old)
        self._require_installed("old", _LOWER_VERSION)
        print("MSI: installed silently, with all files and one entry among the programs")
        self._install(new)
        self._require_installed("new")
        print("MSI: a newer version replaces the older one")
        require_same("Installing an older version: exit code", self._msiexec("/i", old), _FAILED)
        self._require_installed("new")
        print("MSI: an older version is refused")

    def _check_repair(self, msi: Path) -> None:
        """Repair what is installed after one file was damaged, one deleted, and a key, too."""
        folder = self._wine.drive / _INSTALLED / "app" / "some module"
        (folder / "which.txt").write_text("damaged")
        (folder / "Only in new.txt").unlink()
        self._wine.run("reg", "delete", rf"HKLM\{_OPENED.partition(': ')[2]}", "/f")
        done = self._wine.run("msiexec", "/i", msi, "REINSTALL=ALL", "/qn")
        require_same("Repairing: exit code", done.returncode, 0)
        self._require_installed("new")
        print("MSI: repaired, what was damaged or missing is back")

    def _check_running_program(self, msi: Path) -> None:
        before = self._state()
        running = self._wine.start(rf"{_PROGRAM}\Briefing.exe", "sleep")
        wait_until("The program is running", lambda: "Briefing.exe" in self._processes())
        for what, option in {"Replacing": "/i", "Removing": "/x"}.items():
            installer = msi if option == "/i" else self._work / "new.msi"
            code = self._msiexec(option, installer)
            require_same(f"{what} a running program: exit code", code, _FAILED)
            if running.poll() is not None:
                raise CheckError(f"{what} a running program ended it.")
        self._wine.end()
        running.wait()
        require_same("Files after a refusal", self._state()[0], before[0])
        require_same("Registry after a refusal", self._state()[1], before[1])
        print("MSI: a running program is neither replaced nor removed, and nothing is touched")

    def _processes(self) -> str:
        return self._wine.run("tasklist").stdout

    def _check_rebuilt(self, rebuilt: Path) -> None:
        self._install(rebuilt)
        self._require_installed("rebuilt")
        print("MSI: one that was rebuilt with the same version replaces the former")

    def _check_removal(self, msi: Path) -> None:
        require_same("Removing: exit code", self._msiexec("/x", msi), 0)
        files, registry = self._state()
        require_same("Files after removal", files, self._files)
        require_same("Registry after removal", registry, self._registry)
        if (self._wine.drive / _INSTALLED).exists():
            raise CheckError("Removing left the program's folder behind.")
        print("MSI: removed, no file, folder and key is left")

    def _install(self, msi: Path) -> None:
        require_same(f"Installing {msi.name}: exit code", self._msiexec("/i", msi), 0)

    def _msiexec(self, option: str, msi: Path) -> int:
        return self._wine.run("msiexec", option, msi, "/qn").returncode

    def _require_installed(self, name: str, version: str = VERSION) -> None:
        """Fail if not just what is in an MSI is installed, once."""
        files, registry = self._state()
        added = {path: digest for path, digest in files.items() if path not in self._files}
        installed = {
            path.removeprefix(f"{_INSTALLED}/"): added.pop(path)
            for path in list(added)
            if path.startswith(f"{_INSTALLED}/")
        }
        require_same(f"Files of {name}", installed, self._contents[name])
        kinds = sorted(Path(path).suffix for path in added)
        require_same("Other files", kinds, [".ico", ".lnk", ".msi"])
        entries = {
            value
            for entry in registry - self._registry
            for value in re.findall(r'\\Uninstall\\\{.*\}: "(Display\w+"=.*)', entry)
        }
        expected = {'DisplayName"="Briefing"', f'DisplayVersion"="{version}"'}
        require_same("Entries among the programs", entries, expected)
        command = rf'{_OPENED}: @="\"{_PROGRAM}\Briefing.exe\" \"%1\""'
        if command not in registry:
            raise CheckError(f"A briefing isn't opened with the program: no {command}")

    def _state(self) -> tuple[dict[str, str], set[str]]:
        """Return the files on the drive and the registry, without what Windows itself changes."""
        registry = {
            entry
            for entry in self._wine.registry() - _KEYS_OF_WINDOWS
            if not entry.startswith(_COMPUTER)
        }
        return hashes(self._wine.drive), registry
