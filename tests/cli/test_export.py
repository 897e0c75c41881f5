"""``briefing-app export``: what it writes and what it refuses."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from briefing_app.cli import main as cli
from briefing_app.database.personal.copies import copy_path
from briefing_app.database.personal.notes_table import Notes
from briefing_app.database.personal.store import PersonalStore
from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import (
    BUNDLED_BRIEFING,
    DEMONSTRATION_SOURCE,
    personal_file,
)
from briefing_app.model.notes import NO_NOTE, Note, NoteItem, finding_item
from tests.export.pdf_reader import text
from tests.files.folders import contents
from tests.test_architecture import loaded_by

KINDS = {
    "handout": ("handout.pdf", b"%PDF-"),
    "slides": ("slides.pptx", b"PK\x03\x04"),
    "chart": ("chart.png", b"\x89PNG"),
    "page": ("page.html", b"<!DOCTYPE html>"),
    "data": ("data.zip", b"PK\x03\x04"),
}


def _export(*arguments: str | Path) -> int:
    return cli.main(["export", *map(str, arguments)])


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_written_and_its_path_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    name, beginning = KINDS[kind]
    assert _export(kind, "-o", tmp_path / name) == 0
    assert capsys.readouterr().out == f"{tmp_path / name}\n"
    written = contents(tmp_path)
    assert list(written) == [name]
    assert written[name].startswith(beginning)


def loaded_by_exports(*targets: Path) -> set[str]:
    """Return the top-level modules that exports load, whose kinds are the names of the targets."""
    commands = [["export", target.stem, "-o", str(target)] for target in targets]
    return loaded_by(
        "from briefing_app.cli.main import main\n"
        f"assert [main(command) for command in {commands}] == {[0] * len(commands)}"
    )


def test_exports_without_pictures_load_no_qt_and_no_numpy(tmp_path: Path) -> None:
    names = (KINDS[kind][0] for kind in ("handout", "slides", "page", "data"))
    loaded = loaded_by_exports(*(tmp_path / name for name in names))
    assert loaded & {"PySide6", "shiboken6", "numpy"} == set()


def test_exports_of_ones_own_load_no_qt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "LOCALAPPDATA", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    store = PersonalStore(personal_file())
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        report = briefing.report
    Notes(store).save(report, finding_item(report.findings[0]), NO_NOTE, Note("Ask"))
    loaded = loaded_by_exports(tmp_path / "notes.txt")
    assert loaded & {"PySide6", "shiboken6"} == set()


def test_every_slide_becomes_a_picture_of_the_requested_width(tmp_path: Path) -> None:
    assert _export("pictures", "-o", tmp_path / "slides", "--width", "640") == 0
    written = contents(tmp_path)
    names = [re.fullmatch(r"slides/slide-(\d\d)(-\d)?\.png", name) for name in written]
    numbers = Counter(int(name[1]) for name in names if name)
    assert numbers.total() == len(written)
    assert sorted(numbers) == list(range(1, 22))
    assert {number for number, pages in numbers.items() if pages > 1} == {3, 13, 14}  # in steps
    for content in written.values():
        assert int.from_bytes(content[16:20], "big") == 640


@pytest.fixture(scope="module")
def several_periods(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a briefing with a measure for three periods; one force has only the last."""
    folder = tmp_path_factory.mktemp("periods")
    shutil.copytree(DEMONSTRATION_SOURCE, folder / "source")
    (folder / "source" / "figures.csv").write_text(
        "id,measure_id,force_id,period,value,marker\n"
        "1,1,1,2015,10,\n2,1,1,2016,20,\n3,1,1,2017,30,\n"
        "4,1,2,2016,7,\n5,1,2,2017,5,\n6,1,5,2017,4,\n7,2,1,2017,4,\n8,3,12,2017,4,\n",
        "utf-8",
    )
    (folder / "source" / "slides.csv").write_text("id,position,kind\n", "utf-8")
    assert cli.main(["build", str(folder / "source"), "-o", str(folder / "several.db")]) == 0
    return folder / "several.db"


@pytest.mark.parametrize(
    ("arguments", "subtitle", "figures"),
    [
        ((), "2017", ["30", "5", "4"]),
        (("--period", "2016"), "2016", ["20", "7"]),
        (("--over-time", "MADE-UP eastshire"), "2015 to 2017", ["10", "20", "30"]),
    ],
)
def test_chart_shows_the_requested_figures(
    *,
    tmp_path: Path,
    several_periods: Path,
    arguments: tuple[str, ...],
    subtitle: str,
    figures: list[str],
) -> None:
    assert _export("chart", several_periods, *arguments, "-o", tmp_path / "chart.svg") == 0
    printed = (tmp_path / "chart.svg").read_text("utf-8")
    assert f", {subtitle}</text>" in printed
    assert re.findall(r'<text[^>]* font-size="54"[^>]*>(\d+)<', printed) == figures


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--period", "2014"), "--period 2014: there is no such period."),
        (("--over-time", "Nowhere"), "--over-time Nowhere: there is no such force."),
    ],
)
def test_missing_period_or_force_is_refused_with_the_available_ones(
    *,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    several_periods: Path,
    arguments: tuple[str, ...],
    expected: str,
) -> None:
    assert _export("chart", several_periods, *arguments, "-o", tmp_path / "chart.svg") == 2
    printed = capsys.readouterr().err
    assert expected in printed
    available = (
        "Forces you can choose: "
        if "force" in expected
        else "Periods of this measure: 2015, 2016, 2017."
    )
    assert available in printed
    assert contents(tmp_path) == {}


def test_characters_missing_in_the_handout_font_are_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "source"
    shutil.copytree(DEMONSTRATION_SOURCE, source)
    report = source / "report.toml"
    original = report.read_text("utf-8")
    report.write_text(original.replace("Made up:", "王:"), "utf-8")
    briefing = tmp_path / "briefing.db"
    assert cli.main(["build", str(source), "-o", str(briefing)]) == 0
    capsys.readouterr()
    assert _export("handout", briefing, "-o", tmp_path / "handout.pdf") == 0
    printed = capsys.readouterr().err
    assert printed.startswith("warning: The handout’s fonts have only Latin letters.")
    assert printed.endswith("Missing: U+738B.\n")
    assert _export("handout", "-o", tmp_path / "bundled.pdf") == 0
    assert capsys.readouterr().err == ""


def test_existing_file_is_replaced_only_with_force(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "page.html"
    (tmp_path / name).write_bytes(b"before")
    assert _export("page", "-o", tmp_path / name) == 2
    assert f"{tmp_path / name}: This file already exists." in capsys.readouterr().err
    assert contents(tmp_path) == {name: b"before"}
    assert _export("page", "-o", tmp_path / name, "--force") == 0
    assert contents(tmp_path)[name].startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize("kind", ["pictures", "data"])
def test_existing_folder_is_never_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    (tmp_path / "slide-1.png").write_bytes(b"mine")
    for force in ([], ["--force"] if kind == "data" else []):
        assert _export(kind, "-o", tmp_path, *force) == 2
        printed = capsys.readouterr().err
        assert f"{tmp_path}: This folder already exists. Choose another name" in printed
        assert contents(tmp_path) == {"slide-1.png": b"mine"}


@pytest.mark.parametrize(
    ("arguments", "name", "expected"),
    [
        ("pictures --slide-theme blue", "out", "invalid choice: 'blue'"),
        ("pictures --force", "new", "unrecognized arguments: --force"),
        ("handout --parts summary,chart", "a.pdf", "“chart” is not a part; the parts are summary,"),
        ("chart --highlight Nowhere", "a.png", "Forces you can choose: West Midlands, West Merc"),
        ("chart --over-time Staffordshire", "a.svg", "no force has figures for several periods."),
        ("chart --measure 2", "a.png", "Choose a number from 1 to 1."),
        ("chart --measure 1.5", "a.png", "“1.5” is not the number of a measure; measures are"),
        ("chart --width 10", "a.png", "Choose a width from 320 to 7,680 pixels."),
        ("chart --width x", "a.png", "“x” is not a width; give pixels in digits, like 1920"),
        ("posters", "out.png", "invalid choice: 'posters'"),
        ("", "out.png", "KIND"),
        ("page", "page.pdf", "Name it page.html.\n"),
        ("page", ".html", "The file has no name before .html. Name it page.html."),
        ("chart", "chart.jpg", "Name it chart.png or chart.svg.\n"),
        ("slides", "report v1.2.ODP", "Name it report v1.2.pptx.\n"),
        ("handout", "report.", "Name it report.pdf.\n"),
        ("handout", "St. Ives", "Name it St. Ives.pdf.\n"),
        ("data", "d3.csv", "Give the name of a folder, such as d3, or d3.zip to get one file."),
        ("data", "d3.XLSX", "Give the name of a folder, such as d3, or d3.zip to get one file."),
        ("pictures", "slides.png", "Give the name of a folder, such as slides."),
    ],
)
def test_unusable_option_or_name_is_refused_with_a_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: str, name: str, expected: str
) -> None:
    assert _export(*arguments.split(), "-o", tmp_path / name) == 2
    assert expected in capsys.readouterr().err
    assert contents(tmp_path) == {}


def test_folder_may_have_a_name_with_a_dot(tmp_path: Path) -> None:
    assert _export("data", "-o", tmp_path / "data-2017.10") == 0


def test_briefing_is_never_overwritten_by_its_export(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    briefing, target = tmp_path / "briefing.db", tmp_path / "page.html"
    briefing.write_bytes(BUNDLED_BRIEFING.read_bytes())
    target.hardlink_to(briefing)
    assert _export("page", briefing, "-o", target, "--force") == 2
    assert "The output would overwrite its own source, briefing.db." in capsys.readouterr().err
    assert briefing.read_bytes() == BUNDLED_BRIEFING.read_bytes()


def test_file_open_in_an_office_program_is_not_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "slides.pptx").write_bytes(b"before")
    (tmp_path / ".~lock.slides.pptx#").touch()
    assert _export("slides", "-o", tmp_path / "slides.pptx", "--force") == 2
    assert "Another program has this file open" in capsys.readouterr().err
    assert contents(tmp_path)["slides.pptx"] == b"before"


@pytest.mark.parametrize("name", ["handout.pdf", "slides.pptx", "data.zip"])
def test_creation_time_that_is_none_is_reported(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")
    assert _export(Path(name).stem, "-o", tmp_path / name) == 2
    assert "SOURCE_DATE_EPOCH is “today”" in capsys.readouterr().err
    assert contents(tmp_path) == {}


@pytest.fixture
def own_notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the user have a note on the first finding."""
    path = tmp_path / "user" / "personal.db"
    monkeypatch.setattr("briefing_app.cli.export.personal_file", lambda: path)
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        report = briefing.report
    item = finding_item(report.findings[0])
    Notes(PersonalStore(path)).save(report, item, NO_NOTE, Note("Ask the sergeant"))


@pytest.mark.usefixtures("own_notes")
def test_own_notes_are_exported_and_printed_if_asked(tmp_path: Path) -> None:
    assert _export("notes", "-o", tmp_path / "notes.txt") == 0
    assert "Ask the sergeant" in (tmp_path / "notes.txt").read_text("utf-8")
    assert _export("handout", "-o", tmp_path / "plain.pdf") == 0
    assert "Ask the sergeant" not in text((tmp_path / "plain.pdf").read_bytes())
    assert _export("handout", "--notes", "-o", tmp_path / "noted.pdf") == 0
    assert "Ask the sergeant" in text((tmp_path / "noted.pdf").read_bytes())


@pytest.mark.usefixtures("own_notes")
def test_notes_in_the_copy_of_a_damaged_file_are_exported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "user" / "personal.db"
    path.rename(copy_path(path))
    path.write_bytes(b"damaged " * 1000)
    assert _export("notes", "-o", tmp_path / "notes.txt") == 0
    assert "Ask the sergeant" in (tmp_path / "notes.txt").read_text("utf-8")
    assert "was damaged. Its copy of " in capsys.readouterr().err


def test_handout_with_notes_is_refused_if_there_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("briefing_app.cli.export.personal_file", lambda: tmp_path / "no.db")
    assert _export("handout", "--notes", "-o", tmp_path / "handout.pdf") == 2
    missing = "You have no notes on this briefing. Leave out --notes.\n"
    assert capsys.readouterr().err.endswith(missing)
    assert contents(tmp_path) == {}


@pytest.mark.usefixtures("own_notes")
def test_notes_about_nothing_in_this_edition_are_not_printed_silently(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = Notes(PersonalStore(tmp_path / "user" / "personal.db"))
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        report = briefing.report
    notes.delete(report.key, finding_item(report.findings[0]).key)
    notes.save(report, NoteItem("removed", "A finding of old"), NO_NOTE, Note("Ask"))
    assert _export("handout", "--notes", "-o", tmp_path / "handout.pdf") == 2
    assert "None of your notes is about this edition" in capsys.readouterr().err
    assert _export("notes", "-o", tmp_path / "notes.txt") == 0
