"""``briefing-app build``."""

from pathlib import Path

import pytest

from briefing_app.cli import main as cli
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.model.text import printable
from tests.authoring.workbooks import pond_sheets, write_workbook
from tests.database.sample_rows import edit
from tests.forged_briefing import write_article


def test_bundled_source_builds_the_bundled_briefing_byte_for_byte(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.db"
    assert cli.main(["build", str(source), "-o", str(target)]) == 0
    assert target.read_bytes() == BUNDLED_BRIEFING.read_bytes()
    assert capsys.readouterr().out == f"{target}\n"


def test_existing_briefing_is_replaced_only_with_force(
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


@pytest.mark.parametrize("control", ["\x1b]0;x\x07", "\x9b2J", "\u202e"])
def test_control_characters_of_a_folder_are_not_printed(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], control: str
) -> None:
    forces = source / "forces.csv"
    forces.write_text(f'"{control}\nwarning: fake",{forces.read_text("utf-8")}', "utf-8")
    report = source / "report.toml"
    key = "".join(f"\\u{ord(character):04x}" for character in control)
    report.write_text(f'"{key}" = 1\n{report.read_text("utf-8")}', "utf-8")
    assert cli.main(["build", str(source), "-o", str(tmp_path / "out.db")]) == 1
    printed = capsys.readouterr().err
    assert printable(printed.replace("\n", "")) == printed.replace("\n", "")
    assert "�" in printed
    assert not any(line.startswith("warning: fake") for line in printed.splitlines())
    assert "report.toml, entry �" in printed


@pytest.mark.parametrize("name", ["\x9b2J", "\u202e"])
def test_control_characters_of_sheet_names_are_not_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path = write_workbook({name: [["x"]]}, tmp_path / "a.xlsx")
    assert cli.main(["build", str(path), "-o", str(tmp_path / "out.db")]) == 1
    printed = capsys.readouterr().err
    assert "warning: �" in printed
    assert name not in printed


def test_control_characters_of_a_briefing_are_not_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(BUNDLED_BRIEFING.read_bytes())
    edit(path, "UPDATE findings SET kind = char(27) || '[2J' || char(10) WHERE id = 1")
    assert cli.main(["check", str(path)]) == 1
    assert cli.main(["export", "data", str(path), "-o", str(tmp_path / "out.zip")]) == 2
    printed = capsys.readouterr()
    assert "“�[2J�”" in printed.out
    assert "“�[2J�”" in printed.err
    assert "\x1b" not in printed.out + printed.err


@pytest.mark.parametrize("number", ["9" * 5_000, "1" * 10])
def test_impossible_source_number_is_refused(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], number: str
) -> None:
    build = ["build", str(source), "-o", str(tmp_path / "out.db")]
    assert cli.main([*build, "--source-text", f"{number}=article.txt"]) == 2
    assert f"{number[:9]}… is not the number of a source" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "source/finding_quotes.csv",
            "The output would overwrite its own source, finding_quotes.csv. Choose another name.",
        ),
        ("source/notes.txt", "This file is not a briefing, so it is not overwritten."),
    ],
)
def test_neither_sources_nor_other_files_are_overwritten(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, expected: str
) -> None:
    (source / "notes.txt").write_text("mine", encoding="utf-8")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    build = ["build", str(source), "-o", str(tmp_path / name)]
    for arguments in (build, [*build, "--force"]):
        assert cli.main(arguments) == 2
        [line] = capsys.readouterr().err.splitlines()
        assert expected in line
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_all_problems_are_printed_with_their_lines_and_nothing_is_written(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forces = source / "forces.csv"
    forces.write_text(forces.read_text(encoding="utf-8") + "7,,\n", encoding="utf-8")
    figures = source / "figures.csv"
    figures.write_text(figures.read_text(encoding="utf-8") + "9,1,99,2016,12,\n", encoding="utf-8")
    target = tmp_path / "out.db"
    assert cli.main(["build", str(source), "-o", str(target)]) == 1
    printed = capsys.readouterr().err
    assert "forces.csv, line 8, column name" in printed
    assert "figures.csv, line 5, column force_id" in printed
    assert not target.exists()


def test_unreadable_source_ends_with_two_and_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["build", str(tmp_path / "missing"), "-o", str(tmp_path / "out.db")]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"briefing-app: {tmp_path / 'missing'}: ")
    assert list(tmp_path.iterdir()) == []


def test_names_that_are_too_long_are_reported(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = "a" * 300
    target = tmp_path / "out.db"
    assert cli.main(["build", str(source), "-o", str(tmp_path / long)]) == 2
    assert cli.main(["build", str(source), "-o", str(target), "--source-text", f"1={long}"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all(long in line for line in lines)


def test_problems_of_a_workbook_are_distinguished_from_warnings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheets = pond_sheets()
    sheets["Extra"] = [["mine"]]
    sheets["Findings"][1][2] = "worry"
    workbook = write_workbook(sheets, tmp_path / "ponds.xlsx")
    target = tmp_path / "out.db"
    assert cli.main(["build", str(workbook), "-o", str(target)]) == 1
    problem, unchecked, warning, summary = capsys.readouterr().err.splitlines()
    assert problem.startswith("Findings, cell C2 (Kind): “worry” isn’t a kind of finding; use ")
    assert warning.startswith("warning: Extra: a briefing has no such sheet")
    assert unchecked.startswith("warning: Sources, row 3: the words quoted from this source were")
    assert summary == f"briefing-app: {workbook}: 1 problem; nothing was written."
    assert not target.exists()


def test_texts_of_several_sources_need_no_numbers(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    quotes = source / "quotes.csv"
    *others, last = quotes.read_text("utf-8").splitlines()
    quotes.write_text("\n".join([*others, f"{last.rpartition(',')[0]},2"]) + "\n", "utf-8")
    article, report = write_article(tmp_path / "article.txt"), tmp_path / "report.txt"
    report.write_text(article.read_text("utf-8").splitlines()[-1], "utf-8")
    build = ["build", str(source), "-o", str(tmp_path / "out.db")]
    texts = [argument for text in (report, article) for argument in ("--source-text", str(text))]
    assert cli.main([*build, *texts]) == 0
    assert capsys.readouterr().err == ""
    assert cli.main([*build, "--force", "--source-text", f"1={report}"]) == 1
    assert "quotes.csv, line 2, column text" in capsys.readouterr().err


def test_several_texts_for_one_source_are_refused(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.db"
    texts = ["--source-text", "1=a.txt", "--source-text", "1=b.txt"]
    assert cli.main(["build", str(source), "-o", str(target), *texts]) == 2
    assert "Give one text for each source: NUMBER=FILE." in capsys.readouterr().err
    assert not target.exists()
