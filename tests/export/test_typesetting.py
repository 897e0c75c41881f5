"""Typesetting in a subprocess that can be stopped."""

import io
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from briefing_app.errors import CancelledError, TypesettingError
from briefing_app.export import typesetting, typst_calls
from briefing_app.export.handout import (
    handout_data,
    make_handout_pdf,
)
from briefing_app.export.options import DEFAULTS, Options, Part
from briefing_app.model.report import Reveal, SlideKind
from tests.export.materials import made_of
from tests.hostile_folder import enter_hostile_folder
from tests.sample_measures import make_measure
from tests.sample_report import (
    make_entry,
    make_finding,
    make_quote,
    make_report,
)


def ignore_progress(_done: int, _total: int) -> None:
    """Let the work continue."""


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that were started."""
    processes: list[subprocess.Popen[bytes]] = []

    class Recorded(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            processes.append(self)

    monkeypatch.setattr(subprocess, "Popen", Recorded)
    return processes


def test_subprocess_makes_the_same_bytes(started: list[subprocess.Popen[bytes]]) -> None:
    report = make_report((make_finding(1, detail="Tŵ, “so” 王 \u2028 \0"),))
    material = made_of(report)
    assert make_handout_pdf(material, progress=ignore_progress) == make_handout_pdf(material)
    assert len(started) == 1


def test_output_larger_than_a_pipe_buffer_is_complete() -> None:
    detail = " ".join(str(number * 7919) for number in range(400))  # hardly to be compressed
    report = make_report(tuple(make_finding(n, detail=detail) for n in range(1, 10)))
    pdf = make_handout_pdf(made_of(report), progress=ignore_progress)
    assert len(pdf) > 2**16
    assert pdf == make_handout_pdf(made_of(report))


@pytest.mark.parametrize("raised", [CancelledError, KeyboardInterrupt])
def test_exception_of_progress_callback_kills_the_subprocess(
    started: list[subprocess.Popen[bytes]],
    raised: type[BaseException],
) -> None:
    def stop(_done: int, _total: int) -> None:
        raise raised("Stopped.")

    # Much longer work than the interval between calls of progress.
    report = make_report(tuple(make_finding(n, detail="Words " * 200) for n in range(1, 400)))
    with pytest.raises(raised):
        make_handout_pdf(made_of(report), progress=stop)
    (process,) = started
    assert process.returncode is not None
    assert process.returncode != 0


def test_bug_in_the_subprocess_is_raised_with_its_message() -> None:
    with pytest.raises(RuntimeError, match="KeyError"):
        typesetting.typeset_in_subprocess({"no": "data"}, ignore_progress)


# Overwrites what the template expects, as nothing in a briefing is known to be refused.
@pytest.mark.parametrize(
    ("section", "at", "name"),
    [
        ("findings", 2, "Finding 3"),
        ("quotes", 0, "Further quote 1"),
        ("measures", 0, "Chart 1"),
        ("sources", 0, "Source 1"),
        ("worksheets", 1, "Discussion 2"),
        ("answers", 0, "Answer 1"),
        ("asked_measures", 0, "Chart 1 of the answers"),
    ],
)
def test_part_that_cannot_be_typeset_is_named(section: str, at: int, name: str) -> None:
    findings = [make_finding(number, prompt="Why?") for number in range(1, 6)]
    measures = (make_measure(), make_measure(number=2))
    report = make_report(tuple(findings), (make_quote(1),), measures)
    entries = [make_entry(n, SlideKind.DISCUSSION, text=f"Why {n}?") for n in range(1, 4)]
    entries = [entry._replace(answer="So.") for entry in entries]
    entries.append(make_entry(4, measures[1])._replace(reveal=Reveal.GUESS))
    options = Options(frozenset(Part))
    data = handout_data(made_of(report._replace(running_order=tuple(entries))), options)
    data[section][at]["keep_together"] = "neither yes nor no"
    with pytest.raises(
        TypesettingError, match=rf"^{name} can’t be printed in a handout: .*\. Shorten its"
    ):
        typst_calls.typeset(data)


def test_subprocess_names_the_part_that_cannot_be_typeset() -> None:
    data = handout_data(made_of(make_report((make_finding(1),))), DEFAULTS)
    data["findings"][0]["keep_together"] = "neither yes nor no"
    with pytest.raises(TypesettingError) as raised:
        typesetting.typeset_in_subprocess(data, ignore_progress)
    assert raised.value.what.startswith("Finding 1 can’t be printed in a handout: ")
    assert raised.value.remedy.startswith("Shorten its texts")


@pytest.mark.parametrize(
    ("field", "name"),
    [("title", "The title or the summary"), ("summary", "The summary")],
)
def test_error_outside_the_lists_is_named(field: str, name: str) -> None:
    data = handout_data(made_of(make_report((make_finding(1),))), DEFAULTS)
    with pytest.raises(TypesettingError, match=f"^{name} can’t be printed"):
        typst_calls.typeset({**data, field: {"not": "expected"}})


@pytest.mark.parametrize(
    ("code", "errors"),
    [
        (0xC0000005, b""),  # an access violation on Windows
        (0xC0000409, b"memory allocation of 4096 bytes failed"),
        (3, b""),  # abort() on Windows
        (1, b""),  # ended in the Task Manager
        (-9, b""),
    ],
)
def test_subprocess_that_dies_is_explained_whatever_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, code: int, errors: bytes
) -> None:
    class Dying(subprocess.Popen[bytes]):
        def communicate(self, *_arguments: Any, **_named: Any) -> tuple[bytes, bytes]:
            super().communicate()
            self.returncode = code
            return b"", errors

    monkeypatch.setattr("subprocess.Popen", Dying)
    with pytest.raises(TypesettingError, match=r"lack of memory\. Close other programs"):
        make_handout_pdf(made_of(make_report()), progress=ignore_progress)


def test_lack_of_memory_in_the_subprocess_is_explained(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise MemoryError

    monkeypatch.setattr("typst.compile", fail)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"{}")))
    assert typesetting.main() != 0
    assert "lack of memory" in capsys.readouterr().out


def test_subprocess_imports_nothing_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = enter_hostile_folder(tmp_path, monkeypatch)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    assert make_handout_pdf(made_of(make_report()), progress=ignore_progress).startswith(b"%PDF-")
    assert not mark.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script takes the place of the bundle")
def test_frozen_bundle_starts_itself_to_typeset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = tmp_path / "briefing-app"
    bundle.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m briefing_app "$@"\n')
    bundle.chmod(0o755)
    expected = make_handout_pdf(made_of(make_report()))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(bundle))
    assert make_handout_pdf(made_of(make_report()), progress=ignore_progress) == expected
