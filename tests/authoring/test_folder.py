"""Reading a folder of CSV files, and the mistakes that are reported."""

import csv
import io
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest

from briefing_app.authoring.csv_files import keep_proof
from briefing_app.authoring.folder import read_folder
from briefing_app.authoring.source import read_source
from briefing_app.database.builder import build
from briefing_app.database.columns import COLUMNS
from briefing_app.database.reader import open_briefing
from briefing_app.database.source_rows import VerifiedText
from briefing_app.errors import OutputError, SourceError, UnreadableSourceError
from briefing_app.model.report import Check
from tests.database.sample_rows import SOURCE_TEXT, contents, sample_rows
from tests.golden import GoldenFiles

TABLES = [table for table in COLUMNS if table != "report"]


def as_csv(table: str) -> str:
    """Return a table of the sample briefing as CSV."""
    columns = [name for name in COLUMNS[table] if name != "sha256"]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(sample_rows()[table])
    return text.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the sample briefing as a folder."""
    folder = tmp_path / "ponds"
    folder.mkdir()
    (folder / "report.toml").write_text(
        'key = "ponds"\n'
        'title = "Ponds"\nsubtitle = "A made-up report"\npublisher = "Nobody"\n'
        'published = "2020-02-29"\nsummary = "It is about ponds."\nlanguage = "en-GB"\n'
    )
    for table in TABLES:
        (folder / f"{table}.csv").write_text(as_csv(table), "utf-8", newline="")
    return folder


def rewrite(folder: Path, name: str, change: Callable[[str], str]) -> None:
    path = folder / name
    before = path.read_bytes().decode()  # keeps line breaks
    after = change(before)
    assert after != before
    path.write_text(after, "utf-8", newline="")


def problems_of(folder: Path) -> list[str]:
    """Return the problems of a folder that can't be built."""
    target = folder.parent / "ponds.db"
    with pytest.raises(SourceError) as raised:
        build(read_folder(folder), target)
    assert raised.value.path == folder
    assert not target.exists()
    return [str(problem) for problem in raised.value.problems]


def built_bytes_of(folder: Path) -> bytes:
    target = folder.parent / "ponds.db"
    build(read_folder(folder), target)
    return target.read_bytes()


def test_folder_gives_the_same_briefing_as_its_rows(folder: Path, built_bytes: bytes) -> None:
    assert built_bytes_of(folder) == built_bytes


def test_rows_have_file_and_line(folder: Path) -> None:
    rows = read_folder(folder)
    assert rows.origin == folder
    assert [str(row.location) for row in rows.tables["findings"]] == [
        "findings.csv, line 2",
        "findings.csv, line 4",  # the detail of the first has two lines
        "findings.csv, line 5",
        "findings.csv, line 6",
    ]
    assert (
        str(rows.tables["findings"][1].location_of("kind")) == "findings.csv, line 4, column kind"
    )
    assert str(rows.tables["report"][0].location_of("title")) == "report.toml, entry title"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\r\n", "\n"),
        lambda text: text.replace("\r\n", "\n\n"),
        lambda text: text + "\r\n,,,,,\r\n \r\n",
        lambda text: text.replace("\r\n", ",,\r\n"),
        lambda text: text.rstrip(),
    ],
    ids=["mark", "unix", "blank lines", "empty rows", "empty columns", "no last line break"],
)
def test_additions_of_spreadsheets_and_editors_change_nothing(
    folder: Path, built_bytes: bytes, change: Callable[[str], str]
) -> None:
    rewrite(folder, "forces.csv", change)
    rewrite(folder, "figures.csv", change)
    assert built_bytes_of(folder) == built_bytes


def separated(text: str, delimiter: str, quoting: int = csv.QUOTE_MINIMAL) -> str:
    """Return CSV text with another delimiter."""
    separated = io.StringIO(newline="")
    rows = csv.reader(io.StringIO(text, newline=""))
    csv.writer(separated, delimiter=delimiter, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return separated.getvalue()


@pytest.mark.parametrize("delimiter", [";", "\t"])
@pytest.mark.parametrize(
    "saved",
    [
        lambda text: text,
        lambda text: f"\ufeff{text}",
        lambda text: f"\r\n{text}",
        lambda text: text.replace("\r\n", "\n"),
        lambda text: text.replace("\r\n", "\r"),
    ],
    ids=["windows", "mark", "blank line", "unix", "carriage return"],
)
def test_semicolons_and_tabs_separate_cells(
    folder: Path, built_bytes: bytes, delimiter: str, saved: Callable[[str], str]
) -> None:
    for table in TABLES:
        rewrite(folder, f"{table}.csv", lambda text: saved(separated(text, delimiter)))
    assert built_bytes_of(folder) == built_bytes


def test_semicolons_in_cells_and_quoted_cells_are_read(folder: Path, built_bytes: bytes) -> None:
    rewrite(folder, "findings.csv", lambda text: separated(text, ",", csv.QUOTE_ALL))
    assert built_bytes_of(folder) == built_bytes
    rewrite(folder, "speakers.csv", lambda text: text.replace("measurer", "measurer; keeper"))
    assert read_folder(folder).tables["speakers"][0].values["role"] == "measurer; keeper"


def test_line_breaks_within_cells_become_newlines(folder: Path, built_bytes: bytes) -> None:
    rewrite(folder, "findings.csv", lambda text: text.replace("them.\n", "them.\r\n"))
    assert built_bytes_of(folder) == built_bytes


def test_columns_in_any_order_and_without_optional_ones(folder: Path, built_bytes: bytes) -> None:
    (folder / "speakers.csv").write_text("name,id\nA Speaker,1\nThe keeper,2\n")
    rows = read_folder(folder)
    assert [row.values for row in rows.tables["speakers"]] == [
        {"name": "A Speaker", "id": 1},
        {"name": "The keeper", "id": 2},
    ]
    assert built_bytes_of(folder) != built_bytes  # without the speaker's role
    with open_briefing(folder.parent / "ponds.db") as briefing:
        assert [speaker.role for speaker in briefing.report.speakers] == ["", ""]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("9", 9),
        (" 9 ", 9),
        ("-9", -9),
        ("9.50", 9.5),
        ("", None),
        ("0", 0),
        ("007", 7),
        ("-0.0000001", -1e-7),
        (f"0.{'0' * 323}5", 5e-324),
    ],
)
def test_figure_is_read_as_written(folder: Path, cell: str, value: float | None) -> None:
    text = f"id,measure_id,force_id,period,value,marker\n1,1,3,2019,{cell},\n"
    (folder / "figures.csv").write_text(text)
    (row,) = read_folder(folder).tables["figures"]
    assert row.values["value"] == value
    assert type(row.values["value"]) is type(value)


def test_marker_is_read_without_figures_and_behind_them(folder: Path) -> None:
    for text, expected in (
        ("marker\n1,1,3,2019,c\n", [(None, "c")]),
        ("value\n1,1,3,2019,9 [p]\n2,1,1,2019,[x]\n", [(9, "p"), (None, "x")]),
    ):
        path = folder / "figures.csv"
        path.write_text(f"id,measure_id,force_id,period,{text}")
        rows = read_folder(folder).tables["figures"]
        assert [(row.values["value"], row.values["marker"]) for row in rows] == expected


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("'=1+1", "=1+1"),
        ("''-1", "'-1"),
        ("'＠a", "＠a"),
        ("=1+1", "=1+1"),
        ("'tis", "'tis"),
        ("'", "'"),
        ("' =", " ="),
        ("'\ufeff@", "\ufeff@"),
        ("a;'=1", "a;=1"),
        ("a '=1", "a '=1"),
    ],
)
def test_apostrophe_against_formulas_is_removed(folder: Path, cell: str, text: str) -> None:
    (folder / "speakers.csv").write_text(f"id,name,role\n1,{cell},{cell}\n", "utf-8")
    (row,) = read_folder(folder).tables["speakers"]
    assert row.values == {"id": 1, "name": text, "role": text}


def test_other_files_are_ignored(folder: Path, built_bytes: bytes) -> None:
    (folder / "notes.json").write_text("{")
    (folder / "notes.csv").write_bytes(b"\xff")
    assert built_bytes_of(folder) == built_bytes


@pytest.mark.parametrize(("cell", "value"), [("", "none"), ("guess", "guess")])
def test_empty_reveal_means_none(folder: Path, cell: str, value: str) -> None:
    (folder / "slides.csv").write_text(f"id,position,kind,reveal\n1,1,chart,{cell}\n")
    (row,) = read_folder(folder).tables["slides"]
    assert row.values["reveal"] == value


@pytest.mark.parametrize(
    ("name", "left"),
    [("forces.csv", 2), ("findings.csv", 0), ("quotes.csv", 1), ("report.toml", 2)],
)
def test_mistake_silences_only_warnings_that_depend_on_it(
    folder: Path, name: str, left: int
) -> None:
    # A finding without words, and a quote without finding and slide.
    everything = read_folder(folder).warnings
    assert len(everything) == 2
    rewrite(folder, name, lambda text: f"{text}= 1\n")
    assert read_folder(folder).problems
    assert read_folder(folder).warnings == everything[:left]


def test_missing_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name, message in (
        ("missing", "no such folder"),
        ("file", "not a folder"),
        ("file/in it", "no such folder"),
        ("a" * 300, "can’t be read"),
    ):
        with pytest.raises(UnreadableSourceError, match=message) as raised:
            read_folder(tmp_path / name)
        assert raised.value.path == tmp_path / name


@pytest.mark.usefixtures("not_root")
@pytest.mark.parametrize("mode", [0o000, 0o600])
def test_inaccessible_folder_is_reported(folder: Path, mode: int) -> None:
    folder.chmod(mode)
    try:
        with pytest.raises(UnreadableSourceError, match="can’t be read: Permission denied"):
            read_folder(folder)
    finally:
        folder.chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
@pytest.mark.parametrize("name", ["speakers.csv", "report.toml", "proof.csv"])
def test_pipe_instead_of_a_file_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    (problem,) = problems_of(folder)
    assert problem.startswith(f"{name}: the file can’t be read: it is not an ordinary file; ")


def test_too_large_file_is_refused(folder: Path) -> None:
    with (folder / "quotes.csv").open("ab") as file:
        file.truncate(300 * 2**20)
    (problem,) = problems_of(folder)
    assert problem.startswith("quotes.csv: the file can’t be read: it is larger than 50 MB; ")


# ---- messages -----------------------------------------------------------------------------------

Change = Callable[[str], str]


def replaced(before: str, after: str) -> Change:
    return lambda text: text.replace(before, after, 1)


def with_end(end: str) -> Change:
    return lambda text: text + end


def cell(text: str) -> Mapping[str, Change]:
    """Return a change of a figure."""
    return {"figures.csv": replaced("2019,9,", f'2019,"{text}",')}


PUBLISHED: Final = '"2020-02-29"'
MESSAGES: Final[Mapping[str, Mapping[str, Change | None]]] = {
    **{
        f"{name} is missing": {name: None}
        for name in (*map("{}.csv".format, TABLES), "report.toml")
    },
    **{
        f"figure {text}": cell(text)
        for text in ("1,23", "1e3", "nan", "inf", "1.", ".5", "½", "９", "9" * 351, "'-9")
    },
    "column is misspelt": {"forces.csv": replaced("name", "Name")},
    "column is there twice": {"forces.csv": replaced("id,", "id,id,")},
    "column has no name": {"forces.csv": replaced("id,name", "id,,name")},
    "delimiter is unknown": {"forces.csv": lambda text: text.replace(",", "|")},
    "file is empty": {"forces.csv": lambda _: ""},
    "two cells": {"forces.csv": with_end("4,A force\r\n")},
    "five cells": {"forces.csv": with_end("4,A force,A,force,in pieces\r\n")},
    "one cell": {"forces.csv": with_end("4\r\n")},
    "two cells after semicolons": {
        "forces.csv": lambda text: f"{separated(text, ';')}4;A force\r\n"
    },
    "quotation mark is not closed": {"forces.csv": replaced("3,N", '3,"N')},
    "entry is unknown": {"report.toml": with_end("colour = 1\n")},
    "entry is that of a database": {"report.toml": with_end("id = 1\n")},
    "entry is a date": {"report.toml": replaced(PUBLISHED, "2020-02-29")},
    "entry is a number": {"report.toml": replaced(PUBLISHED, "2020")},
    "entry is a truth value": {"report.toml": replaced(PUBLISHED, "true")},
    "entry is a list": {"report.toml": replaced(PUBLISHED, "['a']")},
    "proof has few cells": {"proof.csv": with_end("1,ab,cd\n")},
    "proof has one cell": {"proof.csv": with_end("x\n")},
    "proof has no number": {"proof.csv": with_end(f"one,{'ab' * 32},{'cd' * 32}\n")},
    "proof has many cells": {"proof.csv": with_end("1,2,3,4\n")},
    "mistakes in many files": {
        "speakers.csv": None,
        "forces.csv": replaced("name", "Name"),
        "findings.csv": replaced("concern", "worry"),
        "quotes.csv": replaced("\n5,", "\nfive,"),
        "slides.csv": replaced("\n2,2,", "\n2,1,"),
    },
}
"""What is changed: the text of a file (None: it is removed)."""


def test_messages_name_place_mistake_and_remedy(folder: Path, golden: GoldenFiles) -> None:
    keep_proof(folder, ())
    lines = []
    for name, changes in MESSAGES.items():
        changed = shutil.copytree(folder, folder.with_name("changed"))
        for file, change in changes.items():
            if change is None:
                (changed / file).unlink()
            else:
                rewrite(changed, file, change)
        lines += [name, *(f"  {each}" for each in problems_of(changed))]
        shutil.rmtree(changed)
    golden.check("messages-about-folders", "\n".join(lines))


@pytest.mark.parametrize("name", ["findings.csv", "report.toml"])
def test_file_not_in_utf_8_is_reported_with_its_line(folder: Path, name: str) -> None:
    with (folder / name).open("ab") as file:
        file.write(b"\xe9\n")
    lines = (folder / name).read_bytes().count(b"\n")
    (problem,) = problems_of(folder)
    assert problem.startswith(f"{name}, line {lines}: the file isn’t in UTF-8, but probably")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le"])
@pytest.mark.parametrize("name", ["findings.csv", "report.toml"])
def test_file_in_utf_16_is_reported_with_a_remedy(folder: Path, name: str, encoding: str) -> None:
    text = (folder / name).read_text("utf-8")
    (folder / name).write_bytes(text.encode(encoding))
    (problem,) = problems_of(folder)
    assert problem == (
        f"{name}: the file is in UTF-16, also called Unicode text, instead of UTF-8;"
        f" save it as {'CSV ' if name.endswith('.csv') else ''}UTF-8"
    )


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a." * 20_000 + "b=1", "names with too many dots"),
        ("'a'." * 10_000 + "b=1", "names with too many dots"),
        ('title = """x""""\n' + "a." * 20_000 + "b=1", "names with too many dots"),
        (
            'a = {b = """x"""", ' + "a." * 20_000 + 'b = 1, c = "y"}',
            "names with too many dots",
        ),
        ("title = “Ponds”", "line 1"),
        ("a = " + "[" * 60_000, "nested too deeply"),
        ("a = " + "9" * 5_000, "a number with too many digits"),
        (f"title = '{'x' * 65_536}'", "it has 65,546 characters, more than 65,536"),
    ],
    ids=[
        "dots",
        "quoted dots",
        "dots after a text",
        "dots between texts",
        "quotation marks",
        "brackets",
        "digits",
        "long",
    ],
)
def test_report_that_demands_much_is_refused_as_invalid(folder: Path, text: str, what: str) -> None:
    (folder / "report.toml").write_text(text, "utf-8")
    (problem,) = problems_of(folder)
    assert problem.startswith("report.toml: the file isn’t valid TOML: ")
    assert what in problem


@pytest.mark.parametrize("start", ['"""', "'''", 'a = "', "a = '", '"""' + '\\"""\n' * 9])
def test_text_without_an_end_takes_all_that_follows(folder: Path, start: str) -> None:
    (folder / "report.toml").write_text(start + "a." * 20_000, "utf-8")
    (problem,) = problems_of(folder)
    assert problem.startswith("report.toml: the file isn’t valid TOML: ")
    assert "dots" not in problem


def test_report_with_longest_texts_and_many_dots_is_read(folder: Path) -> None:
    summary = "警." * 10_000
    (folder / "report.toml").write_text(
        f"title = 'Ponds'\nlanguage = 'en'  # {'.' * 500}\nsummary = \"{summary}\"", "utf-8"
    )
    assert read_folder(folder).tables["report"][0].values["summary"] == summary


def test_lack_of_memory_is_reported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise MemoryError

    monkeypatch.setattr("briefing_app.authoring.folder.completed", fail)
    with pytest.raises(UnreadableSourceError, match="too much memory"):
        read_source(folder)


def test_proof_verifies_a_build_without_the_text(folder: Path) -> None:
    target = folder.parent / "ponds.db"
    with_text = build(read_folder(folder), target, source_texts={1: SOURCE_TEXT.encode()})
    content = target.read_bytes()
    assert keep_proof(folder, with_text.proof) == folder / "proof.csv"
    without = build(read_folder(folder), target)
    assert (without.proof, without.verified) == (with_text.proof, with_text.verified)
    assert with_text.checked.texts.keys() == {1}
    assert not without.checked.texts, "a record proves nothing"
    assert target.read_bytes() == content
    with open_briefing(target) as briefing:
        assert briefing.report.check is Check.CLAIMED


def test_proof_file_is_sorted(folder: Path) -> None:
    proof = [VerifiedText(2, "ab" * 32, "cd" * 32), VerifiedText(1, "ab" * 32, "ef" * 32)]
    keep_proof(folder, proof)
    assert (folder / "proof.csv").read_bytes().decode() == (
        "source_id,source_sha256,text_sha256\n"
        f"1,{'ab' * 32},{'ef' * 32}\n2,{'ab' * 32},{'cd' * 32}\n"
    )
    assert read_folder(folder).proof == set(proof)


@pytest.mark.parametrize("content", [b"my own notes\n", b"\xff", b"1,2,3\n"])
def test_other_file_is_not_replaced_by_a_proof(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "proof.csv").write_bytes(content)
    with pytest.raises(OutputError, match=r"proof.csv exists and isn’t a proof file"):
        keep_proof(tmp_path, ())
    assert contents(tmp_path) == {"proof.csv": content}


def test_proof_in_missing_folder_is_reported(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="can’t be saved"):
        keep_proof(tmp_path / "missing", ())
