"""Progress while a source is read, through which reading is stopped."""

from pathlib import Path

import pytest

from briefing_app.authoring.source import read_source
from briefing_app.database.builder import build
from briefing_app.errors import BriefingAppError
from briefing_app.export.data import make_data_files
from briefing_app.files.atomic import write_folder
from tests.authoring.workbooks import pond_sheets, write_workbook


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return a workbook and a folder with thousands of figures."""
    folder = tmp_path_factory.mktemp("ponds")
    sheets = pond_sheets()
    sheets["Figures"] += [
        [1, force, str(year), year]
        for force in ("Northern", "Southern")
        for year in range(900, 1900)
    ]
    workbook = write_workbook(sheets, folder / "ponds.xlsx")
    built = build(read_source(workbook), folder / "ponds.db").path
    write_folder(folder / "data", make_data_files(built))
    return {"workbook": workbook, "folder": folder / "data"}


@pytest.fixture(params=["workbook", "folder"])
def source(sources: dict[str, Path], request: pytest.FixtureRequest) -> Path:
    return sources[request.param]


def test_progress_never_goes_back(source: Path) -> None:
    calls: list[tuple[int, int]] = []
    read_source(source, lambda done, total: calls.append((done, total)))
    done_in_all = [done for done, _ in calls]
    assert done_in_all == sorted(done_in_all)
    assert all(0 <= done <= total for done, total in calls)
    _, total = calls[-1]
    assert len({done for done in done_in_all if done > total / 2}) > 1


def test_reading_stops_at_every_progress_call(source: Path) -> None:
    class StoppedError(BriefingAppError):
        pass

    count = 0

    def report(_done: int, _total: int) -> None:
        nonlocal count
        count += 1

    read_source(source, report)
    for stop_at in range(1, count + 1):
        left = stop_at

        def stop(_done: int, _total: int) -> None:
            nonlocal left
            left -= 1
            if not left:
                raise StoppedError("stopped")

        with pytest.raises(StoppedError):
            read_source(source, stop)


def test_long_csv_file_can_be_stopped_while_its_lines_are_split(sources: dict[str, Path]) -> None:
    done_in_all: list[int] = []
    read_source(sources["folder"], lambda done, _total: done_in_all.append(done))
    assert len(done_in_all) > len(set(done_in_all))
