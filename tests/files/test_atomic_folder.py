"""Atomic writing of several files into one new folder."""

import errno
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from briefing_app.errors import OutputError, TargetExistsError
from briefing_app.files import atomic, progress
from briefing_app.files.atomic import free_name, write_folder
from tests.files.folders import contents
from tests.files.simultaneous_process import NAMES
from tests.systems import make_link

ROOT = Path(__file__).parents[2]
EXISTS = r"This folder already exists\. Choose another name: an export never replaces a folder\."
FILES = {"slide-2.png": b"2", "slide-3.png": b"3", "slide-4.png": b"4"}


def write(folder: Path) -> list[Path]:
    """Write the files."""
    return write_folder(folder, FILES.items())


def test_new_folder_contains_exactly_the_files(tmp_path: Path) -> None:
    folder = tmp_path / "slides"
    assert write(folder) == [folder / name for name in FILES]
    assert list(tmp_path.iterdir()) == [folder]
    assert contents(folder) == FILES


def test_folder_beside_the_current_one_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert write(Path("slides")) == [Path("slides", name) for name in FILES]
    assert contents(tmp_path / "slides") == FILES


def test_folder_of_the_longest_possible_name_is_written(tmp_path: Path) -> None:
    folder = tmp_path / ("ŵ" * 127)
    write(folder)
    assert list(tmp_path.iterdir()) == [folder]


def test_folder_is_written_in_another_thread(tmp_path: Path) -> None:
    thread = threading.Thread(target=write, args=(tmp_path / "slides",))
    thread.start()
    thread.join()
    assert contents(tmp_path / "slides") == FILES


# ---- what is never replaced ---------------------------------------------------------------------


@pytest.mark.parametrize("files", [{}, FILES, {"mine.txt": b"mine"}], ids=["empty", "same", "mine"])
def test_existing_folder_is_never_replaced(tmp_path: Path, files: dict[str, bytes]) -> None:
    folder = tmp_path / "slides"
    write_folder(folder, files.items())
    with pytest.raises(OutputError, match=EXISTS) as raised:
        write(folder)
    assert not isinstance(raised.value, TargetExistsError)  # replacing is not offered
    assert raised.value.path == folder
    assert list(tmp_path.iterdir()) == [folder]
    assert contents(folder) == files


def test_current_folder_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for target in (tmp_path, Path(), Path("..")):
        with pytest.raises(OutputError, match=EXISTS):
            write(target)
    assert list(tmp_path.iterdir()) == []


def test_file_and_broken_link_are_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    make_link(tmp_path / "link", "missing")
    for name in ("file", "link"):
        with pytest.raises(OutputError, match=r"already has this name\. Choose another name"):
            write(tmp_path / name)
    assert {path.name for path in tmp_path.iterdir()} == {"file", "link"}


def test_missing_parent_folder_is_reported(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"doesn’t exist\. Create it first"):
        write(tmp_path / "missing" / "slides")


def test_free_name_has_the_first_number_that_is_free(tmp_path: Path) -> None:
    names = []
    for _ in range(3):
        folder = free_name(tmp_path / "slides")
        names.append(folder.name)
        write(folder)
    assert names == ["slides", "slides (2)", "slides (3)"]
    (tmp_path / "handout (2)").touch()
    make_link(tmp_path / "handout", "missing")
    assert free_name(tmp_path / "handout").name == "handout (3)"


# ---- interrupts and failures --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "raised", "expected"),
    [
        (OSError(errno.ENOSPC, "No space"), OutputError, "The disk is full"),
        (OSError(errno.EIO, "No stick"), OutputError, "can no longer be reached; perhaps it was"),
        (ValueError("a bug"), ValueError, "a bug"),
        (KeyboardInterrupt("Ctrl+C"), KeyboardInterrupt, "Ctrl"),
    ],
)
def test_no_folder_is_created_if_a_file_cannot_be(
    tmp_path: Path, error: BaseException, raised: type[BaseException], expected: str
) -> None:
    def stopped() -> Iterator[tuple[str, bytes]]:
        yield "slide-1.png", b"new"
        raise error

    with pytest.raises(raised, match=expected):
        write_folder(tmp_path / "slides", stopped())
    assert list(tmp_path.iterdir()) == []


def test_removed_stick_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()

    def pull(_descriptor: int) -> None:
        shutil.rmtree(stick, ignore_errors=True)
        if stick.exists():  # Windows keeps the folder of an open file
            raise OSError(errno.EIO, "The device is not ready")

    monkeypatch.setattr("os.fsync", pull)
    with pytest.raises(OutputError, match="can no longer be reached"):
        write(stick / "slides")


@contextmanager
def acting_before_line(number: int, act: Callable[[], None]) -> Iterator[list[tuple[str, int]]]:
    """Call a function just before the given line of the file-writing modules is run, by count.

    Args:
        number: Which of the lines run, from 1; 0 for none.
        act: The function.

    Yields:
        The lines run so far, each with its file.
    """
    lines: list[tuple[str, int]] = []
    modules = (atomic, progress)
    traced = {module.__file__ for module in modules}

    def trace(frame: FrameType, event: str, _argument: object) -> object:
        if frame.f_code.co_filename not in traced:
            return None
        if event == "line":
            lines.append((frame.f_code.co_filename, frame.f_lineno))
            if len(lines) == number:
                act()
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        yield lines
    finally:
        sys.settrace(before)


@pytest.mark.parametrize(
    ("number", "step"),
    [(signal.SIGINT, -1), (signal.SIGTERM, 1)],
    ids=["ctrl-c the first time", "sigterm the last time"],
)
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # between open and with
def test_signal_at_any_line_leaves_no_folder_or_a_complete_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals, step: int
) -> None:
    """The same lines run for each file, so each is interrupted the first or the last time."""
    monkeypatch.setattr("os.fsync", lambda _: None)
    folder = tmp_path / "slides"
    ends = []
    with progress.termination_as_interrupt():
        with acting_before_line(0, lambda: None) as run:
            write(folder)
        shutil.rmtree(folder)
        # Of several times, the last one in the order of this loop stays.
        counts = {line: count for count, line in list(enumerate(run, 1))[::step]}
        for count in counts.values():
            with (
                acting_before_line(count, lambda: signal.raise_signal(number)) as lines,
                pytest.raises(KeyboardInterrupt),
            ):
                write(folder)
            assert lines[count - 1] == run[count - 1]
            assert contents(folder) in ({}, FILES), f"line {lines[count - 1]}"
            ends.append(folder.exists())
            shutil.rmtree(folder, ignore_errors=True)
            write(folder)
            assert list(tmp_path.iterdir()) == [folder], f"line {lines[count - 1]}"
            shutil.rmtree(folder)
    assert set(ends) == {False, True}


# ---- other programs -----------------------------------------------------------------------------


def test_folder_created_meanwhile_is_kept(tmp_path: Path) -> None:
    def meanwhile() -> Iterator[tuple[str, bytes]]:
        yield "slide-1.png", b"new"
        (tmp_path / "slides").mkdir()
        (tmp_path / "slides" / "slide-1.png").write_bytes(b"theirs")

    with pytest.raises(OutputError, match=EXISTS):
        write_folder(tmp_path / "slides", meanwhile())
    assert contents(tmp_path) == {"slides/slide-1.png": b"theirs"}


def test_folder_created_just_before_the_renaming_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def beaten(self: Path, target: Path) -> Path:
        monkeypatch.undo()
        write_folder(tmp_path / "slides", [("theirs.png", b"theirs")])
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", beaten)
    with pytest.raises(OutputError, match=EXISTS):
        write(tmp_path / "slides")
    assert contents(tmp_path) == {"slides/theirs.png": b"theirs"}


def test_two_exports_to_one_folder_are_never_mixed(tmp_path: Path) -> None:
    folder = tmp_path / "slides"

    def others() -> Iterator[tuple[str, bytes]]:
        """Export between two files. The other export must not take ours for a leftover."""
        yield "slide-1.png", b"new 1"
        write(tmp_path / "slides")
        yield "slide-4.png", b"new 4"

    with pytest.raises(OutputError, match=EXISTS):
        write_folder(folder, others())
    assert list(tmp_path.iterdir()) == [folder]
    assert contents(folder) == FILES


def test_of_two_simultaneous_exports_one_is_complete_and_one_is_refused(tmp_path: Path) -> None:
    folders = [tmp_path / str(number) for number in range(20)]
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.files.simultaneous_process", text, *map(str, folders)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for text in ("one", "other")
    ]
    inputs = [process.stdin for process in processes if process.stdin is not None]
    outputs = [process.stdout for process in processes if process.stdout is not None]
    for folder in folders:
        assert [output.readline() for output in outputs] == ["ready\n"] * 2
        for each in inputs:
            each.write("\n")
            each.flush()
        codes = [int(output.readline()) for output in outputs]
        assert sorted(codes) == [0, 2]
        text = ("one", "other")[codes.index(0)].encode()
        assert contents(folder) == dict.fromkeys(NAMES, text)
    for process in processes:
        process.communicate()
        assert process.returncode == 0
    assert sorted(tmp_path.iterdir()) == sorted(folders)


def test_hidden_folders_of_other_targets_are_left_alone(tmp_path: Path) -> None:
    hidden: list[Path] = []

    def seen() -> Iterator[tuple[str, bytes]]:
        hidden.extend(path for path in tmp_path.iterdir() if path.name.startswith("."))
        yield "slide-1.png", b"new"

    for name in ("slides 2", "slide", "s"):
        write_folder(tmp_path / name, seen())
    assert len(hidden) == 3
    for each in (*hidden, tmp_path / ".slides.part"):
        each.mkdir()
    write(tmp_path / "slides")
    assert all(each.is_dir() for each in hidden)
    assert (tmp_path / ".slides.part").is_dir()
