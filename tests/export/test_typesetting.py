"""The handout, set in a process of its own that can be stopped."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing_app.errors import CancelledError
from briefing_app.export import typesetting
from briefing_app.export.handout import make_comparison_pdf, make_handout_pages, make_handout_pdf
from briefing_app.export.typesetting import pack
from tests.export.test_comparison_page import changed
from tests.sample_report import make_finding, make_report


def never(_done: int, _of: int) -> None:
    """Nobody wants it to stop."""


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that are started."""
    processes: list[subprocess.Popen[bytes]] = []

    class Kept(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            processes.append(self)

    monkeypatch.setattr(subprocess, "Popen", Kept)
    return processes


def test_that_a_process_of_its_own_makes_the_same_bytes(
    started: list[subprocess.Popen[bytes]],
) -> None:
    report = make_report((make_finding(1, detail="Tŵ, “so” 王 \u2028 \0"),))
    assert make_handout_pdf(report, progress=never) == make_handout_pdf(report)
    assert make_comparison_pdf(changed(), progress=never) == make_comparison_pdf(changed())
    assert list(make_handout_pages(report, progress=never)) == list(make_handout_pages(report))
    assert len(started) == 3


def test_that_more_than_a_pipe_holds_arrives_whole() -> None:
    report = make_report(tuple(make_finding(n, detail="Words " * 400) for n in range(1, 200)))
    assert make_handout_pdf(report, progress=never) == make_handout_pdf(report)
    assert list(make_handout_pages(report, progress=never)) == list(make_handout_pages(report))


def test_that_pages_are_packed_until_one_is_asked_for() -> None:
    report = make_report(tuple(make_finding(n, detail="Words " * 400) for n in range(1, 30)))
    pages = make_handout_pages(report, progress=never)
    assert all(page.startswith(b"<svg ") for page in pages)
    assert list(pages[1:3]) == [pages[1], pages[2]]
    assert sum(map(len, pages)) > 4 * sum(map(len, pack(pages)))
    assert vars(pages)["_packed"] == pack(pages)


@pytest.mark.parametrize("make", [make_handout_pdf, make_handout_pages])
@pytest.mark.parametrize("raised", [CancelledError, KeyboardInterrupt])
def test_that_what_progress_raises_ends_the_process_in_the_middle(
    started: list[subprocess.Popen[bytes]],
    raised: type[BaseException],
    make: Callable[..., object],
) -> None:
    def stop(_done: int, _of: int) -> None:
        raise raised("Stopped.")

    # It would take far longer than until somebody looks.
    report = make_report(tuple(make_finding(n, detail="Words " * 200) for n in range(1, 1000)))
    with pytest.raises(raised):
        make(report, progress=stop)
    (process,) = started
    assert process.returncode is not None
    assert process.returncode != 0


def test_that_a_bug_in_the_process_is_told_with_what_it_complained_of() -> None:
    with pytest.raises(RuntimeError, match="colours"):
        typesetting.typeset_pdf_in_subprocess({"no": "data"}, never)


def test_that_nothing_beside_the_briefing_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json", "typst", "briefing_app"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('this is not ours')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    assert make_handout_pdf(make_report(), progress=never).startswith(b"%PDF-")


def test_that_a_frozen_bundle_which_has_no_interpreter_sets_it_itself(
    started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert make_handout_pdf(make_report(), progress=never) == make_handout_pdf(make_report())
    assert list(make_handout_pages(make_report(), progress=never)) == list(
        make_handout_pages(make_report())
    )
    assert started == []
