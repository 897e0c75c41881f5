"""``briefing-app export pack``: one folder with everything for a session."""

import errno
import hashlib
import os
import shutil
import signal
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from briefing_app.cli import main as cli
from briefing_app.database.personal.notes import Notes
from briefing_app.database.personal.said import SaidStore
from briefing_app.database.personal.sessions import new_session
from briefing_app.database.personal.store import PersonalStore
from briefing_app.database.reader import open_briefing
from briefing_app.errors import CancelledError
from briefing_app.export import jobs
from briefing_app.export.kinds import ExportKind
from briefing_app.export.request import Export, Material
from briefing_app.files.atomic import is_windows_name
from briefing_app.files.paths import BUNDLED_BRIEFING, personal_file
from briefing_app.gui.export import renderer
from briefing_app.model.notes import NO_NOTE, Note, finding_item
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slideshow.said import SaidLine
from tests.export.pdf_reader import text
from tests.files.folders import contents

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session pack of the bundled briefing, not to be changed."""
    folder = tmp_path_factory.mktemp("pack") / "pack"
    assert export("-o", folder) == 0
    return folder


@pytest.fixture
def quick_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the parts that take long to make."""
    monkeypatch.setattr(jobs, "make_handout_pdf", lambda *_: b"handout")
    slides = "briefing_app.export.powerpoint.slides.powerpoint"
    monkeypatch.setattr(slides, lambda *_, **__: b"slides")
    monkeypatch.setattr(renderer, "draw_slides", lambda *_: [])


def export(*arguments: str | Path) -> int:
    return cli.main(["export", "pack", *map(str, arguments)])


def test_pack_has_the_briefing_and_every_export_of_it(pack: Path, tmp_path: Path) -> None:
    found = contents(pack)
    assert found["report.db"] == BUNDLED_BRIEFING.read_bytes()
    files = {"handout": "Handout.pdf", "slides": "Slides.pptx", "page": "Web page.html"}
    for kind, name in files.items():
        target = tmp_path / name
        assert cli.main(["export", kind, "-o", str(target)]) == 0
        assert found[name] == target.read_bytes()
    assert cli.main(["export", "data", "-o", str(tmp_path / "data")]) == 0
    assert contents(tmp_path / "data") == contents(pack / "Data")
    pictures_only = ["export", "pictures", "--width", "320", "-o", str(tmp_path / "pictures")]
    assert cli.main(pictures_only) == 0
    pictures = {file.name for file in (tmp_path / "pictures").glob("*.png")}
    assert pictures == set(contents(pack / "Slide pictures"))
    assert {name.split("/")[0] for name in found} == {
        *("README.txt", "SHA256SUMS", "report.db", *files.values()),
        *("Slide pictures", "Data"),
    }


@pytest.mark.usefixtures("quick_parts")
def test_pack_has_what_was_said_in_the_last_slideshow_only_if_asked(tmp_path: Path) -> None:
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        report = briefing.report
    store = SaidStore(PersonalStore(personal_file()))
    for day, said in enumerate(("Long ago", "Nobody so far", "One, two, three"), 1):
        path = str(BUNDLED_BRIEFING)
        session = new_session(report.key, report.title, path, is_rehearsal=day == 3)
        line = SaidLine("slide", "Who checks?", "", said)
        store.add(session._replace(started=f"2026-01-0{day}T10:00:00+00:00"), line)
    for name, options, has_warning in (
        ("without", (), False),
        ("other-parts", ("--parts", "summary,worksheets"), False),
        ("with", ("--parts", "findings,said"), True),
    ):
        assert export(*options, "-o", tmp_path / name) == 0
        readme = " ".join(contents(tmp_path / name)["README.txt"].decode().split())
        assert ("What was said in the discussions is in it" in readme) is has_warning
    assert not {"What we said.txt", "What we said.csv"} & set(contents(tmp_path / "without"))
    found = contents(tmp_path / "with")
    for name in ("What we said.txt", "What we said.csv"):
        assert "Nobody so far" in found[name].decode()
        assert not any(said in found[name].decode() for said in ("Long ago", "One, two"))
        assert name in found["README.txt"].decode()
    assert cli.main(["export", "said", "-o", str(tmp_path / "said.txt")]) == 0
    all_said = (tmp_path / "said.txt").read_text("utf-8")
    assert "Nobody so far" in all_said
    assert "Long ago" in all_said
    assert all_said.count(", rehearsal\n") == 1


def test_readme_warns_if_own_notes_are_in_the_handout(
    quick_parts: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = PersonalStore(tmp_path / "user" / "personal.db")
    monkeypatch.setattr("briefing_app.cli.export.personal_file", lambda: store.path)
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        report = briefing.report
    Notes(store).save(report, finding_item(report.findings[0]), NO_NOTE, Note("Ask"))
    for options, has_warning in (((), False), (("--notes",), True)):
        assert export(*options, "-o", tmp_path / f"pack-{has_warning}") == 0
        readme = contents(tmp_path / f"pack-{has_warning}")["README.txt"].decode()
        assert ("The notes of whoever" in " ".join(readme.split())) is has_warning


def test_checksums_cover_every_other_file(pack: Path) -> None:
    found = contents(pack)
    sums = found.pop("SHA256SUMS").decode().splitlines()
    assert {line[66:]: line[:64] for line in sums} == {
        name: hashlib.sha256(content).hexdigest() for name, content in found.items()
    }


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs sha256sum")
def test_sha256sum_accepts_the_pack_and_finds_a_change(pack: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(pack, copy)
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    assert subprocess.run(command, cwd=copy, check=False).returncode == 0
    (copy / "Data" / "findings.csv").write_bytes(b"changed")
    done = subprocess.run(command, cwd=copy, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "Data/findings.csv" in done.stdout


def test_every_name_is_valid_on_windows_and_a_usb_stick(pack: Path) -> None:
    names = [file.name for file in pack.rglob("*")]
    assert names
    assert all(map(is_windows_name, names))


def test_options_of_the_handout_are_used(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renderer, "draw_slides", lambda *_: [])
    assert "Talk about it" in text((pack / "Handout.pdf").read_bytes())
    assert export("-o", tmp_path / "short", "--parts", "summary") == 0
    assert "Talk about it" not in text((tmp_path / "short" / "Handout.pdf").read_bytes())


@pytest.mark.usefixtures("quick_parts")
def test_second_pack_needs_another_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "pack"
    assert export("-o", folder) == 0
    before = contents(folder)
    assert export("-o", folder) == 2
    assert "This folder already exists. Choose another name" in capsys.readouterr().err
    assert contents(folder) == before
    assert export("-o", tmp_path / "pack 2") == 0
    assert contents(tmp_path / "pack 2") == before


@pytest.mark.usefixtures("quick_parts")
def test_copy_of_a_briefing_is_never_hidden(tmp_path: Path) -> None:
    briefing = tmp_path / "..briefing"
    briefing.write_bytes(BUNDLED_BRIEFING.read_bytes())
    assert export(briefing, "-o", tmp_path / "pack") == 0
    found = contents(tmp_path / "pack")
    assert found["Briefing.briefing"] == briefing.read_bytes()
    assert b'databases:\n  "Briefing":\n' in found["Data/metadata.yaml"]
    assert not list((tmp_path / "pack").rglob(".*"))


@pytest.mark.usefixtures("quick_parts")
def test_full_stick_is_reported_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=100_000))
    monkeypatch.setattr("os.fsync", pytest.fail)
    assert export("-o", tmp_path / "pack") == 2
    printed = capsys.readouterr().err
    assert " MB, and the drive has only 0.1 MB free. Free some space, or choose" in printed
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, "The disk is full."),
        (errno.EIO, "can no longer be reached; perhaps it was removed. Connect it again"),
    ],
)
@pytest.mark.usefixtures("quick_parts")
def test_failure_in_the_middle_leaves_nothing(
    *,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    expected: str,
) -> None:
    calls = 0

    def fail_later(_file: int) -> None:
        nonlocal calls
        calls += 1
        if calls > 5:
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr("os.fsync", fail_later)
    assert export("-o", tmp_path / "pack") == 2
    assert expected in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("quick_parts")
def test_removed_stick_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()

    def pull(_descriptor: int) -> None:
        shutil.rmtree(stick, ignore_errors=True)
        if stick.exists():  # Windows keeps the folder of an open file
            raise OSError(errno.EIO, "The device is not ready")

    monkeypatch.setattr("os.fsync", pull)
    assert export("-o", stick / "pack") == 2
    assert "can no longer be reached; perhaps it was removed." in capsys.readouterr().err


def test_ctrl_c_while_a_part_is_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_arguments: object) -> bytes:
        signal.raise_signal(signal.SIGINT)
        return b""

    monkeypatch.setattr(jobs, "make_handout_pdf", interrupted)
    monkeypatch.setattr(renderer, "draw_slides", lambda *_: map(pytest.fail, ["not stopped"]))
    assert export("-o", tmp_path / "pack") == 130
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("quick_parts")
def test_pack_can_be_cancelled_between_files(tmp_path: Path) -> None:
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        report = briefing.report
    material = Material(BUNDLED_BRIEFING, report, briefing_slides(report))
    wanted = Export(ExportKind.PACK, tmp_path / "pack")
    calls = 0

    def count(_done: int, _total: int) -> None:
        nonlocal calls
        calls += 1

    written = jobs.run(wanted, material, count, renderer)
    assert calls > len(written)
    shutil.rmtree(wanted.target)
    for stop_at in (*range(0, calls - 1, 4), calls - 1):
        left = stop_at

        def stop(_done: int, _total: int) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise CancelledError("Stopped.")

        with pytest.raises(CancelledError):
            jobs.run(wanted, material, stop, renderer)
        assert list(tmp_path.iterdir()) == []
