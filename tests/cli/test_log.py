"""What the commands write into the log file, and what they don't."""

from pathlib import Path

import pytest

from briefing_app import __version__
from briefing_app.cli import check
from briefing_app.cli import main as cli
from briefing_app.files.log_file import LOG_NAME, read_log_tail
from briefing_app.files.paths import BUNDLED_BRIEFING, user_data_folder

MARKER = "Zanzibar"


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the data folder of a new user."""
    home = tmp_path / "home"
    for name in ("HOME", "LOCALAPPDATA", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    return user_data_folder()


def test_command_version_and_exit_code_are_logged() -> None:
    assert cli.main(["check", str(BUNDLED_BRIEFING)]) == 0
    start, end = read_log_tail(100)
    assert f"INFO briefing_app.cli.main: check: version {__version__}, Python " in start
    assert end.endswith("check ended with exit code 0")


def test_log_level_leaves_out_less_important_entries() -> None:
    assert cli.main(["check", str(BUNDLED_BRIEFING), "--log-level", "WARNING"]) == 0
    assert read_log_tail(100) == []


@pytest.mark.parametrize("level", [["--log-level", "error"], ["--log-level=error"]])
@pytest.mark.parametrize("end", [[], ["--"]])
def test_log_level_may_precede_the_command(level: list[str], end: list[str]) -> None:
    assert cli.main([*level, "check", *end, str(BUNDLED_BRIEFING)]) == 0
    assert read_log_tail(100) == []


def test_unknown_log_level_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(BUNDLED_BRIEFING), "--log-level", "loud"]) == 2
    assert "--log-level: invalid choice: 'loud'" in capsys.readouterr().err


def test_expected_error_is_logged_by_its_type_only(tmp_path: Path) -> None:
    assert cli.main(["export", "data", str(tmp_path / "missing.db"), "-o", str(tmp_path)]) == 2
    _, end = read_log_tail(100)
    assert end.endswith("ERROR briefing_app.cli.main: export failed: MissingFileError")


def test_unexpected_error_is_logged_with_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_path: Path) -> None:
        raise ValueError(MARKER)

    monkeypatch.setattr(check, "check_file", fail)
    with pytest.raises(ValueError, match=MARKER):
        cli.main(["check", str(BUNDLED_BRIEFING)])
    log = "\n".join(read_log_tail(100))
    assert "CRITICAL briefing_app.cli.main: check failed unexpectedly\nTraceback:\n" in log
    assert "briefing_app/cli/check.py:" in log
    assert log.endswith("ValueError")
    assert MARKER not in log


def test_text_of_a_briefing_is_never_logged(source: Path, tmp_path: Path) -> None:
    findings = source / "findings.csv"
    text = findings.read_text("utf-8")
    findings.write_text(text.replace("modern slavery", f"{MARKER} slavery"), "utf-8")
    assert MARKER in findings.read_text("utf-8")
    briefing = str(tmp_path / "out.db")
    level = ["--log-level", "debug"]
    assert cli.main(["build", str(source), "-o", briefing, *level]) == 0
    assert cli.main(["check", briefing, *level]) == 0
    assert cli.main(["export", "data", briefing, "-o", str(tmp_path / "data"), *level]) == 0
    findings.write_text(text.replace("concern", MARKER, 1), "utf-8")
    assert cli.main(["build", str(source), "-o", briefing, "--force", *level]) == 1
    log = "\n".join(read_log_tail(100))
    assert "build failed: SourceError" in log
    assert MARKER not in log
    assert str(tmp_path) not in log


@pytest.mark.parametrize("in_the_way", ["of the folder", "of the log"])
def test_command_works_if_the_log_cannot_be_written(
    data_folder: Path, capsys: pytest.CaptureFixture[str], in_the_way: str
) -> None:
    if in_the_way == "of the log":
        (data_folder / LOG_NAME).mkdir(parents=True)
    else:
        data_folder.parent.mkdir(parents=True)
        data_folder.touch()
    assert cli.main(["check", str(BUNDLED_BRIEFING)]) == 0
    assert capsys.readouterr().err == ""


def test_command_works_without_a_home_folder(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> Path:
        raise RuntimeError

    monkeypatch.setattr("briefing_app.files.log_file.user_data_folder", fail)
    assert cli.main(["check", str(BUNDLED_BRIEFING)]) == 0
    assert read_log_tail(10) == []
    assert capsys.readouterr().err == ""
