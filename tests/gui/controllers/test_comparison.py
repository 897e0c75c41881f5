"""The comparison controller."""

import threading
from functools import partial
from pathlib import Path
from queue import SimpleQueue

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from briefing_app.authoring.folder import read_folder
from briefing_app.database.builder import build
from briefing_app.database.reader import open_briefing
from briefing_app.export import jobs as export_jobs
from briefing_app.export.request import Export, Material
from briefing_app.files.paths import BUNDLED_BRIEFING, DEMONSTRATION
from briefing_app.files.progress import Progress
from briefing_app.gui.comparison.window import ComparisonWindow
from briefing_app.gui.controllers.comparison import ComparisonController
from briefing_app.gui.controllers.wiring import Controllers
from briefing_app.gui.look import Look
from briefing_app.gui.main_window.messages import ErrorPage
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.os_integration.sleep import SleepInhibitor
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.comparison import compare, comparison_slides
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slides import SlideText
from tests.gui.menus import trigger
from tests.gui.parts import message_of
from tests.gui.slideshows import process_events


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files of the sample briefings."""
    folder = tmp_path_factory.mktemp("pair")
    files = {name: folder / f"{name}.db" for name in ("earlier", "later")}
    for name, file in files.items():
        build(read_folder(DEMONSTRATION / name), file)
    return files


@pytest.fixture
def controller(
    main_window: MainWindow, controllers: Controllers, pair: dict[str, Path]
) -> ComparisonController:
    """The controller with the later of the sample briefings open."""
    main_window.open(pair["later"])
    return controllers.comparison


def _shown(controller: ComparisonController) -> ComparisonWindow:
    assert controller.shown is not None
    return controller.shown


def _message_in(controller: ComparisonController) -> str:
    views = _shown(controller).findChildren(PlainText)
    return next(view.toPlainText() for view in views if view.accessibleName() == "Result")


def test_action_asks_for_briefing_and_compares_it(
    main_window: MainWindow, controller: ComparisonController, pair: dict[str, Path]
) -> None:
    trigger(main_window, "Compare with another briefing")
    (dialog,) = main_window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(pair["earlier"]))
    dialog.close()
    comparison = _shown(controller).comparison
    assert comparison.earlier.title == "Made up: a first inspection"
    assert comparison.later.title == "Made up: progress since the first inspection"


def test_later_briefing_is_recognised_by_its_date(
    main_window: MainWindow, controller: ComparisonController, pair: dict[str, Path]
) -> None:
    main_window.open(pair["earlier"])
    assert controller.open(pair["later"])
    assert _shown(controller).comparison.earlier.published == "2021-05"


def test_bad_file_is_reported_and_comparison_stays_open(
    main_window: MainWindow, controller: ComparisonController, pair: dict[str, Path], tmp_path: Path
) -> None:
    assert controller.open(pair["earlier"])
    shown = _shown(controller)
    bad = tmp_path / "bad.db"
    bad.write_bytes(b"no briefing")
    assert not controller.open(bad)
    (page,) = main_window.findChildren(ErrorPage)
    assert page.isVisible()
    assert any("bad.db" in view.toPlainText() for view in page.findChildren(PlainText))
    assert main_window.briefing is not None
    assert main_window.briefing.path == pair["later"]
    assert controller.shown is shown


def test_opening_another_briefing_closes_comparison(
    qtbot: QtBot, main_window: MainWindow, controller: ComparisonController, pair: dict[str, Path]
) -> None:
    controller.open(pair["earlier"])
    with qtbot.waitSignal(_shown(controller).finished):
        main_window.open(BUNDLED_BRIEFING)
    assert controller.shown is None


def test_slides_stay_in_running_order_until_program_ends(
    *,
    main_window: MainWindow,
    controller: ComparisonController,
    launcher: SlideshowLauncher,
    settings: Settings,
    style: Look,
    sleep_inhibitor: SleepInhibitor,
    qapp: QApplication,
    pair: dict[str, Path],
    personal: PersonalData,
) -> None:
    controller.open(pair["earlier"])
    _shown(controller).slides_requested.emit(_shown(controller).comparison)
    briefing = main_window.briefing
    assert briefing is not None
    with open_briefing(pair["earlier"]) as earlier:
        slides = comparison_slides(compare(earlier.report, briefing.report))
    added = [slide._replace(is_added=True) for slide in slides]
    own = briefing_slides(briefing.report)
    # The sources stay last.
    assert launcher.running_orders.order(briefing).slides == (*own[:-1], *added, own[-1])
    assert _message_in(controller).startswith(
        f"{len(added)} slides were added to the running order"
    )
    # Adding them again makes no duplicates.
    _shown(controller).slides_requested.emit(_shown(controller).comparison)
    record = personal.orders.lines(briefing.report.key)
    assert len(record) == len(set(record)) == len(own) + len(added)
    assert launcher.running_orders.order(briefing).slides == (*own[:-1], *added, own[-1])
    another = SlideshowLauncher(settings, personal, qapp, sleep_inhibitor)
    assert another.running_orders.order(briefing).slides == own
    another.deleteLater()


def test_slides_of_another_comparison_replace_first_ones(
    main_window: MainWindow, controller: ComparisonController, launcher: SlideshowLauncher
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    first = comparison_slides(compare(briefing.report, briefing.report))
    changed = first[0]._replace(texts=(SlideText(first[0].texts[0].role, "Another"),))
    launcher.running_orders.add(briefing, first)
    launcher.running_orders.add(briefing, (changed,))
    added = [slide for slide in launcher.running_orders.order(briefing).slides if slide.is_added]
    assert added == [changed._replace(is_added=True)]
    assert controller.shown is None


def test_page_is_saved_and_reported(
    qtbot: QtBot, controller: ComparisonController, pair: dict[str, Path], tmp_path: Path
) -> None:
    controller.open(pair["earlier"])
    target = tmp_path / "changes.pdf"
    controller.save_page(_shown(controller).comparison, target)
    qtbot.waitUntil(lambda: _message_in(controller) == f"Saved: {target}", timeout=20_000)
    assert target.read_bytes().startswith(b"%PDF-")


def test_page_that_can_not_be_saved_is_reported(
    qtbot: QtBot, controller: ComparisonController, pair: dict[str, Path], tmp_path: Path
) -> None:
    controller.open(pair["earlier"])
    target = tmp_path / "nowhere" / "changes.pdf"
    controller.save_page(_shown(controller).comparison, target)
    qtbot.waitUntil(lambda: "nowhere" in _message_in(controller), timeout=20_000)
    assert not target.parent.exists()


def test_page_does_not_overwrite_compared_briefing(
    qtbot: QtBot, controller: ComparisonController, pair: dict[str, Path], tmp_path: Path
) -> None:
    compared = tmp_path / "earlier.pdf"
    compared.write_bytes(pair["earlier"].read_bytes())
    controller.open(compared)
    controller.save_page(_shown(controller).comparison, compared)
    qtbot.waitUntil(
        lambda: "would overwrite its own source" in _message_in(controller), timeout=20_000
    )
    assert compared.read_bytes() == pair["earlier"].read_bytes()


@pytest.mark.parametrize("opens_another", [False, True])
def test_closing_comparison_stops_saving_its_page(
    *,
    qtbot: QtBot,
    main_window: MainWindow,
    controller: ComparisonController,
    pair: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    opens_another: bool,
) -> None:
    release = threading.Event()
    threads: list[QThread] = []

    def run(_export: Export, _material: Material, progress: Progress) -> list[Path]:
        threads.append(QThread.currentThread())
        release.wait(10)
        progress(0, 0)
        raise AssertionError("it should have been stopped")

    monkeypatch.setattr(export_jobs, "run", run)
    controller.open(pair["earlier"])
    controller.save_page(_shown(controller).comparison, tmp_path / "changes.pdf")
    qtbot.waitUntil(lambda: bool(threads))
    if opens_another:
        main_window.open(pair["earlier"])
    else:
        _shown(controller).close()
    assert controller.shown is None
    assert message_of(main_window).startswith("The page was not saved")
    controller.open(pair["later"])
    release.set()
    assert threads[0].wait(10_000)
    process_events()
    assert _message_in(controller) == ""


def test_page_saved_after_closing_is_reported_in_main_window(
    *,
    qtbot: QtBot,
    main_window: MainWindow,
    controller: ComparisonController,
    pair: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    started, release = threading.Event(), threading.Event()

    def run(export: Export, _material: Material, _progress: Progress) -> list[Path]:
        started.set()
        release.wait(10)
        return [export.target]

    monkeypatch.setattr(export_jobs, "run", run)
    controller.open(pair["earlier"])
    controller.save_page(_shown(controller).comparison, tmp_path / "changes.pdf")
    assert started.wait(10)
    controller.open(pair["earlier"])  # again, in another window
    release.set()
    message = partial(message_of, main_window)
    qtbot.waitUntil(lambda: message() == f"Saved: {tmp_path / 'changes.pdf'}")
    assert _message_in(controller) == ""


def test_quitting_waits_for_stopped_page(
    qapp: QApplication,
    controller: ComparisonController,
    pair: dict[str, Path],
    endless_export: SimpleQueue[QThread],
    tmp_path: Path,
) -> None:
    controller.open(pair["earlier"])
    controller.save_page(_shown(controller).comparison, tmp_path / "changes.pdf")
    thread = endless_export.get(timeout=10)
    qapp.aboutToQuit.emit()
    assert thread.isFinished()
