"""The log file: rotation, tracebacks and its last lines."""

import errno
import logging
from pathlib import Path

import pytest

from briefing_app.files import log_file
from briefing_app.files.log_file import (
    LOG_FILE_COUNT,
    LOG_NAME,
    MAX_LOG_BYTES,
    RotatingLogHandler,
    log_to_file,
    read_log_tail,
)
from tests.systems import needs_permissions

logger = logging.getLogger("briefing_app.tests")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that the log is written to."""
    monkeypatch.setattr(log_file, "user_data_folder", lambda: tmp_path)
    return tmp_path


def sizes(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_size for file in sorted(folder.iterdir())}


def test_full_log_is_renamed_and_the_oldest_is_removed(folder: Path) -> None:
    entry = "x" * (MAX_LOG_BYTES // 2 - 200)
    with log_to_file("info"):
        for number in range(2 * LOG_FILE_COUNT + 2):
            logger.info("%d %s", number, entry)
    assert list(sizes(folder)) == [LOG_NAME, f"{LOG_NAME}.1", f"{LOG_NAME}.2"]
    assert max(sizes(folder).values()) <= MAX_LOG_BYTES
    for file, (first, second) in zip(
        sorted(folder.iterdir()), ((6, 7), (4, 5), (2, 3)), strict=True
    ):
        lines = file.read_text("utf-8").splitlines()
        assert [line.split()[-2] for line in lines] == [str(first), str(second)]


@needs_permissions
def test_log_is_only_readable_by_its_user(folder: Path) -> None:
    with log_to_file("info"):
        logger.info("text")
    assert (folder / LOG_NAME).stat().st_mode & 0o077 == 0


def test_log_that_cannot_be_renamed_still_gets_entries_and_older_ones_stay(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def refuse_log(self: Path, target: Path) -> Path:
        if self.name == LOG_NAME:
            raise PermissionError(errno.EACCES, "open in another program")
        return replace(self, target)

    (folder / LOG_NAME).write_bytes(b"x" * MAX_LOG_BYTES)
    for number in (1, 2):
        (folder / f"{LOG_NAME}.{number}").write_text(f"older {number}", "utf-8")
    monkeypatch.setattr(Path, "replace", refuse_log)
    with log_to_file("info"):
        logger.info("still here")
        logger.info("and here")
    assert [line.split()[-1] for line in read_log_tail(2)] == ["here", "here"]
    for number in (1, 2):
        assert (folder / f"{LOG_NAME}.{number}").read_text("utf-8") == f"older {number}"


def test_traceback_is_logged_with_all_causes_and_without_messages(folder: Path) -> None:
    def fail() -> None:
        names: dict[str, int] = {}
        try:
            names.pop("secret")
        except KeyError as error:
            raise ValueError("secret") from error

    with log_to_file("info"):
        try:
            fail()
        except ValueError:
            logger.exception("Failed")
    log = (folder / LOG_NAME).read_text("utf-8")
    assert "Failed\nTraceback:\n" in log
    assert log.index("KeyError") < log.rindex("which led to:") < log.rindex("ValueError")
    assert "/test_log_file.py:" in log
    assert ".fail\n" in log
    assert "secret" not in log


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (AttributeError("'int' object has no attribute 'x'"), "'int' object has no attribute 'x'"),
        (OSError(errno.ENOENT, "No such file", "/home/name/secret"), "[Errno 2] No such file"),
    ],
)
def test_harmless_messages_are_logged(folder: Path, error: Exception, expected: str) -> None:
    with log_to_file("info"):
        logger.error("Failed", exc_info=error)
    log = (folder / LOG_NAME).read_text("utf-8")
    assert log.endswith(f": {expected}\n")


def test_name_that_is_not_valid_utf_8_can_be_logged(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logger, "propagate", False)  # pytest can't report such a name
    monkeypatch.setattr(logger, "handlers", [RotatingLogHandler(folder / LOG_NAME)])
    logger.error("Opened %s", "\udcff.db")
    assert "Opened \\udcff.db" in (folder / LOG_NAME).read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "escaped"),
    [
        ("a\nb.db", r"a\nb.db"),
        ("a\x1b[2Jb.db", r"a\x1b[2Jb.db"),
        ("a\u202eb.db", r"a\u202eb.db"),
        ("a\u2028b\x85.db", r"a\u2028b\x85.db"),
        ("\u200b\ufeff.db", r"\u200b\ufeff.db"),
        ("Tŵr “ō” 王.db", "Tŵr “ō” 王.db"),
    ],
)
def test_names_cannot_forge_or_hide_entries(folder: Path, name: str, escaped: str) -> None:
    with log_to_file("info"):
        logger.info("Opened %s", name)
        logger.error("Failed", exc_info=ImportError(name))
    opened, _, _, failed = (folder / LOG_NAME).read_text("utf-8").split("\n")[:4]
    assert opened.endswith(f": Opened {escaped}")
    assert failed == f"ImportError: {escaped}"


def test_tail_continues_in_the_file_before(folder: Path) -> None:
    (folder / f"{LOG_NAME}.1").write_text("1\n2\n3\n", "utf-8")
    (folder / LOG_NAME).write_text("4\n5\n", "utf-8")
    assert read_log_tail(2) == ["4", "5"]
    assert read_log_tail(4) == ["2", "3", "4", "5"]
    assert read_log_tail(9) == ["1", "2", "3", "4", "5"]


def test_tail_without_a_log_is_empty(folder: Path) -> None:
    assert read_log_tail(9) == []
    assert list(folder.iterdir()) == []


def test_nothing_is_logged_after_the_block(folder: Path) -> None:
    with log_to_file("debug"):
        pass
    logger.critical("too late")
    assert list(folder.iterdir()) == []
