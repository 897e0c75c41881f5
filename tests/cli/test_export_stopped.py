"""Ctrl+C and SIGTERM during ``briefing-app export``, in another process and within this one."""

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
from briefing_app.export import jobs as export_jobs
from briefing_app.files import atomic as atomic_write
from tools.large_briefing import build

ROOT = Path(__file__).resolve().parents[2]
STOPPED = "briefing-app: Stopped. No incomplete file was left behind.\n"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="on Windows Ctrl+C is not a signal")


@contextmanager
def _exporting(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    """Start the program; it reports each import on its error stream."""
    with subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "briefing_app", "export", *map(str, arguments)],
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
    raise AssertionError(f"the program ended before it imported {module}")


def _wait_until(program: subprocess.Popen[str], condition: Callable[[], bool]) -> None:
    while not condition():
        with pytest.raises(subprocess.TimeoutExpired):  # unless it ended too early
            program.wait(0.01)


def _assert_stopped(program: subprocess.Popen[str]) -> None:
    output, errors = program.communicate()
    lines = errors.splitlines(keepends=True)
    assert "".join(line for line in lines if not line.startswith("import time:")) == STOPPED
    assert (program.returncode, output) == (130, "")


def _entry_points() -> list[list[str]]:
    """Return the Python arguments that start the program as a module and as its scripts do."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    scripts = {**project["scripts"], **project["gui-scripts"]}
    functions = [function.split(":") for function in scripts.values()]
    return [
        ["-m", "briefing_app"],
        *(["-c", f"import {module}, sys; sys.exit({module}.{run}())"] for module, run in functions),
    ]


@pytest.mark.parametrize("entry_point", _entry_points(), ids=["module", "script", "gui-script"])
def test_ctrl_c_during_the_imports_ends_with_one_line(
    tmp_path: Path, entry_point: list[str]
) -> None:
    # Shadows the standard module, which the commands import early.
    raise_interrupt = "import signal; signal.raise_signal(signal.SIGINT)"
    (tmp_path / "argparse.py").write_text(raise_interrupt, "utf-8")
    program = subprocess.run(
        [sys.executable, *entry_point, "--version"],
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert program.stderr == "briefing-app: Stopped.\n"
    assert (program.returncode, program.stdout) == (130, "")


@pytest.mark.parametrize(
    ("kind", "module"),
    [
        ("chart", "shiboken6"),
        ("pictures", "PySide6.QtCore"),
        ("chart", "PySide6.QtGui"),
        ("pictures", "briefing_app.gui.slides.render"),
    ],
)
def test_ctrl_c_during_the_import_of_qt_ends_with_one_line(
    tmp_path: Path, kind: str, module: str
) -> None:
    target = tmp_path / ("chart.png" if kind == "chart" else "slides")
    with _exporting(kind, "-o", target) as program:
        _read_until(program, module)
        program.send_signal(signal.SIGINT)
        _assert_stopped(program)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_while_drawing_leaves_no_pictures(tmp_path: Path, number: signal.Signals) -> None:
    with _exporting("pictures", "-o", tmp_path / "slides", "--width", "3840") as program:
        _read_until(program, "briefing_app.gui.slides.render")
        _wait_until(program, lambda: any(tmp_path.glob(".*/new/*.png")))
        program.send_signal(number)
        _assert_stopped(program)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def large_briefing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a briefing whose handout takes long to typeset; not to be changed."""
    path = tmp_path_factory.mktemp("large") / "large.db"
    build(path, 1000)
    return path


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_ends_the_typesetting_process(
    tmp_path: Path, large_briefing: Path, number: signal.Signals
) -> None:
    with _exporting("handout", large_briefing, "-o", tmp_path / "handout.pdf") as program:
        _read_until(program, "briefing_app.export.typesetting")
        children = Path(f"/proc/{program.pid}/task/{program.pid}/children")
        _wait_until(program, lambda: children.read_text() != "")
        child = int(children.read_text())
        _wait_until(program, lambda: "typst" in Path(f"/proc/{child}/maps").read_text())
        program.send_signal(number)
        _assert_stopped(program)
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("kind", "name"),
    [("handout", "a.pdf"), ("slides", "a.pptx"), ("data", "a.zip"), ("chart", "a.svg")],
)
@pytest.mark.usefixtures("qapp")
def test_ctrl_c_just_before_writing_leaves_no_file(
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
    if kind == "chart":  # with Qt loaded, an export that is this far is finished
        assert (code, capsys.readouterr().err) == (0, "")
        assert [file.name for file in tmp_path.iterdir()] == [name]
    else:
        assert (code, capsys.readouterr().err) == (130, STOPPED)
        assert list(tmp_path.iterdir()) == []
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
