"""Typesetting in a subprocess that can be stopped."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing_app.errors import CancelledError
from briefing_app.export import typesetting
from briefing_app.export.handout import make_comparison_pdf, make_handout_pages, make_handout_pdf
from briefing_app.export.typesetting import compress_pages
from tests.export.test_comparison_page import sample_comparison
from tests.sample_report import make_finding, make_report


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
    assert make_handout_pdf(report, progress=ignore_progress) == make_handout_pdf(report)
    assert make_comparison_pdf(
        sample_comparison(), progress=ignore_progress
    ) == make_comparison_pdf(sample_comparison())
    assert list(make_handout_pages(report, progress=ignore_progress)) == list(
        make_handout_pages(report)
    )
    assert len(started) == 3


def test_output_larger_than_a_pipe_buffer_is_complete() -> None:
    report = make_report(tuple(make_finding(n, detail="Words " * 400) for n in range(1, 60)))
    pdf = make_handout_pdf(report, progress=ignore_progress)
    pages = list(make_handout_pages(report, progress=ignore_progress))
    assert min(len(pdf), len(pages[0])) > 2**16
    assert pdf == make_handout_pdf(report)
    assert pages == list(make_handout_pages(report))


def test_pages_are_compressed_until_accessed() -> None:
    report = make_report(tuple(make_finding(n, detail="Words " * 400) for n in range(1, 30)))
    pages = make_handout_pages(report, progress=ignore_progress)
    assert all(page.startswith(b"<svg ") for page in pages)
    assert list(pages[1:3]) == [pages[1], pages[2]]
    assert sum(map(len, pages)) > 4 * sum(map(len, compress_pages(pages)))
    assert vars(pages)["_compressed"] == compress_pages(pages)


@pytest.mark.parametrize("make", [make_handout_pdf, make_handout_pages])
@pytest.mark.parametrize("raised", [CancelledError, KeyboardInterrupt])
def test_exception_of_progress_callback_kills_the_subprocess(
    started: list[subprocess.Popen[bytes]],
    raised: type[BaseException],
    make: Callable[..., object],
) -> None:
    def stop(_done: int, _total: int) -> None:
        raise raised("Stopped.")

    # Much longer work than the interval between calls of progress.
    report = make_report(tuple(make_finding(n, detail="Words " * 200) for n in range(1, 1000)))
    with pytest.raises(raised):
        make(report, progress=stop)
    (process,) = started
    assert process.returncode is not None
    assert process.returncode != 0


def test_error_of_the_subprocess_is_raised_with_its_message() -> None:
    with pytest.raises(RuntimeError, match="colours"):
        typesetting.typeset_pdf_in_subprocess({"no": "data"}, ignore_progress)


def test_subprocess_imports_nothing_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json", "typst", "briefing_app"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('wrong module')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    assert make_handout_pdf(make_report(), progress=ignore_progress).startswith(b"%PDF-")


def test_frozen_bundle_typesets_in_process(
    started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert make_handout_pdf(make_report(), progress=ignore_progress) == make_handout_pdf(
        make_report()
    )
    assert list(make_handout_pages(make_report(), progress=ignore_progress)) == list(
        make_handout_pages(make_report())
    )
    assert started == []
