"""The commands: what they print and how they end."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from briefing_app import __version__
from briefing_app.cli import main as cli
from briefing_app.files.paths import BUNDLED_BRIEFING, REPORT_SOURCE


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A copy of the bundled briefing's source that a test may change."""
    return shutil.copytree(REPORT_SOURCE, tmp_path / "source")


def _run(
    *words: str, stdout: int | IO[str] = subprocess.PIPE, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, with only the screen variables that are given."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }
    return subprocess.run(
        [sys.executable, "-m", "briefing_app", *words],
        env={**inherited, **environment},
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        timeout=120,
        check=False,
    )


# ---- help ---------------------------------------------------------------------------------------


def test_that_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out.strip() == f"briefing-app {__version__}"


@pytest.mark.parametrize(
    "command", [[], ["present"], ["check"], ["template"], ["build"], ["snapshot"]]
)
def test_that_each_level_has_help_that_names_its_options(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*command, "--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"usage: {' '.join(['briefing-app', *command])} ")


def test_that_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    shown = capsys.readouterr().out
    named = ("check", "template", "build", "snapshot")
    assert all(f"briefing-app {command} " in shown for command in named)


# ---- words that are no command ------------------------------------------------------------------


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that the window was asked to open, instead of a window."""
    from briefing_app.gui import application  # noqa: PLC0415

    asked: list[Path] = []

    def note(path: Path) -> int:
        asked.append(path)
        return 0

    monkeypatch.setattr(application, "run", note)
    return asked


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["chek", "data/report.db"], "check"),
        (["chek"], "check"),
        (["CHECK", "data/report.db"], "check"),
        (["bild", "-o", "out.db", "source"], "build"),
        (["snapshots", "-o", "pictures"], "snapshot"),
        (["templat", "-o", "new.xlsx"], "template"),
        (["help"], "--help"),
        (["version"], "--version"),
    ],
)
def test_that_a_mistyped_command_is_told_with_the_one_that_may_be_meant(
    words: list[str], meant: str, capsys: pytest.CaptureFixture[str], opened: list[Path]
) -> None:
    assert cli.main(words) == 2
    assert capsys.readouterr().err == (
        f"briefing-app: “{words[0]}” is neither a command nor a file. "
        f"Did you mean “briefing-app {meant}”?\n"
    )
    assert not opened


@pytest.mark.parametrize("words", [["my", "briefing.db"], ["missing.db", "other.db"]])
def test_that_words_that_are_neither_command_nor_file_are_told_with_all_commands(
    words: list[str], capsys: pytest.CaptureFixture[str], opened: list[Path]
) -> None:
    assert cli.main(words) == 2
    said = capsys.readouterr().err
    assert f"“{words[0]}” is neither a command nor a file. The commands are present, " in said
    assert not opened


@pytest.mark.parametrize("name", ["check.db", "a/check", "unlike"])
def test_that_what_is_named_like_a_file_is_left_to_the_window_even_if_it_is_missing(
    name: str, opened: list[Path]
) -> None:
    assert cli.main([name]) == 0
    assert opened == [Path(name)]


def test_that_a_file_whose_name_resembles_a_command_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[Path]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("checks").touch()
    assert cli.main(["checks"]) == 0
    assert opened == [Path("checks")]


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
    earlier = BUNDLED_BRIEFING.read_bytes() + b"precious"
    target.write_bytes(earlier)
    assert cli.main(["build", str(source), "-o", str(target)]) == 2
    assert target.read_bytes() == earlier
    assert "--force" in capsys.readouterr().err
    assert cli.main(["build", str(source), "-o", str(target), "--force"]) == 0
    assert target.read_bytes() == BUNDLED_BRIEFING.read_bytes()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "source/report.toml",
            "The output would overwrite its own source, report.toml. Choose another name.",
        ),
        (
            "source/finding_quotes.csv",
            "The output would overwrite its own source, finding_quotes.csv.",
        ),
        ("source/proof.csv", "The output would overwrite its own source, proof.csv."),
        ("link.db", "The output would overwrite its own source, quotes.csv."),
        ("hard.db", "The output would overwrite its own source, forces.csv."),
        ("source/notes.txt", "What is there is no briefing, and is not written over."),
        ("article.txt", "would overwrite its own source, article.txt."),
    ],
)
def test_that_neither_what_it_is_built_from_nor_another_file_is_written_over(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, told: str
) -> None:
    (tmp_path / "link.db").symlink_to(source / "quotes.csv")
    (tmp_path / "hard.db").hardlink_to(source / "forces.csv")
    for notes in (source / "notes.txt", tmp_path / "article.txt"):
        notes.write_text("mine", encoding="utf-8")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    build = ["build", str(source), "-o", str(tmp_path / name)]
    build += ["--source-text", str(tmp_path / "article.txt")]
    for words in (build, [*build, "--force"]):
        assert cli.main(words) == 2
        [line] = capsys.readouterr().err.splitlines()
        assert told in line
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert (tmp_path / "link.db").is_symlink()


def test_that_a_proof_that_is_to_be_kept_is_not_lost_to_the_briefing(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (source / "proof.csv").unlink()
    words = ["build", str(source), "-o", str(source / "proof.csv"), "--keep-proof"]
    assert cli.main(words) == 2
    assert "The output would overwrite its own source, proof.csv" in capsys.readouterr().err
    assert not (source / "proof.csv").exists()


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


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_that_a_source_text_that_is_a_pipe_or_too_large_is_not_read(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(300 * 2**20)
    for name, told in (("pipe", "not an ordinary file"), ("large", "larger than 20 MB")):
        text = str(tmp_path / f"{name}.txt")
        build = ["build", str(source), "-o", str(tmp_path / "out.db"), "--source-text", text]
        assert cli.main(build) == 2
        assert f"{name}.txt: The text of a source can’t be read: it is {told}." in (
            capsys.readouterr().err
        )


@pytest.mark.parametrize("name", ["missing", "file", "file/in it", "a" * 300])
def test_that_a_source_that_can_t_be_read_ends_with_two_and_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / "file").touch()
    target = tmp_path / "out.db"
    assert cli.main(["build", str(tmp_path / name), "-o", str(target)]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"briefing-app: {tmp_path / name}: ")
    assert not target.exists()


def test_that_names_that_no_file_can_have_are_told(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = "a" * 300
    target = tmp_path / "out.db"
    assert cli.main(["build", str(source), "-o", str(tmp_path / long)]) == 2
    assert cli.main(["build", str(source), "-o", str(target), "--source-text", f"1={long}"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all(long in line for line in lines)


def test_that_a_proof_that_can_t_be_kept_leaves_no_briefing_either(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (source / "proof.csv").unlink()
    (source / "proof.csv").symlink_to(tmp_path / "missing" / "proof.csv")
    target = tmp_path / "out.db"
    assert cli.main(["build", str(source), "-o", str(target), "--keep-proof"]) == 2
    assert "The proof can’t be kept" in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == [source]


# ---- template and build from a workbook ---------------------------------------------------------


def _rows_of(path: Path) -> object:
    from briefing_app.database.source_row_reader import read_source_rows  # noqa: PLC0415
    from briefing_app.database.source_rows import make_tables  # noqa: PLC0415

    return make_tables(read_source_rows(path))


def test_that_the_example_is_built_into_the_bundled_briefing_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook, target = tmp_path / "example.xlsx", tmp_path / "out.db"
    assert cli.main(["template", "-o", str(workbook), "--example"]) == 0
    assert capsys.readouterr().out == f"{workbook}\n"
    assert cli.main(["build", str(workbook), "-o", str(target)]) == 0
    said = capsys.readouterr()
    assert said.out == f"{target}\n"
    assert said.err.startswith("warning: Sources, row 3: nothing proves the words quoted from")
    assert _rows_of(target) == _rows_of(BUNDLED_BRIEFING)


def test_that_a_proof_is_kept_beside_a_workbook_and_verifies_the_next_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from briefing_app.database.reader import open_briefing  # noqa: PLC0415
    from tests.authoring.workbooks import ponds, written  # noqa: PLC0415

    workbook, target = written(ponds(), tmp_path / "ponds.xlsx"), tmp_path / "out.db"
    text = tmp_path / "text.txt"
    text.write_text("We measured each pond twice. And the tŷ was damp.", "utf-8")
    build = ["build", str(workbook), "-o", str(target), "--force"]
    assert cli.main([*build, "--source-text", str(text), "--keep-proof"]) == 0
    assert (tmp_path / "ponds.proof.csv").is_file()
    assert cli.main(build) == 0
    assert capsys.readouterr().err == ""
    with open_briefing(target) as briefing:
        assert briefing.report.verified


def test_that_a_template_that_is_there_is_replaced_only_when_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook = tmp_path / "mine.xlsx"
    workbook.write_bytes(b"days of work")
    assert cli.main(["template", "-o", str(workbook)]) == 2
    assert workbook.read_bytes() == b"days of work"
    assert "--force" in capsys.readouterr().err
    assert cli.main(["template", "-o", str(workbook), "--force"]) == 0
    assert workbook.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("name", ["mine.xls", "mine.ods", "mine", "missing/mine.xlsx"])
def test_that_a_template_that_can_t_be_written_is_told_and_nothing_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert cli.main(["template", "-o", str(tmp_path / name)]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert name.rpartition("/")[2] in line
    assert list(tmp_path.iterdir()) == []


def test_that_a_workbook_that_another_program_shows_is_not_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "~$mine.xlsx").touch()
    assert cli.main(["template", "-o", str(tmp_path / "mine.xlsx"), "--force"]) == 2
    assert "Another program has this file open" in capsys.readouterr().err


def test_that_problems_of_a_workbook_are_told_apart_from_warnings_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.authoring.workbooks import ponds, written  # noqa: PLC0415

    sheets = ponds()
    sheets["Extra"] = [["mine"]]
    sheets["Findings"][1][2] = "worry"
    workbook = written(sheets, tmp_path / "ponds.xlsx")
    target = tmp_path / "out.db"
    assert cli.main(["build", str(workbook), "-o", str(target)]) == 1
    problem, warning, summary = capsys.readouterr().err.splitlines()
    assert problem.startswith("Findings, cell C2 (Kind): “worry” is no kind; write one of: ")
    assert warning.startswith("warning: Extra: there is no such sheet in a briefing")
    assert summary == f"briefing-app: {workbook}: 1 problem; nothing was written."
    assert not target.exists()


def test_that_warnings_alone_keep_no_briefing_from_being_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.authoring.workbooks import ponds, written  # noqa: PLC0415

    sheets = ponds()
    sheets["Findings"][1][8] = "2"
    sheets["Slides"].append([1, "title"])
    target = tmp_path / "out.db"
    workbook = written(sheets, tmp_path / "ponds.xlsx")
    assert cli.main(["build", str(workbook), "-o", str(target)]) == 0
    *proof, loose = capsys.readouterr().err.splitlines()  # in the workbook's order
    assert all(each.startswith("warning: Sources, row ") for each in proof)
    assert loose.startswith("warning: Quotes, cell A2 (Number): this quote belongs to no")
    assert target.is_file()


@pytest.mark.parametrize(
    "words",
    [
        [""],
        ["present", ""],
        ["check", ""],
        ["check", "data/report.db", ""],
        ["template", "-o", ""],
        ["build", "", "-o", "out.db"],
        ["build", "resources/report", "-o", ""],
        ["build", "resources/report", "-o", "out.db", "--source-text", ""],
        ["build", "resources/report", "-o", "out.db", "--source-text", "1="],
        ["export", "handout", "", "-o", "out.pdf"],
        ["export", "data", "-o", ""],
        ["export", "handout", "-o", "out.pdf", "--compare-with", ""],
        ["export", "slides", "-o", "out.pptx", "--template="],
        ["snapshot", "-o", ""],
        ["snapshot", "-o", "pictures", ""],
    ],
)
def test_that_an_empty_name_is_refused_and_nothing_is_written(
    words: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("data", "resources"):
        (tmp_path / name).symlink_to(REPORT_SOURCE.parents[1] / name)
    monkeypatch.chdir(tmp_path)
    assert cli.main(words) == 2
    said = capsys.readouterr()
    assert "an empty name is not a file" in " ".join(said.err.split())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "resources"]


# ---- present ------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["0", "17", "-1"])
def test_that_a_slide_that_is_not_there_is_told_with_how_many_there_are(number: str) -> None:
    done = _run("present", "--at", number, QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 2
    assert "from 1 to 16" in done.stderr


@pytest.mark.parametrize("minutes", ["-1", "1441", "soon", "1.5", "", "9" * 5000])
def test_that_a_planned_time_that_is_none_is_refused_with_what_there_can_be(
    minutes: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["present", f"--minutes={minutes}"]) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert f"--minutes: “{minutes}” is not a planned time" in said
    assert "whole minutes from 0 to 1440" in said


@pytest.mark.parametrize("number", ["first", "1.5", "", "9" * 5000])
def test_that_what_is_no_number_of_a_slide_is_refused_in_words(
    number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["present", f"--at={number}"]) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert f"--at: “{number}” is not a slide number" in said
    assert "numbered 1, 2, 3" in said


def test_that_a_briefing_that_can_t_be_opened_is_not_presented(tmp_path: Path) -> None:
    done = _run("present", str(tmp_path / "nosuch.db"), QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 2
    assert "nosuch.db" in done.stderr


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
    assert {"comparison", "running-order", "presenter-view", "new-briefing"} <= names
    assert {"slide-01", "slide-16"} <= names
    sizes = {path.stem: QImage(str(path)).size().toTuple() for path in drawn}
    assert sizes["main-window"] == (1280, 800)
    assert sizes["small"] == (1024, 640)
    assert sizes["full-hd"] == sizes["slide-12"] == (1920, 1080)
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


# ---- nowhere to print ---------------------------------------------------------------------------

_FULL = Path("/dev/full")
_HAS_FULL = pytest.mark.skipif(not _FULL.exists(), reason="no such device on this system")


@contextmanager
def _unread_pipe() -> Iterator[int]:
    """The end of a pipe to write to, whose other end is closed."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        yield writing
    finally:
        os.close(writing)


@_HAS_FULL
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "words",
    [
        ["--version"],
        ["--help"],
        ["check", "--help"],
        ["check", str(BUNDLED_BRIEFING)],
        ["build", str(REPORT_SOURCE), "-o", "out.db"],
        ["snapshot", "-o", "pictures"],
    ],
    ids=" ".join,
)
def test_that_an_answer_that_can_t_be_printed_ends_with_two_and_one_line(
    words: list[str], unbuffered: str, tmp_path: Path
) -> None:
    placed = [str(tmp_path / word) if word in {"out.db", "pictures"} else word for word in words]
    with _FULL.open("w") as full:
        done = _run(*placed, stdout=full, PYTHONUNBUFFERED=unbuffered)
    assert done.stderr == (
        "briefing-app: The output can’t be printed: No space left on device. "
        "Redirect it to a file, or free some disk space.\n"
    )
    assert done.returncode == 2


@_HAS_FULL
@pytest.mark.parametrize(("words", "code"), [(["check", "missing.db"], 2), (["--version"], 0)])
def test_that_complaints_that_can_t_be_printed_change_no_exit_code(
    words: list[str], code: int
) -> None:
    command = [sys.executable, "-m", "briefing_app", *words]
    with _FULL.open("w") as full:
        done = subprocess.run(
            command, stdout=subprocess.DEVNULL, stderr=full, timeout=60, check=False
        )
    assert done.returncode == code


@pytest.mark.skipif(os.name != "posix", reason="of POSIX")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("words", [["--help"], ["check", str(BUNDLED_BRIEFING)]], ids=" ".join)
def test_that_a_reader_that_has_had_enough_is_no_error(words: list[str], unbuffered: str) -> None:
    with _unread_pipe() as pipe:
        done = _run(*words, stdout=pipe, PYTHONUNBUFFERED=unbuffered)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "words", [["--version"], ["--help"], ["check", str(BUNDLED_BRIEFING)]], ids=" ".join
)
def test_that_a_missing_standard_output_is_told(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert cli.main(words) == 2
    assert "there is no standard output" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [["--version"], ["--wrong"], ["check"], ["check", "missing.db"], ["build", "x", "-o", "y"]],
    ids=" ".join,
)
def test_that_without_any_stream_a_command_ends_with_its_code(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert cli.main(words) == 2


def test_that_without_any_stream_the_window_opens(
    monkeypatch: pytest.MonkeyPatch, opened: list[Path]
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert cli.main([]) == 0
    assert opened == [BUNDLED_BRIEFING]


def test_that_warnings_without_a_standard_error_are_not_mixed_into_the_answer(
    source: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (source / "proof.csv").unlink()
    monkeypatch.setattr(sys, "stderr", None)
    target = tmp_path / "out.db"
    assert cli.main(["build", str(source), "-o", str(target)]) == 0
    assert capsys.readouterr().out == f"{target}\n"


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
    from briefing_app.gui.os_integration import display_check  # noqa: PLC0415

    def refuse(name: str) -> object:
        raise OSError(f"libxcb-cursor.so.0: cannot open shared object file: {name}")

    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":77")
    monkeypatch.setattr(ctypes, "CDLL", refuse)
    with pytest.raises(DisplayError, match=r"libxcb-cursor\.so\.0") as raised:
        display_check.require_display()
    assert "sudo apt install" in raised.value.remedy
    assert "libxcb-cursor0" in raised.value.remedy


def test_that_a_qt_without_its_libraries_is_told_but_a_bug_in_ours_is_not_hidden() -> None:
    from briefing_app.gui.os_integration.display_check import missing_library  # noqa: PLC0415

    library = ImportError("libEGL.so.1: cannot open shared object file: No such file")
    assert "libEGL.so.1" in missing_library(library).what
    with pytest.raises(ImportError, match="cannot import name"):
        missing_library(ImportError("cannot import name 'x' from 'briefing_app'"))


@_LINUX
@pytest.mark.parametrize("content", [b"", b"no library at all" * 100], ids=["empty", "overwritten"])
@pytest.mark.parametrize("name", ["QtCore.abi3.so", "Qt/lib/libQt6Gui.so.6"])
def test_that_a_damaged_library_of_qt_is_told(tmp_path: Path, name: str, content: bytes) -> None:
    import PySide6  # noqa: PLC0415

    whole = Path(PySide6.__path__[0])
    package = tmp_path / "PySide6"
    damaged = package / name
    damaged.parent.mkdir(parents=True)
    folder = Path()
    for part in ("", *Path(name).parts[:-1]):  # links to all but what is damaged
        folder /= part
        for each in (whole / folder).iterdir():
            copy = package / folder / each.name
            if copy != damaged and not copy.exists():
                copy.symlink_to(each)
    damaged.write_bytes(content)
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    done = _run("snapshot", "-o", str(tmp_path / "pictures"), PYTHONPATH=path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert damaged.name in done.stderr
    assert "damaged" in done.stderr
