"""Files put in their place: all or nothing."""

import errno
import os
import re
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
from briefing_app.files.atomic_write import write_file
from briefing_app.files.output_checks import (
    check_target,
    refuse_existing,
    refuse_if_open_elsewhere,
    refuse_source_as_target,
    same_file,
)

OURS = re.compile(r"slide-\d+\.png")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, the hidden ones too, by its path in it."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def fail_with(number: int) -> Iterator[tuple[str, bytes]]:
    yield "slide-1.png", b"new"
    raise OSError(number, os.strerror(number))


def test_that_a_file_is_written_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write_file(tmp_path / "handout.pdf", b"new")
    assert contents(tmp_path) == {"handout.pdf": b"new"}


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_that_a_full_disk_is_told_and_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    target = tmp_path / "handout.pdf"
    target.write_bytes(b"before")
    monkeypatch.setattr(step, fail)
    with pytest.raises(OutputError, match="disk is full") as raised:
        write_file(target, b"new")
    assert raised.value.path == target
    assert contents(tmp_path) == {"handout.pdf": b"before"}


def test_that_a_folder_in_a_files_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="This is a folder"):
        write_file(tmp_path, b"new")


def test_that_the_folder_a_file_goes_into_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"The folder .* doesn’t exist"):
        check_target(tmp_path / "missing" / "handout.pdf")


@pytest.mark.parametrize("name", ["a\0b.pdf", "a" * 300 + ".pdf"])
def test_that_a_name_that_no_file_can_have_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError):
        write_file(tmp_path / name, b"new")
    assert contents(tmp_path) == {}


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("CON", True),
        ("nul.pdf", True),
        ("com1.tar.gz", True),
        ("notes: final.pdf", True),
        ("what?.pdf", True),
        ("ends with a dot.", True),
        ("console.pdf", False),
        ("Llandŵ ‘final’.pdf", False),
        ("com10.pdf", False),
    ],
)
def test_that_windows_own_names_are_known(name: str, *, refused: bool) -> None:
    assert bool(output_checks._INVALID_WINDOWS_NAME.fullmatch(name)) is refused


def test_that_a_file_that_is_there_is_refused_unasked(tmp_path: Path) -> None:
    refuse_existing(tmp_path / "handout.pdf")
    (tmp_path / "handout.pdf").touch()
    with pytest.raises(OutputError, match="already exists"):
        refuse_existing(tmp_path / "handout.pdf")


@pytest.mark.parametrize("lock", [".~lock.handout.pptx#", "~$handout.pptx", "~$ndout.pptx"])
def test_that_a_file_that_an_office_program_shows_is_refused(tmp_path: Path, lock: str) -> None:
    refuse_if_open_elsewhere(tmp_path / "handout.pptx")
    (tmp_path / lock).touch()
    with pytest.raises(OutputError, match=re.escape(lock)):
        refuse_if_open_elsewhere(tmp_path / "handout.pptx")


def test_that_files_are_the_same_by_whatever_name_they_go(tmp_path: Path) -> None:
    one = tmp_path / "one"
    one.touch()
    (tmp_path / "link").symlink_to("one")
    (tmp_path / "hard").hardlink_to(one)
    (tmp_path / "copy").touch()
    (tmp_path / "folder").symlink_to(tmp_path, target_is_directory=True)
    for name in ("one", "link", "hard", "folder/one"):
        assert same_file(tmp_path / name, one)
    assert not same_file(tmp_path / "copy", one)
    assert same_file(tmp_path / "folder" / "new", tmp_path / "new")
    assert not same_file(tmp_path / "newer", tmp_path / "new")
    assert not same_file(tmp_path / "no\0name", one)
    with pytest.raises(OutputError, match="own source, one"):
        refuse_source_as_target(tmp_path / "link", [tmp_path / "copy", one])
    refuse_source_as_target(tmp_path / "copy", [one])


def test_that_a_new_folder_appears_with_all_files_in_it(tmp_path: Path) -> None:
    files = [("slide-1.png", b"1"), ("slide-2.png", b"2")]
    written = write_folder(tmp_path / "slides", files, replaceable=OURS, force=False)
    assert written == [tmp_path / "slides" / name for name, _ in files]
    assert contents(tmp_path) == {"slides/slide-1.png": b"1", "slides/slide-2.png": b"2"}


def test_that_a_folder_is_not_made_where_its_files_can_not_be(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="disk is full"):
        write_folder(tmp_path / "slides", fail_with(errno.ENOSPC), replaceable=OURS, force=False)
    assert list(tmp_path.iterdir()) == []


def test_that_our_files_in_a_folder_are_replaced_only_when_asked(tmp_path: Path) -> None:
    (tmp_path / "slide-1.png").write_bytes(b"before")
    files = [("slide-1.png", b"new")]
    with pytest.raises(OutputError, match="already exists") as raised:
        write_folder(tmp_path, files, replaceable=OURS, force=False)
    assert raised.value.path == tmp_path / "slide-1.png"
    assert contents(tmp_path) == {"slide-1.png": b"before"}
    write_folder(tmp_path, files, replaceable=OURS, force=True)
    assert contents(tmp_path) == {"slide-1.png": b"new"}


def test_that_outdated_files_of_ours_go_and_other_files_stay(tmp_path: Path) -> None:
    (tmp_path / "slide-2.png").write_bytes(b"outdated")
    (tmp_path / "photo.png").write_bytes(b"not ours")
    write_folder(tmp_path, [("slide-1.png", b"new")], replaceable=OURS, force=True)
    assert contents(tmp_path) == {"slide-1.png": b"new", "photo.png": b"not ours"}


def test_that_stopping_half_way_leaves_a_folder_as_it_was(tmp_path: Path) -> None:
    def stopped() -> Iterator[tuple[str, bytes]]:
        yield "slide-1.png", b"new"
        raise KeyboardInterrupt

    (tmp_path / "slide-1.png").write_bytes(b"before")
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path, stopped(), replaceable=OURS, force=True)
    assert contents(tmp_path) == {"slide-1.png": b"before"}


def test_that_a_folder_is_as_it_was_where_one_file_can_not_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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
        write_folder(tmp_path, files, replaceable=OURS, force=True)
    assert contents(tmp_path) == {"slide-1.png": b"before 1", "slide-3.png": b"before 3"}


OLD = {"slide-1.png": b"old 1", "slide-2.png": b"old 2", "photo.png": b"not ours"}
NEW = {"slide-2.png": b"new 2", "slide-3.png": b"new 3", "photo.png": b"not ours"}


def make_old(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in OLD.items():
        (folder / name).write_bytes(content)


def exchange(folder: Path) -> None:
    """Write the new files over the old ones."""
    files = [(name, NEW[name]) for name in ("slide-2.png", "slide-3.png")]
    write_folder(folder, files, replaceable=OURS, force=True)


def raise_interrupt() -> None:
    raise KeyboardInterrupt


@contextmanager
def doing_at_line(number: int, act: Callable[[], None]) -> Iterator[list[int]]:
    """Have something done just before the line of that number, as they are run in `writing`.

    Yields:
        How many lines were run; the list's only entry.
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


@pytest.mark.parametrize("interrupt", [raise_interrupt, lambda: signal.raise_signal(signal.SIGINT)])
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # between open and with
def test_that_an_interrupt_at_any_line_leaves_all_old_files_or_all_new_ones(
    tmp_path: Path, interrupt: Callable[[], None]
) -> None:
    folder = tmp_path / "slides"
    ends = []
    for number in count(1):
        make_old(folder)
        # What is raised as no signal would be, where they are held, leaves them so.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        with doing_at_line(number, interrupt) as lines:
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


def test_that_files_are_exchanged_beside_the_window_where_no_signal_can_be_held(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "slides"
    make_old(folder)
    thread = threading.Thread(target=exchange, args=(folder,))
    thread.start()
    thread.join()
    assert contents(folder) == NEW


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.EIO, "made up")])
def test_that_no_old_file_is_lost_whichever_moves_fail_and_those_that_are_not_back_are_named(
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
    assert needed == 5  # two away, two to their places, and one that says so
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


def test_that_a_folder_that_somebody_else_makes_meanwhile_is_told_and_kept(tmp_path: Path) -> None:
    def meanwhile() -> Iterator[tuple[str, bytes]]:
        yield "slide-1.png", b"new"
        (tmp_path / "slides").mkdir()
        (tmp_path / "slides" / "slide-1.png").write_bytes(b"theirs")

    with pytest.raises(TargetExistsError, match="has created this folder meanwhile"):
        write_folder(tmp_path / "slides", meanwhile(), replaceable=OURS, force=False)
    assert contents(tmp_path) == {"slides/slide-1.png": b"theirs"}


def test_that_a_name_that_is_too_long_is_told_before_any_work(tmp_path: Path) -> None:
    name = "n" * 300
    with pytest.raises(OutputError, match=r"The name is too long\. Choose a shorter one\."):
        check_target(tmp_path / f"{name}.pdf")
    with pytest.raises(OutputError, match=r"The name is too long\. Choose a shorter one\."):
        write_folder(tmp_path / name, fail_with(errno.EIO), replaceable=OURS, force=False)


def test_that_a_name_that_just_fits_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / f"{'n' * 251}.pdf"  # a note of its being open would be too long
    check_target(target)
    refuse_existing(target)
    refuse_if_open_elsewhere(target)
    write_file(target, b"new")
    assert target.read_bytes() == b"new"


def test_that_a_file_in_a_folders_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "slides").touch()
    with pytest.raises(OutputError, match="not a folder"):
        write_folder(tmp_path / "slides", [], replaceable=OURS, force=True)


def test_that_a_bug_in_making_a_file_is_not_told_as_a_problem_with_the_folder(
    tmp_path: Path,
) -> None:
    def broken(_name: str) -> tuple[str, bytes]:
        raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        write_folder(tmp_path / "slides", map(broken, ["1.png"]), replaceable=OURS, force=True)
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("force", [False, True])
def test_that_a_folder_that_is_named_like_a_file_of_ours_is_told_and_kept(
    tmp_path: Path, *, force: bool
) -> None:
    (tmp_path / "slide-1.png").write_bytes(b"before")
    (tmp_path / "slide-2.png").mkdir()
    (tmp_path / "slide-2.png" / "mine.txt").write_bytes(b"mine")
    before = contents(tmp_path)
    with pytest.raises(OutputError, match=r"This is a folder\. Move it away") as raised:
        write_folder(tmp_path, fail_with(errno.EIO), replaceable=OURS, force=force)
    assert raised.value.path == tmp_path / "slide-2.png"
    assert not isinstance(raised.value, TargetExistsError)  # nobody is offered to replace it
    assert contents(tmp_path) == before


def test_that_a_link_in_the_place_of_a_file_of_ours_goes_and_what_it_leads_to_stays(
    tmp_path: Path,
) -> None:
    slides, mine = tmp_path / "slides", tmp_path / "mine"
    slides.mkdir()
    mine.mkdir()
    (mine / "mine.txt").write_bytes(b"mine")
    (slides / "slide-1.png").symlink_to(mine, target_is_directory=True)
    write_folder(slides, [("slide-1.png", b"new")], replaceable=OURS, force=True)
    assert contents(tmp_path) == {"slides/slide-1.png": b"new", "mine/mine.txt": b"mine"}


def write_one(target: Path) -> None:
    write_file(target, b"new")


def write_into_folder(target: Path) -> None:
    write_folder(target.parent, [(target.name, b"new")], replaceable=OURS, force=True)


@pytest.mark.skipif(os.name == "nt", reason="modes mean little there")
@pytest.mark.parametrize("write", [write_one, write_into_folder])
def test_that_who_may_read_a_file_is_the_same_after_it_is_replaced(
    tmp_path: Path, write: Callable[[Path], None]
) -> None:
    before = os.umask(0o027)
    try:
        for mode in (0o600, 0o644, 0o666, 0o604):
            target = tmp_path / "slide-1.png"
            target.write_bytes(b"before")
            target.chmod(mode)
            write(target)
            assert target.read_bytes() == b"new"
            assert target.stat().st_mode & 0o777 == mode
            target.unlink()
            write(target)
            assert target.stat().st_mode & 0o777 == 0o640  # as of any new file
        write_folder(tmp_path / "new", [("slide-1.png", b"new")], replaceable=OURS, force=False)
        assert (tmp_path / "new").stat().st_mode & 0o777 == 0o750
    finally:
        os.umask(before)


@pytest.mark.parametrize("write", [check_target, write_one, write_into_folder])
def test_that_a_file_that_is_read_only_is_kept_and_told(
    tmp_path: Path, write: Callable[[Path], None]
) -> None:
    target = tmp_path / "slide-1.png"
    target.write_bytes(b"before")
    target.chmod(0o444)
    try:
        with pytest.raises(
            OutputError, match=r"This file is read-only\. Allow writing to it"
        ) as raised:
            write(target)
        assert raised.value.path == target
        assert contents(tmp_path) == {"slide-1.png": b"before"}
    finally:
        target.chmod(0o644)


ELSEWHERE = r"Another program is writing to this folder\. Try again\."


def test_that_nobody_is_told_to_replace_with_force_what_was_to_be_replaced(tmp_path: Path) -> None:
    def meanwhile() -> Iterator[tuple[str, bytes]]:
        yield "slide-1.png", b"new"
        (tmp_path / "slides").mkdir()
        (tmp_path / "slides" / "slide-1.png").write_bytes(b"theirs")

    with pytest.raises(OutputError, match=ELSEWHERE) as raised:
        write_folder(tmp_path / "slides", meanwhile(), replaceable=OURS, force=True)
    assert not isinstance(raised.value, TargetExistsError)
    assert contents(tmp_path) == {"slides/slide-1.png": b"theirs"}


@pytest.mark.parametrize("force", [False, True])
def test_that_files_that_come_while_new_ones_are_made_are_replaced_only_when_asked(
    tmp_path: Path, *, force: bool
) -> None:
    def meanwhile() -> Iterator[tuple[str, bytes]]:
        yield "slide-1.png", b"new"
        (tmp_path / "slide-1.png").write_bytes(b"theirs")
        (tmp_path / "slide-2.png").write_bytes(b"theirs")

    if force:
        write_folder(tmp_path, meanwhile(), replaceable=OURS, force=True)
        assert contents(tmp_path) == {"slide-1.png": b"new"}
        return
    with pytest.raises(TargetExistsError):
        write_folder(tmp_path, meanwhile(), replaceable=OURS, force=False)
    assert contents(tmp_path) == {"slide-1.png": b"theirs", "slide-2.png": b"theirs"}


def test_that_what_somebody_else_takes_away_meanwhile_is_told_and_the_rest_comes_back(
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
        write_folder(tmp_path, [("slide-1.png", b"new")], replaceable=OURS, force=True)
    assert raised.value.path == tmp_path
    assert contents(tmp_path) == {"slide-1.png": b"before"}


@pytest.mark.skipif(sys.platform == "win32", reason="no folder can be locked there")
def test_that_two_exports_into_one_folder_are_never_mixed(tmp_path: Path) -> None:
    def others() -> Iterator[tuple[str, bytes]]:
        """Another one has its turn while these are made, and one more while they are moved."""
        yield "slide-1.png", b"new"
        write_folder(tmp_path, [("slide-1.png", b"other")], replaceable=OURS, force=True)
        with atomic_folder._locked(tmp_path), pytest.raises(OutputError, match=ELSEWHERE):
            write_folder(tmp_path, [("slide-1.png", b"third")], replaceable=OURS, force=True)

    write_folder(tmp_path, others(), replaceable=OURS, force=True)
    assert contents(tmp_path) == {"slide-1.png": b"new"}
