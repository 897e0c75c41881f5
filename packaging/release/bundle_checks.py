"""Checks the Debian package in a minimal Debian without Python, as root: ``make check-bundle``.

The root's own tools run in a mount namespace of their own, so nothing stays mounted.
"""

import dataclasses
import filecmp
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path
from typing import Final

from briefing_app.cli.self_test import TARGETS
from release import bundle, deb
from release.archives import files_in
from release.project import BUILD, ROOT, empty_folder, require, run, source_date
from tools import large_briefing
from tools.bench.display import VirtualScreen
from tools.bench.pixels import Area
from tools.bench.subjects import Subject, program, running

_ROOT: Final = BUILD / "debian"
_SUITE: Final = "trixie"
_STOP_LIMIT_S: Final = 1.0
_START_LIMIT: Final = 1.25
_STARTS: Final = 12
_FINDINGS: Final = 1000
_SCREEN: Final = Area(0, 0, 1920, 1080)
_GUIDE_LIMIT_S: Final = 3.0
_STILL_S: Final = 1.0
_IN_ROOT: Final = """
mount --bind /proc {root}/proc && mount --bind /dev {root}/dev && exec chroot {root} env -i \
    HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
    sh -euc "$1"
"""


def in_root(script: str) -> str:
    """Run a shell script in the minimal Debian and return its output."""
    command = _IN_ROOT.format(root=_ROOT)
    return run("unshare", "--mount", "sh", "-euc", command, "sh", script)


def main() -> None:
    """Check everything; stop at the first failure."""
    require(["debootstrap", "lintian", "unshare", "Xvfb"], "package")
    run("lintian", "--allow-root", "--fail-on", "error", deb.PACKAGE)
    print("lintian: no error")
    if not (_ROOT / "usr").exists():
        run("debootstrap", "--variant=minbase", _SUITE, _ROOT)
    before = _install()
    _check_archive()
    _check_itself()
    _check_exports()
    _check_desktop()
    _remove(before)
    _check_stop()
    _check_start()
    _check_guide()


def _install() -> list[Path]:
    """Install the package and return the files that were there before."""
    shutil.copy(deb.PACKAGE, _ROOT / "root" / "briefing-app.deb")
    needed = run("dpkg-deb", "--field", deb.PACKAGE, "Depends").strip()
    tools = "libglib2.0-bin, shared-mime-info, desktop-file-utils"
    in_root(f"apt-get update -qq; apt-get satisfy -qq --no-install-recommends '{needed}, {tools}'")
    in_root("dpkg --purge briefing-app 2>/dev/null; rm -rf /root/out; ! command -v python3")
    before = _listing()
    in_root("dpkg --install /root/briefing-app.deb")
    return before


def _listing() -> list[Path]:
    caches = ("var/lib/dpkg", "var/log", "var/cache", "proc", "dev", "tmp")
    return [
        path
        for path in files_in(_ROOT)
        if not path.relative_to(_ROOT).as_posix().startswith(caches)
    ]


def _check_archive() -> None:
    """Unpack the archive elsewhere, and let the program in it try itself."""
    with tempfile.TemporaryDirectory() as folder, tarfile.open(bundle.ARCHIVE) as archive:
        archive.extractall(folder, filter="data")
        run(Path(folder) / "briefing-app" / "briefing-app", "self-test", XDG_DATA_HOME=folder)
    print(f"{bundle.ARCHIVE.name}: its self-test finds that everything works")


def _check_itself() -> None:
    in_root("briefing-app self-test")
    print(f"{deb.PACKAGE.name}: its self-test finds that everything works")


def _check_exports() -> None:
    """Compare what the package makes with what the virtual environment makes."""
    expected, made_at = empty_folder(BUILD / "expected"), str(source_date())
    commands = [f"export {kind.name} -o {targets[0]}" for kind, targets in TARGETS.items()]
    for command in commands:
        words = (sys.executable, "-m", "briefing_app", *command.split())
        run(*words, folder=expected, SOURCE_DATE_EPOCH=made_at)
        given = f"SOURCE_DATE_EPOCH={made_at}"
        in_root(f"mkdir -p /root/out; cd /root/out; {given} briefing-app {command}")
    made = _ROOT / "root" / "out"
    names = [path.relative_to(expected) for path in files_in(expected)]
    if [path.relative_to(made) for path in files_in(made)] != names:
        sys.exit(f"The package made other files than those in {expected}.")
    _, differing, _ = filecmp.cmpfiles(expected, made, map(str, names), shallow=False)
    if differing:
        sys.exit(f"These files differ in {expected} and {made}: {', '.join(differing)}")
    print(f"Exports: {len(names)} files, identical with those of the environment")


def _check_desktop() -> None:
    """Open a briefing as a file manager does."""
    in_root("cp /usr/lib/briefing-app/_internal/data/report.db /root/training.briefing")
    kind = in_root("gio info -a standard::content-type /root/training.briefing")
    if "application/x-briefing" not in kind:
        sys.exit(f"A briefing's type is not known: {kind}")
    opener = in_root("gio mime application/x-briefing")
    if "briefing-app.desktop" not in opener:
        sys.exit(f"No program opens a briefing: {opener}")
    print("Desktop: a briefing is opened with this program")


def _remove(before: list[Path]) -> None:
    in_root("dpkg --purge briefing-app; rm -rf /root/out /root/training.briefing /root/.local")
    if left := set(_listing()) - set(before):
        sys.exit(f"Left after removing the package: {sorted(left)[:10]}")
    print("Removed: nothing is left")


def _check_stop() -> None:
    """Stop a handout of many findings while it is typeset."""
    # A shell lets what it runs in the background ignore this signal, and children inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory() as name:
        briefing = Path(name) / "large.db"
        large_briefing.build(briefing, _FINDINGS)
        started = subprocess.Popen(
            [bundle.FOLDER / "briefing-app", "export", "handout", briefing, "-o", f"{name}/h.pdf"],
            stderr=subprocess.DEVNULL,
        )
        children = Path(f"/proc/{started.pid}/task/{started.pid}/children")
        while not children.read_text():
            time.sleep(0.01)
        time.sleep(1.0)  # it is typesetting now
        child = Path("/proc") / children.read_text().split()[0]
        stopped = time.perf_counter()
        started.send_signal(signal.SIGINT)
        code = started.wait()
        seconds = time.perf_counter() - stopped
        left = [path.name for path in Path(name).iterdir() if path != briefing]
    if code != 130 or child.exists() or left or seconds > _STOP_LIMIT_S:
        sys.exit(f"Stop: exit code {code} after {seconds:.2f} s, left {left}, {child}")
    print(f"Stop: a handout of {_FINDINGS} findings ended after {seconds:.2f} s")


def _bundled() -> Subject:
    """Return the program in the bundle with its main window."""
    command = (str(bundle.FOLDER / "briefing-app"),)
    return dataclasses.replace(program(), name="bundle", command=command)


def _check_start() -> None:
    """Compare the shortest times until the window is painted: other work only adds time."""
    usual, bundled = program(), _bundled()
    times: dict[str, list[float]] = {usual.name: [], bundled.name: []}
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as folder, VirtualScreen(Path(folder)) as screen:
        for _ in range(_STARTS):
            for subject in (usual, bundled):
                with running(screen, subject) as started:
                    times[subject.name].append(started.painted_seconds())
    environment, bundle_time = map(min, times.values())
    ratio = bundle_time / environment
    print(f"Start: {bundle_time:.3f} s, {ratio:.2f} × that of the environment")
    if ratio > _START_LIMIT:
        sys.exit("The bundle starts too slowly.")


def _check_guide() -> None:
    """Open the guide with F1; its window has the same pixels as that of the environment."""
    shown = []
    with tempfile.TemporaryDirectory() as folder, VirtualScreen(Path(folder)) as screen:
        for subject in (program(), _bundled()):
            with running(screen, subject) as started:
                started.focus()
                if started.press("F1", area=_SCREEN, limit=_GUIDE_LIMIT_S, quiet=_STILL_S) is None:
                    sys.exit(f"F1 opens nothing in {subject.name}.")
                shown.append(screen.pixels.grab(_SCREEN).pixels)
    if shown[0] != shown[1]:
        sys.exit("F1 doesn't show the guide that it shows in the environment.")
    print("Guide: F1 opens it, with the same pixels as in the environment")


if __name__ == "__main__":
    main()
