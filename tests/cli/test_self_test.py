"""`briefing-app self-test` tries every part, and reports each that fails."""

import tempfile
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing_app.cli import export, self_test
from briefing_app.cli import main as cli
from briefing_app.errors import OutputError
from briefing_app.export.kinds import HANDOUT, KINDS, OWN_NOTES, SLIDES
from briefing_app.files.paths import GUIDE_PAGES
from briefing_app.gui import application


def test_every_export_is_tried_that_needs_nothing_that_somebody_typed() -> None:
    assert set(self_test.TARGETS) == set(KINDS) - {OWN_NOTES}


def write_right_start(arguments: Namespace) -> int:
    return write(arguments.output, b"%PDF-" if arguments.kind is HANDOUT else b"PK")


def write(target: Path, content: bytes) -> int:
    target.write_bytes(content)
    print(target)
    return 0


def fail(_arguments: Namespace) -> int:
    raise OutputError(Path("handout.pdf"), "The disk is full.", "Free some space.")


def crash(_arguments: Namespace) -> int:
    raise ZeroDivisionError


def write_nothing(_arguments: Namespace) -> int:
    return 0


def write_empty(arguments: Namespace) -> int:
    return write(arguments.output, b"")


def write_wrong(arguments: Namespace) -> int:
    return write(arguments.output, b"PK")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make two files only, and a picture of the window that costs nothing."""
    few = {HANDOUT: ("handout.pdf",), SLIDES: ("slides.pptx",)}
    monkeypatch.setattr(self_test, "TARGETS", few)
    monkeypatch.setattr(export, "run", write_right_start)
    draw(monkeypatch, b"\x89PNG" + bytes(50_000))


def draw(monkeypatch: pytest.MonkeyPatch, picture: bytes) -> None:
    monkeypatch.setattr(application, "draw_window", lambda _path: picture)


@pytest.mark.parametrize(
    ("run", "reason"),
    [
        (fail, "The disk is full."),
        (crash, "unexpectedly, ZeroDivisionError"),
        (write_nothing, "no file was written"),
        (write_empty, "handout.pdf is not what its name says"),
        (write_wrong, "handout.pdf is not what its name says"),
    ],
)
@pytest.mark.usefixtures("quick", "qapp")
def test_failing_step_is_reported_and_the_others_are_tried(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    run: Callable[[Namespace], int],
    reason: str,
) -> None:
    def run_handout(arguments: Namespace) -> int:
        return (run if arguments.kind is HANDOUT else write_right_start)(arguments)

    monkeypatch.setattr(export, "run", run_handout)
    assert cli.main(["self-test"]) == 1
    printed = capsys.readouterr()
    assert "\nFAILED export handout: handout.pdf (" in printed.out
    assert "\nok     export slides: slides.pptx (" in printed.out
    assert printed.out.endswith("\n1 of these steps failed.\n")
    assert f"briefing-app: export handout: handout.pdf: {reason}" in printed.err.replace(
        "handout.pdf: handout.pdf: ", "handout.pdf: "
    )


@pytest.mark.usefixtures("quick", "qapp")
def test_empty_window_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    draw(monkeypatch, b"\x89PNG")
    assert cli.main(["self-test"]) == 1
    assert "draw the window: the picture is empty" in capsys.readouterr().err


@pytest.mark.usefixtures("quick", "qapp")
def test_missing_page_of_the_guide_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in GUIDE_PAGES:
        (tmp_path / f"{name}.md").write_text("# A page", "utf-8")
    (tmp_path / "export.md").unlink()
    monkeypatch.setattr(self_test, "guide_folder", lambda: tmp_path)
    assert cli.main(["self-test"]) == 1
    assert f"find the guide: export.md is not in {tmp_path}" in capsys.readouterr().err


def test_problem_of_the_bundled_briefing_fails(
    quick: None,
    qapp: object,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(self_test, "check_file", lambda _path: ["findings row 1: odd"])
    assert cli.main(["self-test"]) == 1
    assert "it has a problem: findings row 1: odd" in capsys.readouterr().err


@pytest.mark.usefixtures("quick", "qapp")
def test_missing_temporary_folder_is_reported_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    assert cli.main(["self-test"]) == 1
    printed = capsys.readouterr().err
    assert "The exports can’t be tried: No such file or directory." in printed
    assert "TMPDIR" in printed
