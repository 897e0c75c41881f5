"""Atomic writing of several files into one folder."""

import errno
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import combinations, count
from pathlib import Path
from types import FrameType

import pytest

from briefing_app.errors import OutputError, TargetExistsError
from briefing_app.files import atomic_folder, atomic_write, output_checks, progress
from briefing_app.files.atomic_folder import write_folder
from tests.files.folders import REPLACEABLE, contents

ELSEWHERE = r"Another program is writing to this folder\. Try again\."
OLD = {"slide-1.png": b"old 1", "slide-2.png": b"old 2", "photo.png": b"not replaceable"}
NEW = {"slide-2.png": b"new 2", "slide-3.png": b"new 3", "photo.png": b"not replaceable"}


def fail_with(number: int) -> Iterator[tuple[str, bytes]]:
    yield "slide-1.png", b"new"
    raise OSError(number, os.strerror(number))


def test_new_folder_contains_all_files(tmp_path: Path) -> None:
    files = [("slide-1.png", b"1"), ("slide-2.png", b"2")]
    written = write_folder(tmp_path / "slides", files, replaceable=REPLACEABLE, force=False)
    assert written == [tmp_path / "slides" / name for name, _ in files]
    assert contents(tmp_path) == {"slides/slide-1.png": b"1", "slides/slide-2.png": b"2"}


def test_no_folder_is_created_if_a_file_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="disk is full"):
        write_folder(
            tmp_path / "slides", fail_with(errno.ENOSPC), replaceable=REPLACEABLE, force=False
        )
    assert list(tmp_path.iterdir()) == []


def test_replaceable_files_are_replaced_only_with_force(tmp_path: Path) -> None:
    (tmp_path / "slide-1.png").write_bytes(b"before")
    files = [("slide-1.png", b"new")]
    with pytest.raises(OutputError, match="already exists") as raised:
        write_folder(tmp_path, files, replaceable=REPLACEABLE, force=False)
    assert raised.value.path == tmp_path / "slide-1.png"
    assert contents(tmp_path) == {"slide-1.png": b"before"}
    write_folder(tmp_path, files, replaceable=REPLACEABLE, force=True)
    assert contents(tmp_path) == {"slide-1.png": b"new"}


def test_outdated_replaceable_files_are_removed_and_others_kept(tmp_path: Path) -> None:
    (tmp_path / "slide-2.png").write_bytes(b"outdated")
    (tmp_path / "photo.png").write_bytes(b"not replaceable")
    write_folder(tmp_path, [("slide-1.png", b"new")], replaceable=REPLACEABLE, force=True)
    assert contents(tmp_path) == {"slide-1.png": b"new", "photo.png": b"not replaceable"}


def test_interrupt_while_producing_files_changes_nothing(tmp_path: Path) -> None:
    def stopped() -> Iterator[tuple[str, bytes]]:
        yield "slide-1.png", b"new"
        raise KeyboardInterrupt

    (tmp_path / "slide-1.png").write_bytes(b"before")
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path, stopped(), replaceable=REPLACEABLE, force=True)
    assert contents(tmp_path) == {"slide-1.png": b"before"}


def test_failing_move_is_rolled_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def refuse_second(self: Path, target: Path) -> Path:
        if target.name == "slide-2.png" and ".before" not in target.parts:
            raise PermissionError(errno.EACCES, "Permission denied")
        return replace(self, target)

    (tmp_path / "slide-1.png").write_bytes(b"before 1")
    (tmp_path / "slide-3.png").write_bytes(b"before 3")
    monkeypatch.setattr(Path, "replace", refuse_second)
    files = [("slide-1.png", b"new"), ("slide-2.png", b"new")]
    with pytest.raises(OutputError, match="not allowed to write"):
        write_folder(tmp_path, files, replaceable=REPLACEABLE, force=True)
    assert contents(tmp_path) == {"slide-1.png": b"before 1", "slide-3.png": b"before 3"}


def make_old(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in OLD.items():
        (folder / name).write_bytes(content)


def exchange(folder: Path) -> None:
    """Replace the old files with the new ones."""
    files = [(name, NEW[name]) for name in ("slide-2.png", "slide-3.png")]
    write_folder(folder, files, replaceable=REPLACEABLE, force=True)


def raise_interrupt() -> None:
    raise KeyboardInterrupt


@contextmanager
def acting_before_line(number: int, act: Callable[[], None]) -> Iterator[list[int]]:
    """Call a function just before the given line of the file-writing modules is run, by count.

    Yields:
        A list whose only entry is the number of lines run.
    """
    lines = [0]
    traced = {module.__file__ for module in (atomic_folder, atomic_write, output_checks, progress)}

    def trace(frame: FrameType, event: str, _argument: object) -> object:
        if frame.f_code.co_filename not in traced:
            return None
        if event == "line":
            lines[0] += 1
            if lines[0] == number:
                act()
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        yield lines
    finally:
        sys.settrace(before)


@pytest.mark.parametrize(
    "interrupt",
    [raise_interrupt, lambda: signal.raise_signal(signal.SIGINT)],
    ids=["exception", "signal"],
)
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # between open and with
def test_interrupt_at_any_line_leaves_all_old_or_all_new_files(
    tmp_path: Path, interrupt: Callable[[], None]
) -> None:
    folder = tmp_path / "slides"
    ends = []
    for number in count(1):
        make_old(folder)
        # Raising in the middle of the context manager may leave signals deferred.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        with acting_before_line(number, interrupt) as lines:
            try:
                exchange(folder)
            except KeyboardInterrupt:
                ends.append("stopped")
            else:
                ends.append("done")
        seen = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
        assert seen in (OLD, NEW), f"line {number}"
        assert seen == NEW or not list(folder.glob(".*/.before/*")), f"line {number}"
        if lines[0] < number:
            break
    assert ends.count("stopped") > 20
    assert ends[-1] == "done"


def test_files_are_exchanged_in_another_thread(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "slides"
    make_old(folder)
    thread = threading.Thread(target=exchange, args=(folder,))
    thread.start()
    thread.join()
    assert contents(folder) == NEW


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.EIO, "failed")])
def test_no_old_file_is_lost_whichever_moves_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    moves = [0]
    failing: tuple[int, ...] = ()
    replace, rename = Path.replace, Path.rename

    def failing_or(move: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
        def step(self: Path, target: Path) -> Path:
            moves[0] += 1
            if moves[0] in failing:
                raise error
            return move(self, target)

        return step

    monkeypatch.setattr(Path, "replace", failing_or(replace))
    monkeypatch.setattr(Path, "rename", failing_or(rename))
    monkeypatch.setattr("os.fsync", lambda _: None)
    folder = tmp_path / "slides"
    make_old(folder)
    exchange(folder)
    needed = moves[0]
    assert needed == 5  # two old files, two new files and the folder that marks the end
    kept_some = 0
    for failing in [
        *((first,) for first in range(1, needed + 1)),
        *(two for two in combinations(range(1, 2 * needed), 2) if two[0] <= needed),
        *(tuple(range(first, 99)) for first in range(1, needed + 1)),
    ]:
        moves[0] = 0
        make_old(folder)
        with pytest.raises((KeyboardInterrupt, OutputError)) as raised:
            exchange(folder)
        kept = {file.name: file for file in folder.glob(".*/.before/*")}
        for name, content in OLD.items():
            assert (kept.get(name) or folder / name).read_bytes() == content, failing
        if kept:
            kept_some += 1
            assert isinstance(raised.value, OutputError)
            assert str(next(iter(kept.values())).parent) in str(raised.value)
        elif len(failing) == 1:
            assert contents(folder) == OLD, failing
        else:
            assert contents(folder).items() >= OLD.items(), failing
    assert kept_some


def test_folder_created_meanwhile_is_kept(tmp_path: Path) -> None:
    def meanwhile() -> Iterator[tuple[str, bytes]]:
        yield "slide-1.png", b"new"
        (tmp_path / "slides").mkdir()
        (tmp_path / "slides" / "slide-1.png").write_bytes(b"theirs")

    with pytest.raises(TargetExistsError, match="has created this folder meanwhile"):
        write_folder(tmp_path / "slides", meanwhile(), replaceable=REPLACEABLE, force=False)
    assert contents(tmp_path) == {"slides/slide-1.png": b"theirs"}


def test_file_is_not_replaced_by_a_folder(tmp_path: Path) -> None:
    (tmp_path / "slides").touch()
    with pytest.raises(OutputError, match="not a folder"):
        write_folder(tmp_path / "slides", [], replaceable=REPLACEABLE, force=True)


def test_exception_while_producing_a_file_is_passed_on(
    tmp_path: Path,
) -> None:
    def broken(_name: str) -> tuple[str, bytes]:
        raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        write_folder(
            tmp_path / "slides", map(broken, ["1.png"]), replaceable=REPLACEABLE, force=True
        )
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("force", [False, True])
def test_folder_with_a_replaceable_name_is_kept(tmp_path: Path, *, force: bool) -> None:
    (tmp_path / "slide-1.png").write_bytes(b"before")
    (tmp_path / "slide-2.png").mkdir()
    (tmp_path / "slide-2.png" / "mine.txt").write_bytes(b"mine")
    before = contents(tmp_path)
    with pytest.raises(OutputError, match=r"This is a folder\. Move it away") as raised:
        write_folder(tmp_path, fail_with(errno.EIO), replaceable=REPLACEABLE, force=force)
    assert raised.value.path == tmp_path / "slide-2.png"
    assert not isinstance(raised.value, TargetExistsError)  # replacing is not offered
    assert contents(tmp_path) == before


def test_link_is_replaced_without_touching_what_it_points_to(
    tmp_path: Path,
) -> None:
    slides, mine = tmp_path / "slides", tmp_path / "mine"
    slides.mkdir()
    mine.mkdir()
    (mine / "mine.txt").write_bytes(b"mine")
    (slides / "slide-1.png").symlink_to(mine, target_is_directory=True)
    write_folder(slides, [("slide-1.png", b"new")], replaceable=REPLACEABLE, force=True)
    assert contents(tmp_path) == {"slides/slide-1.png": b"new", "mine/mine.txt": b"mine"}


def test_folder_created_meanwhile_is_kept_with_force(tmp_path: Path) -> None:
    def meanwhile() -> Iterator[tuple[str, bytes]]:
        yield "slide-1.png", b"new"
        (tmp_path / "slides").mkdir()
        (tmp_path / "slides" / "slide-1.png").write_bytes(b"theirs")

    with pytest.raises(OutputError, match=ELSEWHERE) as raised:
        write_folder(tmp_path / "slides", meanwhile(), replaceable=REPLACEABLE, force=True)
    assert not isinstance(raised.value, TargetExistsError)
    assert contents(tmp_path) == {"slides/slide-1.png": b"theirs"}


@pytest.mark.parametrize("force", [False, True])
def test_files_added_meanwhile_are_replaced_only_with_force(tmp_path: Path, *, force: bool) -> None:
    def meanwhile() -> Iterator[tuple[str, bytes]]:
        yield "slide-1.png", b"new"
        (tmp_path / "slide-1.png").write_bytes(b"theirs")
        (tmp_path / "slide-2.png").write_bytes(b"theirs")

    if force:
        write_folder(tmp_path, meanwhile(), replaceable=REPLACEABLE, force=True)
        assert contents(tmp_path) == {"slide-1.png": b"new"}
        return
    with pytest.raises(TargetExistsError):
        write_folder(tmp_path, meanwhile(), replaceable=REPLACEABLE, force=False)
    assert contents(tmp_path) == {"slide-1.png": b"theirs", "slide-2.png": b"theirs"}


def test_file_removed_meanwhile_rolls_the_exchange_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def taken_away(self: Path, target: Path) -> Path:
        if self == tmp_path / "slide-2.png":
            self.unlink()
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", taken_away)
    (tmp_path / "slide-1.png").write_bytes(b"before")
    (tmp_path / "slide-2.png").write_bytes(b"before")
    with pytest.raises(OutputError, match=ELSEWHERE) as raised:
        write_folder(tmp_path, [("slide-1.png", b"new")], replaceable=REPLACEABLE, force=True)
    assert raised.value.path == tmp_path
    assert contents(tmp_path) == {"slide-1.png": b"before"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")
def test_two_exports_into_one_folder_are_never_mixed(tmp_path: Path) -> None:
    def others() -> Iterator[tuple[str, bytes]]:
        """Export between two files, and try to once more while the folder is locked."""
        yield "slide-1.png", b"new"
        write_folder(tmp_path, [("slide-1.png", b"other")], replaceable=REPLACEABLE, force=True)
        with atomic_folder._locked(tmp_path), pytest.raises(OutputError, match=ELSEWHERE):
            write_folder(tmp_path, [("slide-1.png", b"third")], replaceable=REPLACEABLE, force=True)

    write_folder(tmp_path, others(), replaceable=REPLACEABLE, force=True)
    assert contents(tmp_path) == {"slide-1.png": b"new"}
