"""Atomic writing of several files into one folder."""

import errno
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from types import FrameType

import pytest

from briefing_app.errors import OutputError, TargetExistsError
from briefing_app.files import atomic, progress
from briefing_app.files.atomic import write_folder
from tests.files.folders import SLIDES, contents, make_slides

ELSEWHERE = r"Another program is writing to this folder\. Try again\."
NOT_OURS = r"Choose a new or an empty folder\.$"
OLD = {"slide-1.png": b"old 1", "slide-2.png": b"old 2", "small/1.png": b"old"}
NEW = {"slide-2.png": b"new 2", "slide-3.png": b"new 3", "small/3.png": b"new"}


def write(folder: Path, *, force: bool = True) -> list[Path]:
    """Write the new files."""
    return write_folder(folder, NEW.items(), SLIDES, force=force)


def without_marker(folder: Path) -> dict[str, bytes]:
    return {name: content for name, content in contents(folder).items() if name != SLIDES.marker}


def fail_with(number: int) -> Iterator[tuple[str, bytes]]:
    yield "slide-1.png", b"new"
    raise OSError(number, os.strerror(number))


# ---- a new folder -------------------------------------------------------------------------------


def test_new_folder_contains_all_files_and_the_marker(tmp_path: Path) -> None:
    folder = tmp_path / "slides"
    assert write(folder, force=False) == [folder / name for name in NEW]
    assert list(tmp_path.iterdir()) == [folder]
    assert without_marker(folder) == NEW
    assert b"briefing-app made this folder" in (folder / SLIDES.marker).read_bytes()


def test_empty_folder_is_filled(tmp_path: Path) -> None:
    folder = tmp_path / "slides"
    folder.mkdir(mode=0o750)
    write(folder, force=False)
    assert without_marker(folder) == NEW
    assert os.name == "nt" or folder.stat().st_mode & 0o777 == 0o750


def test_folder_with_only_a_file_of_a_file_manager_is_filled(tmp_path: Path) -> None:
    folder = tmp_path / "slides"
    folder.mkdir()
    (folder / ".DS_Store").write_bytes(b"")
    write(folder, force=False)
    assert without_marker(folder) == NEW


def test_no_folder_is_created_if_a_file_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="disk is full"):
        write_folder(tmp_path / "slides", fail_with(errno.ENOSPC), SLIDES, force=False)
    assert list(tmp_path.iterdir()) == []


def test_exception_while_producing_a_file_is_passed_on(tmp_path: Path) -> None:
    def broken(_name: str) -> tuple[str, bytes]:
        raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        write_folder(tmp_path / "slides", map(broken, ["slide-1.png"]), SLIDES, force=True)
    assert list(tmp_path.iterdir()) == []


# ---- which folders are replaced -----------------------------------------------------------------


def test_folder_of_the_same_kind_is_replaced_only_with_force(tmp_path: Path) -> None:
    folder = tmp_path / "slides"
    make_slides(folder, OLD)
    (folder / ".DS_Store").touch()
    before = contents(folder)
    with pytest.raises(TargetExistsError, match="already exists") as raised:
        write(folder, force=False)
    assert raised.value.path == folder
    assert contents(folder) == before
    write(folder)
    assert without_marker(folder) == NEW


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(
    "name", ["my notes.txt", "slide-1.png.bak", ".hidden", "small/mine.png", "mine/1.png"]
)
def test_folder_with_any_other_file_is_kept(tmp_path: Path, name: str, *, force: bool) -> None:
    folder = tmp_path / "slides"
    make_slides(folder, {**OLD, name: b"mine"})
    before = contents(tmp_path)
    found = name.removesuffix("/1.png")  # a folder of mine is named, not the files in it
    with pytest.raises(OutputError, match=rf"contains {found}, .*{NOT_OURS}") as raised:
        write(folder, force=force)
    assert not isinstance(raised.value, TargetExistsError)  # replacing is not offered
    assert contents(tmp_path) == before


@pytest.mark.parametrize("force", [False, True])
def test_folder_without_the_marker_is_kept(tmp_path: Path, *, force: bool) -> None:
    make_slides(tmp_path / "slides", OLD)
    (tmp_path / "slides" / SLIDES.marker).unlink()
    before = contents(tmp_path)
    with pytest.raises(OutputError, match=rf"not made by this export\. {NOT_OURS}"):
        write(tmp_path / "slides", force=force)
    assert contents(tmp_path) == before


def test_folder_with_a_folder_in_it_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "slides"
    make_slides(folder, OLD)
    make_slides(folder / "slide-3.png", {"mine.txt": b"mine"})
    before = contents(tmp_path)
    with pytest.raises(OutputError, match=r"contains slide-3\.png"):
        write(folder)
    assert contents(tmp_path) == before


def test_file_is_not_replaced_by_a_folder(tmp_path: Path) -> None:
    (tmp_path / "slides").touch()
    with pytest.raises(OutputError, match="not a folder"):
        write(tmp_path / "slides")


def test_current_folder_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "slides"
    make_slides(folder, OLD)
    monkeypatch.chdir(folder)
    for target in (folder, Path()):
        with pytest.raises(OutputError, match=r"current folder.*Choose a folder in it\."):
            write(target)
    assert without_marker(folder) == OLD
    write(Path("new"))
    assert without_marker(folder / "new") == NEW


def test_link_in_the_folder_is_removed_without_what_it_points_to(tmp_path: Path) -> None:
    slides, mine = tmp_path / "slides", tmp_path / "mine"
    make_slides(slides, OLD)
    mine.mkdir()
    (mine / "mine.txt").write_bytes(b"mine")
    for link in ("slide-9.png", "small/9.png"):
        (slides / link).symlink_to(mine, target_is_directory=True)
    write(slides)
    assert without_marker(slides) == NEW
    assert contents(mine) == {"mine.txt": b"mine"}


def test_link_to_a_folder_still_leads_to_the_new_one(tmp_path: Path) -> None:
    make_slides(tmp_path / "slides", OLD)
    link = tmp_path / "link"
    link.symlink_to("slides", target_is_directory=True)
    write(link)
    assert link.is_symlink()
    assert without_marker(tmp_path / "slides") == NEW


def test_folder_of_the_longest_possible_name_is_replaced(tmp_path: Path) -> None:
    folder = tmp_path / ("ŵ" * 127)
    write(folder)
    write(folder)
    assert list(tmp_path.iterdir()) == [folder]


# ---- interrupts and failures --------------------------------------------------------------------


def test_interrupt_while_producing_files_changes_nothing(tmp_path: Path) -> None:
    def stopped() -> Iterator[tuple[str, bytes]]:
        yield "slide-1.png", b"new"
        raise KeyboardInterrupt

    make_slides(tmp_path / "slides", OLD)
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "slides", stopped(), SLIDES, force=True)
    assert list(tmp_path.iterdir()) == [tmp_path / "slides"]
    assert without_marker(tmp_path / "slides") == OLD


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
def test_signal_at_any_line_leaves_the_old_or_the_new_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals, step: int
) -> None:
    """The same lines run for each file, so each is interrupted the first or the last time."""
    monkeypatch.setattr("os.fsync", lambda _: None)
    folder = tmp_path / "slides"
    ends = []
    with progress.termination_as_interrupt():
        make_slides(folder, OLD)
        with acting_before_line(0, lambda: None) as run:
            write(folder)
        shutil.rmtree(folder)
        # Of several times, the last one in the order of this loop stays.
        counts = {line: count for count, line in list(enumerate(run, 1))[::step]}
        for count in counts.values():
            make_slides(folder, OLD)
            # A signal while the handlers are being restored may leave one as it is.
            for each in (signal.SIGINT, signal.SIGTERM):
                signal.signal(each, signal.default_int_handler)
            with acting_before_line(count, lambda: signal.raise_signal(number)) as lines:
                try:
                    write(folder)
                except KeyboardInterrupt:
                    ends.append("stopped")
                else:
                    ends.append("done")
            assert lines[count - 1] == run[count - 1]
            assert without_marker(folder) in (OLD, NEW), f"line {lines[count - 1]}"
            write(folder)
            assert list(tmp_path.iterdir()) == [folder], f"line {lines[count - 1]}"
            shutil.rmtree(folder)
    assert ends.count("stopped") > 20


def test_folder_is_replaced_in_another_thread(tmp_path: Path) -> None:
    folder = tmp_path / "slides"
    make_slides(folder, OLD)
    thread = threading.Thread(target=write, args=(folder,))
    thread.start()
    thread.join()
    assert without_marker(folder) == NEW


def test_old_folder_is_never_lost_whichever_renames_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "slides"
    failing: tuple[int, ...] = ()
    renames = 0
    rename = Path.rename

    def failing_rename(self: Path, target: Path) -> Path:
        nonlocal renames
        renames += 1
        if renames in failing:
            raise OSError(errno.EIO, "failed")
        return rename(self, target)

    monkeypatch.setattr("os.fsync", lambda _: None)
    monkeypatch.setattr(Path, "rename", failing_rename)
    moved_aside = 0
    for numbers in [*((one,) for one in range(1, 4)), *combinations(range(1, 5), 2)]:
        make_slides(folder, OLD)
        renames, failing = 0, numbers
        message = ""
        try:
            write(folder)
        except OutputError as error:
            message = str(error)
        if not folder.exists():
            moved_aside += 1
            (old,) = tmp_path.iterdir()
            assert without_marker(old) == OLD, numbers
            assert old.name in message
        else:
            assert without_marker(folder) == (OLD if message else NEW), numbers
        failing = ()
        write(folder)
        assert list(tmp_path.iterdir()) == [folder]
        shutil.rmtree(folder)
    assert moved_aside == 1


# ---- other programs -----------------------------------------------------------------------------


@pytest.mark.parametrize("force", [False, True])
def test_folder_created_meanwhile_is_kept(tmp_path: Path, *, force: bool) -> None:
    def meanwhile() -> Iterator[tuple[str, bytes]]:
        yield "slide-1.png", b"new"
        (tmp_path / "slides").mkdir()
        (tmp_path / "slides" / "slide-1.png").write_bytes(b"theirs")

    with pytest.raises(OutputError, match=NOT_OURS):
        write_folder(tmp_path / "slides", meanwhile(), SLIDES, force=force)
    assert contents(tmp_path) == {"slides/slide-1.png": b"theirs"}


def test_file_added_meanwhile_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "slides"
    make_slides(folder, OLD)

    def meanwhile() -> Iterator[tuple[str, bytes]]:
        yield "slide-1.png", b"new"
        (folder / "notes.txt").write_bytes(b"theirs")

    with pytest.raises(OutputError, match=r"contains notes\.txt"):
        write_folder(folder, meanwhile(), SLIDES, force=True)
    assert without_marker(folder) == {**OLD, "notes.txt": b"theirs"}


@pytest.mark.parametrize("change", ["created", "removed"])
def test_change_just_before_the_exchange_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    folder, elsewhere = tmp_path / "slides", tmp_path / "elsewhere"
    rename = Path.rename

    def beaten(self: Path, target: Path) -> Path:
        monkeypatch.undo()
        if change == "created":
            make_slides(folder, OLD)
        else:
            rename(folder, elsewhere)
        return rename(self, target)

    if change == "removed":
        make_slides(folder, OLD)
    monkeypatch.setattr(Path, "rename", beaten)
    with pytest.raises(OutputError, match=ELSEWHERE):
        write(folder)
    (left,) = tmp_path.iterdir()
    assert without_marker(left) == OLD


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")
def test_two_exports_to_one_folder_are_never_mixed(tmp_path: Path) -> None:
    folder = tmp_path / "slides"

    def others() -> Iterator[tuple[str, bytes]]:
        """Export between two files. The other export must not take ours for a leftover."""
        yield "slide-1.png", b"new 1"
        write(folder)
        yield "slide-4.png", b"new 4"

    write_folder(folder, others(), SLIDES, force=True)
    assert list(tmp_path.iterdir()) == [folder]
    assert without_marker(folder) == {"slide-1.png": b"new 1", "slide-4.png": b"new 4"}


@pytest.mark.parametrize("has_begun", [False, True], ids=["begins later", "has begun"])
def test_export_between_the_two_renames_of_another_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_begun: bool
) -> None:
    """The other export finds no folder and the old one hidden, as if a process had been killed."""
    folder = tmp_path / "slides"
    make_slides(folder, OLD)
    rename = Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        moved = rename(self, target)
        if self == folder:
            monkeypatch.undo()
            if has_begun:  # it has looked for an old folder before
                make_slides(folder, NEW)
            else:
                write(folder)
        return moved

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(OutputError, match=ELSEWHERE):
        write_folder(folder, OLD.items(), SLIDES, force=True)
    assert without_marker(folder) == NEW
    write(folder)
    assert list(tmp_path.iterdir()) == [folder]


def test_hidden_old_folder_is_kept_if_the_present_one_may_not_be_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "slides"
    old = atomic.temporary_path(folder, "old")
    make_slides(old, OLD)
    folder.mkdir()
    (folder / "notes.txt").touch()
    with pytest.raises(OutputError, match=r"contains notes\.txt"):
        write(folder)
    assert without_marker(old) == OLD


def test_temporary_folders_of_other_targets_are_left_alone(tmp_path: Path) -> None:
    others = [atomic.temporary_path(tmp_path / name) for name in ("slides 2", "slide", "s")]
    for other in (*others, tmp_path / ".slides.part"):
        other.mkdir()
    write(tmp_path / "slides")
    assert all(other.is_dir() for other in others)
    assert (tmp_path / ".slides.part").is_dir()
