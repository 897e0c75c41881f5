"""What File ▸ Open beside… does."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from briefing_app.authoring.folder import read_folder
from briefing_app.database.builder import build
from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING, DEMONSTRATION
from briefing_app.files.progress import Progress
from briefing_app.gui.comparison.window import ComparisonWindow
from briefing_app.gui.controllers.comparison import ComparisonController
from briefing_app.gui.export import jobs as export_jobs
from briefing_app.gui.export.request import Export, Material
from briefing_app.gui.main_window.actions import ActionId
from briefing_app.gui.main_window.error_page import ErrorPage
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.os_integration.sleep_inhibitors.inhibitor import SleepInhibitor
from briefing_app.gui.settings import Settings, briefing_name
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.style import Style
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.comparison import compare
from briefing_app.model.comparison_slides import comparison_slides
from briefing_app.model.slides import SlideText, briefing_slides


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The made-up briefings."""
    folder = tmp_path_factory.mktemp("pair")
    files = {name: folder / f"{name}.db" for name in ("earlier", "later")}
    for name, file in files.items():
        build(read_folder(DEMONSTRATION / name), file)
    return files


@pytest.fixture
def comparing(
    *,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    settings: Settings,
    style: Style,
    qapp: QApplication,
    pair: dict[str, Path],
) -> ComparisonController:
    """The later of the made-up briefings is open."""
    made = ComparisonController(main_window, launcher, settings, style, qapp)
    main_window.commands.comparison_requested.connect(made.ask)
    main_window.open(pair["later"])
    return made


def _shown(comparing: ComparisonController) -> ComparisonWindow:
    assert comparing.shown is not None
    return comparing.shown


def _told(comparing: ComparisonController) -> str:
    views = _shown(comparing).findChildren(PlainText)
    return next(view.toPlainText() for view in views if view.accessibleName() == "What was done")


def test_that_the_action_asks_for_a_briefing_and_the_one_chosen_is_laid_beside(
    main_window: MainWindow, comparing: ComparisonController, pair: dict[str, Path]
) -> None:
    main_window.trigger(ActionId.COMPARE)
    (dialog,) = main_window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(pair["earlier"]))
    dialog.close()
    comparison = _shown(comparing).comparison
    assert comparison.earlier.title == "Made up: a first inspection"
    assert comparison.later.title == "Made up: progress since the first inspection"


def test_that_a_later_briefing_beside_an_earlier_one_is_known_to_be_the_later(
    main_window: MainWindow, comparing: ComparisonController, pair: dict[str, Path]
) -> None:
    main_window.open(pair["earlier"])
    assert comparing.open(pair["later"])
    assert _shown(comparing).comparison.earlier.published == "2021-05"


def test_that_a_bad_file_is_told_in_the_main_window_and_loses_nothing(
    main_window: MainWindow, comparing: ComparisonController, pair: dict[str, Path], tmp_path: Path
) -> None:
    assert comparing.open(pair["earlier"])
    shown = _shown(comparing)
    bad = tmp_path / "bad.db"
    bad.write_bytes(b"no briefing")
    assert not comparing.open(bad)
    (page,) = main_window.findChildren(ErrorPage)
    assert page.isVisible()
    assert any("bad.db" in view.toPlainText() for view in page.findChildren(PlainText))
    assert main_window.briefing is not None
    assert main_window.briefing.path == pair["later"]
    assert comparing.shown is shown


def test_that_it_closes_when_another_briefing_is_opened(
    qtbot: QtBot, main_window: MainWindow, comparing: ComparisonController, pair: dict[str, Path]
) -> None:
    comparing.open(pair["earlier"])
    with qtbot.waitSignal(_shown(comparing).finished):
        main_window.open(BUNDLED_BRIEFING)
    assert comparing.shown is None


def test_that_its_slides_are_presented_until_the_program_ends(
    *,
    main_window: MainWindow,
    comparing: ComparisonController,
    launcher: SlideshowLauncher,
    settings: Settings,
    style: Style,
    sleep_inhibitor: SleepInhibitor,
    qapp: QApplication,
    pair: dict[str, Path],
) -> None:
    comparing.open(pair["earlier"])
    _shown(comparing).slides_wanted.emit(_shown(comparing).comparison)
    briefing = main_window.briefing
    assert briefing is not None
    with open_briefing(pair["earlier"]) as earlier:
        added = comparison_slides(compare(earlier.report, briefing.report))
    own = briefing_slides(briefing.report)
    # The sources stay last.
    assert launcher.running_orders.order(briefing).slides == (*own[:-1], *added, own[-1])
    assert _told(comparing).startswith(f"{len(added)} slides were added to the running order")
    # A second time they are not there twice.
    _shown(comparing).slides_wanted.emit(_shown(comparing).comparison)
    record = settings.order_record(briefing_name(briefing.path))
    assert len(record) == len(set(record)) == len(own) + len(added)
    assert launcher.running_orders.order(briefing).slides == (*own[:-1], *added, own[-1])
    another = SlideshowLauncher(settings, style, qapp, sleep_inhibitor)
    assert another.running_orders.order(briefing).slides == own
    another.deleteLater()


def test_that_slides_of_another_comparison_take_the_place_of_the_first_ones(
    main_window: MainWindow, comparing: ComparisonController, launcher: SlideshowLauncher
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    first = comparison_slides(compare(briefing.report, briefing.report))
    changed = replace(first[0], texts=(SlideText(first[0].texts[0].role, "Another"),))
    launcher.running_orders.add(briefing, first)
    launcher.running_orders.add(briefing, (changed,))
    added = [
        item.slide for item in launcher.running_orders.order(briefing).items if not item.is_original
    ]
    assert added == [changed]
    assert comparing.shown is None


def test_that_the_page_is_saved_beside_the_window_and_that_is_told(
    qtbot: QtBot, comparing: ComparisonController, pair: dict[str, Path], tmp_path: Path
) -> None:
    comparing.open(pair["earlier"])
    target = tmp_path / "changes.pdf"
    comparing.save_page(_shown(comparing).comparison, target)
    qtbot.waitUntil(lambda: _told(comparing) == f"Saved: {target}", timeout=20_000)
    assert target.read_bytes().startswith(b"%PDF-")


def test_that_a_page_that_can_t_be_saved_is_told(
    qtbot: QtBot, comparing: ComparisonController, pair: dict[str, Path], tmp_path: Path
) -> None:
    comparing.open(pair["earlier"])
    target = tmp_path / "nowhere" / "changes.pdf"
    comparing.save_page(_shown(comparing).comparison, target)
    qtbot.waitUntil(lambda: "nowhere" in _told(comparing), timeout=20_000)
    assert not target.parent.exists()


def test_that_the_page_is_never_saved_over_the_briefing_beside(
    qtbot: QtBot, comparing: ComparisonController, pair: dict[str, Path], tmp_path: Path
) -> None:
    beside = tmp_path / "earlier.pdf"
    beside.write_bytes(pair["earlier"].read_bytes())
    comparing.open(beside)
    comparing.save_page(_shown(comparing).comparison, beside)
    qtbot.waitUntil(lambda: "would overwrite its own source" in _told(comparing), timeout=20_000)
    assert beside.read_bytes() == pair["earlier"].read_bytes()


@pytest.mark.parametrize("another", [False, True])
def test_that_a_page_that_is_saved_is_stopped_by_closing_its_comparison_and_the_next_hears_nothing(
    *,
    qtbot: QtBot,
    main_window: MainWindow,
    comparing: ComparisonController,
    pair: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    another: bool,
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def run(_export: Export, _material: Material, progress: Progress) -> list[Path]:
        begun.set()
        go_on.wait(10)
        progress(0, 0)
        raise AssertionError("it was to be stopped")

    monkeypatch.setattr(export_jobs, "run", run)
    comparing.open(pair["earlier"])
    comparing.save_page(_shown(comparing).comparison, tmp_path / "changes.pdf")
    assert begun.wait(10)
    if another:
        main_window.open(pair["earlier"])
    else:
        _shown(comparing).close()
    assert comparing.shown is None
    assert main_window.statusBar().currentMessage().startswith("The page was not saved")
    comparing.open(pair["later"])
    go_on.set()
    qtbot.waitUntil(lambda: not comparing._task.findChildren(QThread))
    assert _told(comparing) == ""


def test_that_a_page_that_could_not_be_stopped_any_more_is_told_in_the_main_window(
    *,
    qtbot: QtBot,
    main_window: MainWindow,
    comparing: ComparisonController,
    pair: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def run(export: Export, _material: Material, _progress: Progress) -> list[Path]:
        begun.set()
        go_on.wait(10)
        return [export.target]

    monkeypatch.setattr(export_jobs, "run", run)
    comparing.open(pair["earlier"])
    comparing.save_page(_shown(comparing).comparison, tmp_path / "changes.pdf")
    assert begun.wait(10)
    comparing.open(pair["earlier"])  # once more, in another window
    go_on.set()
    message = main_window.statusBar().currentMessage
    qtbot.waitUntil(lambda: message() == f"Saved: {tmp_path / 'changes.pdf'}")
    assert _told(comparing) == ""


def test_that_a_page_that_is_saved_is_waited_for_at_the_programs_end(
    comparing: ComparisonController,
    pair: dict[str, Path],
    endless_export: threading.Event,
    tmp_path: Path,
) -> None:
    comparing.open(pair["earlier"])
    comparing.save_page(_shown(comparing).comparison, tmp_path / "changes.pdf")
    assert endless_export.wait(10)
    (thread,) = comparing._task.findChildren(QThread)
    comparing._task.shut_down()
    assert thread.isFinished()
