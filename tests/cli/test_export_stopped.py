"""``briefing-app export`` and Ctrl+C: a real program, interrupted at moments of all kinds."""

import os
import signal
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefing_app.cli import main as cli
from briefing_app.files import atomic_write
from briefing_app.gui.export import jobs as export_jobs
from tests.bench.large_briefing import build

ROOT = Path(__file__).resolve().parents[2]
TOLD = "briefing-app: Stopped. No incomplete file was left behind.\n"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C is no signal there")


@contextmanager
def _exporting(*words: str | Path) -> Iterator[subprocess.Popen[str]]:
    """The program, which says on its error stream what it has just imported."""
    with subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "briefing_app", "export", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as program:
        try:
            yield program
        finally:
            program.kill()


def _read_until(program: subprocess.Popen[str], module: str) -> None:
    assert program.stderr is not None
    for line in program.stderr:
        if line.rpartition("|")[2].strip() == module:
            return
    raise AssertionError(f"it ended before it imported {module}")


def _spin(program: subprocess.Popen[str], reached: Callable[[], bool]) -> None:
    while not reached():
        assert program.poll() is None, "it ended before that"


def _assert_ends_well(program: subprocess.Popen[str]) -> None:
    said, complained = program.communicate()
    lines = complained.splitlines(keepends=True)
    assert "".join(line for line in lines if not line.startswith("import time:")) == TOLD
    assert (program.returncode, said) == (130, "")


def _ways_in() -> list[list[str]]:
    """What is given to Python to start the program: as a module, and as its scripts do."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    scripts = {**project["scripts"], **project["gui-scripts"]}
    entries = [entry.split(":") for entry in scripts.values()]
    return [
        ["-m", "briefing_app"],
        *(["-c", f"import {module}, sys; sys.exit({module}.{run}())"] for module, run in entries),
    ]


@pytest.mark.parametrize("way_in", _ways_in(), ids=["module", "script", "gui-script"])
def test_that_ctrl_c_while_the_commands_are_imported_ends_in_one_line(
    tmp_path: Path, way_in: list[str]
) -> None:
    # Found before Python's own, and imported by the commands first of all.
    pressing = "import signal; signal.raise_signal(signal.SIGINT)"
    (tmp_path / "argparse.py").write_text(pressing, "utf-8")
    program = subprocess.run(
        [sys.executable, *way_in, "--version"],
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert program.stderr == "briefing-app: Stopped.\n"
    assert (program.returncode, program.stdout) == (130, "")


@pytest.mark.parametrize("kind", ["chart", "pictures"])
@pytest.mark.parametrize(
    "module",
    [
        "shiboken6",
        "PySide6.QtCore",
        "PySide6.QtGui",
        "PySide6.QtWidgets",
        "briefing_app.gui.application",
        "briefing_app.gui.slides.render",
    ],
)
def test_that_ctrl_c_while_qt_is_imported_ends_in_one_line(
    tmp_path: Path, kind: str, module: str
) -> None:
    target = tmp_path / ("chart.png" if kind == "chart" else "slides")
    with _exporting(kind, "-o", target) as program:
        _read_until(program, module)
        program.send_signal(signal.SIGINT)
        _assert_ends_well(program)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("finished", [0, 1, 5])
def test_that_ctrl_c_while_pictures_are_drawn_leaves_none(tmp_path: Path, finished: int) -> None:
    with _exporting("pictures", "-o", tmp_path / "slides", "--width", "3840") as program:
        _read_until(program, "briefing_app.gui.slides.render")
        _spin(program, lambda: len(list(tmp_path.glob(".*/*.png"))) >= finished)
        program.send_signal(signal.SIGINT)
        _assert_ends_well(program)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks into /proc")
def test_that_ctrl_c_ends_a_large_handout_and_the_process_that_sets_it(tmp_path: Path) -> None:
    briefing = tmp_path / "large.db"
    build(briefing, 1000)
    with _exporting("handout", briefing, "-o", tmp_path / "handout.pdf") as program:
        _read_until(program, "briefing_app.export.typesetting")
        children = Path(f"/proc/{program.pid}/task/{program.pid}/children")
        _spin(program, lambda: children.read_text() != "")
        child = int(children.read_text())
        _spin(program, lambda: "typst" in Path(f"/proc/{child}/maps").read_text())
        program.send_signal(signal.SIGINT)
        _assert_ends_well(program)
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    assert [file.name for file in tmp_path.iterdir()] == ["large.db"]


@pytest.mark.parametrize(
    ("kind", "name"),
    [("handout", "a.pdf"), ("slides", "a.pptx"), ("data", "a.zip"), ("chart", "a.svg")],
)
@pytest.mark.usefixtures("qapp")
def test_that_ctrl_c_just_before_a_file_is_written_leaves_none(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    kind: str,
    name: str,
) -> None:
    write = atomic_write.write_file

    def interrupted(target: Path, content: bytes) -> None:
        with monkeypatch.context() as patch:
            patch.setattr("os.fsync", lambda _: signal.raise_signal(signal.SIGINT))
            write(target, content)

    monkeypatch.setattr(export_jobs, "write_file", interrupted)
    code = cli.main(["export", kind, "-o", str(tmp_path / name)])
    if kind == "chart":  # Qt is about: what is that far is finished
        assert (code, capsys.readouterr().err) == (0, "")
        assert [file.name for file in tmp_path.iterdir()] == [name]
    else:
        assert (code, capsys.readouterr().err) == (130, TOLD)
        assert list(tmp_path.iterdir()) == []
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize("kind", ["data", "pictures"])
@pytest.mark.usefixtures("qapp")
def test_that_ctrl_c_while_the_files_of_a_folder_are_exchanged_waits_until_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    assert cli.main(["export", kind, "-o", str(tmp_path)]) == 0
    names = {file.name for file in tmp_path.iterdir()}
    for file in tmp_path.iterdir():
        file.write_bytes(b"before")
    replace = Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        signal.raise_signal(signal.SIGINT)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    assert cli.main(["export", kind, "-o", str(tmp_path), "--force"]) == 0
    assert {file.name for file in tmp_path.iterdir()} == names
    assert all(file.read_bytes() != b"before" for file in tmp_path.iterdir())
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
