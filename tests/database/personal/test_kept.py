"""What is kept for each briefing, and forgetting it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing_app.database.personal.kept import Kept, KeptBriefing, KeptKind
from briefing_app.database.personal.slideshows import RunningOrders, Session, Sessions
from briefing_app.database.personal.sources import SourceFiles
from briefing_app.database.personal.store import PersonalStore
from briefing_app.model.slideshow.record import SlideshowRecord
from tests.sample_report import make_report

SECRETS = {
    KeptKind.NOTES: b"a-secret-note",
    KeptKind.ORDER: b"a-secret-order",
    KeptKind.PLACE: b"a-secret-place",
    KeptKind.SOURCE_FILES: b"a-secret-file",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "personal.db"


@pytest.fixture
def store(path: Path) -> PersonalStore:
    """Return a store with something of each kind, for two briefings."""
    store = PersonalStore(path)
    for key in ("one", "two"):
        slideshow = Session(key, f"Title of {key}", "/a-secret-place.db")
        record = SlideshowRecord(
            "a-secret-place", 1, 2, 99.0, running=True, saved=datetime.now(UTC)
        )
        Sessions(store).save(slideshow, record)
        RunningOrders(store).save_lines(key, slideshow.title, ["a-secret-order"])
        RunningOrders(store).save_minutes(key, slideshow.title, 45)
        report = make_report()._replace(key=key, title=slideshow.title)
        SourceFiles(store).keep(report, report.sources[0], Path("/a-secret-file.txt"))
        with store.change() as execute:
            for number, item in enumerate(("finding x", "quote y", "quote z")):
                text = "a-secret-note" if number else ""
                execute(
                    "INSERT INTO notes VALUES (?, ?, '', ?, ?, '')", key, item, text, number < 2
                )
    return store


def test_how_much_is_kept_is_counted(store: PersonalStore) -> None:
    one, two = Kept(store).briefings() or []
    assert one == KeptBriefing(
        key="one",
        title="Title of one",
        notes=2,
        bookmarks=2,
        has_order=True,
        planned_minutes=45,
        has_place=True,
        source_files=1,
    )
    assert two == replace(one, key="two", title="Title of two")


@pytest.mark.parametrize("kind", KeptKind)
def test_only_the_chosen_kind_of_one_briefing_is_forgotten(
    store: PersonalStore, kind: KeptKind
) -> None:
    kept = Kept(store)
    one, two = kept.briefings() or []
    expected = {
        KeptKind.NOTES: replace(one, notes=0, bookmarks=0),
        KeptKind.ORDER: replace(one, has_order=False, planned_minutes=0),
        KeptKind.PLACE: replace(one, has_place=False),
        KeptKind.SOURCE_FILES: replace(one, source_files=0),
    }
    kept.forget("one", kind)
    assert kept.briefings() == [expected[kind], two]


def test_forgotten_words_are_not_left_in_the_file(store: PersonalStore, path: Path) -> None:
    kept = Kept(store)
    for kind, secret in SECRETS.items():
        for key in ("one", "two"):
            assert secret in path.read_bytes()
            kept.forget(key, kind)
        assert secret not in path.read_bytes()
    assert kept.briefings() == []
    assert b"Title of" not in path.read_bytes()
    assert store.fetch("SELECT count(*) FROM sessions") == [(0,)]
