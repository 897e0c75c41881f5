"""The commands: what they print and how they end."""

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from briefing_app import __version__, cli
from briefing_app.paths import BUNDLED_BRIEFING, REPORT_SOURCE


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A copy of the bundled briefing's source that a test may change."""
    return shutil.copytree(REPORT_SOURCE, tmp_path / "source")


def _run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, with only the screen variables that are given."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }
    return subprocess.run(
        [sys.executable, "-m", "briefing_app", *words],
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


# ---- help ---------------------------------------------------------------------------------------


def test_that_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.strip() == f"briefing-app {__version__}"


@pytest.mark.parametrize("command", [[], ["check"], ["build"], ["snapshot"]])
def test_that_each_level_has_help_that_names_its_options(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([*command, "--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"usage: {' '.join(['briefing-app', *command])} ")


def test_that_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    shown = capsys.readouterr().out
    assert all(f"briefing-app {command} " in shown for command in ("check", "build", "snapshot"))


# ---- check --------------------------------------------------------------------------------------


def test_that_check_finds_no_problem_in_the_bundled_briefing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["check", str(BUNDLED_BRIEFING)]) == 0
    assert capsys.readouterr().out == f"{BUNDLED_BRIEFING}: no problems\n"


def test_that_check_goes_on_after_a_file_that_can_t_be_opened_and_says_so_in_its_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "missing.db"
    assert cli.main(["check", str(missing), str(BUNDLED_BRIEFING)]) == 2
    said = capsys.readouterr()
    assert f"{missing}: There is no such file." in said.err
    assert "no problems" in said.out


def test_that_check_prints_each_problem_with_table_and_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import sqlite3  # noqa: PLC0415

    path = tmp_path / "spoilt.db"
    shutil.copy(BUNDLED_BRIEFING, path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("UPDATE findings SET kind = 'rumour' WHERE id = 3")
    connection.execute("UPDATE quotes SET speaker_id = 99 WHERE id = 2")
    connection.commit()
    connection.close()
    assert cli.main(["check", str(path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith(f"{path}: findings row 3, column kind: ") for line in lines)
    assert any(line.startswith(f"{path}: quotes row 2, column speaker_id: ") for line in lines)


# ---- build --------------------------------------------------------------------------------------


def test_that_build_makes_the_bundled_briefing_again_byte_for_byte(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.db"
    assert cli.main(["build", str(source), "-o", str(target)]) == 0
    assert target.read_bytes() == BUNDLED_BRIEFING.read_bytes()
    assert capsys.readouterr().out == f"{target}\n"


def test_that_a_briefing_that_is_there_is_replaced_only_when_told(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.db"
    target.write_bytes(b"precious")
    assert cli.main(["build", str(source), "-o", str(target)]) == 2
    assert target.read_bytes() == b"precious"
    assert "--force" in capsys.readouterr().err
    assert cli.main(["build", str(source), "-o", str(target), "--force"]) == 0
    assert target.read_bytes() == BUNDLED_BRIEFING.read_bytes()


def test_that_every_problem_of_a_source_is_told_with_its_place_and_nothing_is_written(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forces = source / "forces.csv"
    forces.write_text(forces.read_text(encoding="utf-8") + "7,,\n", encoding="utf-8")
    figures = source / "figures.csv"
    figures.write_text(figures.read_text(encoding="utf-8") + "9,1,99,2016,12,\n", encoding="utf-8")
    target = tmp_path / "out.db"
    assert cli.main(["build", str(source), "-o", str(target)]) == 1
    said = capsys.readouterr().err
    assert "forces.csv, line 8, column name" in said
    assert "figures.csv, line 5, column force_id" in said
    assert not target.exists()


def test_that_a_changed_quote_is_built_but_no_longer_called_verified(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from briefing_app.database.reader import open_briefing  # noqa: PLC0415

    quotes = source / "quotes.csv"
    text = quotes.read_text(encoding="utf-8")
    quotes.write_text(text.replace("prematurely", "too early"), encoding="utf-8")
    target = tmp_path / "out.db"
    assert cli.main(["build", str(source), "-o", str(target)]) == 0
    assert "warning: quotes.csv, line 4" in capsys.readouterr().err
    with open_briefing(target) as briefing:
        assert not briefing.report.verified


def test_that_a_quote_that_the_source_s_text_lacks_stops_the_build_and_shows_where_it_differs(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "article.txt"
    text.write_text("Some other article.", encoding="utf-8")
    target = tmp_path / "out.db"
    code = cli.main(["build", str(source), "-o", str(target), "--source-text", str(text)])
    assert code == 1
    assert "quotes.csv, line 2, column text: " in capsys.readouterr().err
    assert not target.exists()


@pytest.mark.parametrize("given", ["missing.txt", "1=missing.txt"])
def test_that_a_source_text_that_can_t_be_read_is_named(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], given: str
) -> None:
    target = tmp_path / "out.db"
    assert cli.main(["build", str(source), "-o", str(target), "--source-text", given]) == 2
    assert "missing.txt" in capsys.readouterr().err


# ---- snapshot -----------------------------------------------------------------------------------


def test_that_snapshot_draws_every_state_without_a_screen(tmp_path: Path) -> None:
    from PySide6.QtGui import QImage  # noqa: PLC0415

    folder = tmp_path / "pictures"
    done = _run("snapshot", "-o", str(folder))
    assert done.returncode == 0, done.stderr
    drawn = [Path(line) for line in done.stdout.split()]
    assert sorted(drawn) == sorted(folder.iterdir())
    names = {path.stem for path in drawn}
    assert {"main-window", "main-window-dark", "search", "table", "large-text"} <= names
    sizes = {path.stem: QImage(str(path)).size().toTuple() for path in drawn}
    assert sizes["main-window"] == (1280, 800)
    assert sizes["small"] == (1024, 640)
    assert sizes["full-hd"] == (1920, 1080)
    assert len({path.read_bytes() for path in drawn}) == len(drawn)


def test_that_snapshot_says_when_it_can_t_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = _run("snapshot", "-o", str(tmp_path / "file" / "pictures"))
    assert done.returncode == 2
    assert "can’t be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_that_snapshot_of_a_bad_file_ends_with_two_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    done = _run("snapshot", "-o", str(tmp_path / "pictures"), str(tmp_path / "empty.db"))
    assert done.returncode == 2
    assert "empty.db" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("pictures/*"))


# ---- no screen ----------------------------------------------------------------------------------

_LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="of Linux")


@_LINUX
def test_that_without_a_screen_the_way_to_pictures_is_told() -> None:
    done = _run()
    assert done.returncode == 2
    assert done.stderr == (
        "briefing-app: There is no screen here to show a window on. "
        "To draw its pictures without a screen: briefing-app snapshot -o DIR\n"
    )


@_LINUX
def test_that_a_screen_that_does_not_answer_is_named_instead_of_qt_s_abort() -> None:
    done = _run(DISPLAY="127.0.0.1:77")
    assert done.returncode == 2
    assert "127.0.0.1:77" in done.stderr
    assert "Traceback" not in done.stderr


@_LINUX
def test_that_a_missing_system_library_gives_the_line_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from briefing_app.errors import DisplayError  # noqa: PLC0415
    from briefing_app.gui import display  # noqa: PLC0415

    def refuse(name: str) -> object:
        raise OSError(f"libxcb-cursor.so.0: cannot open shared object file: {name}")

    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":77")
    monkeypatch.setattr(ctypes, "CDLL", refuse)
    with pytest.raises(DisplayError, match=r"libxcb-cursor\.so\.0") as raised:
        display.require_display()
    assert "sudo apt install" in raised.value.remedy
    assert "libxcb-cursor0" in raised.value.remedy


def test_that_a_qt_without_its_libraries_is_told_but_a_bug_in_ours_is_not_hidden() -> None:
    from briefing_app.gui.display import missing_library  # noqa: PLC0415

    library = ImportError("libEGL.so.1: cannot open shared object file: No such file")
    assert "libEGL.so.1" in missing_library(library).what
    with pytest.raises(ImportError, match="cannot import name"):
        missing_library(ImportError("cannot import name 'x' from 'briefing_app'"))
