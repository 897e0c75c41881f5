"""Tests of what is remembered between sessions."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSettings

from briefing_app.gui.settings import Settings
from briefing_app.gui.style import ThemeChoice
from briefing_app.model.report import FindingKind
from briefing_app.model.slideshow.record import SlideshowRecord

_LAPTOP = QRect(0, 0, 1366, 768)
_PROJECTOR = QRect(1366, 0, 1920, 1080)


def _reopened(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


def test_all_settings_survive_restart(settings: Settings, tmp_path: Path) -> None:
    settings.theme = ThemeChoice.CONTRAST_DARK
    settings.text_scale = 1.5
    settings.is_table_shown = True
    settings.my_force = "Heddlu Gwent Ŵ"
    settings.kind_filter = FindingKind.GOOD_PRACTICE
    settings.force_filter = "Cumbria Constabulary"
    settings.is_maximised = True
    settings.audience_screen = "serial:4711 @ HDMI-1"
    settings.set_planned_minutes("one", 45)
    settings.notes_size = 5
    settings.clock_size = 0
    record = SlideshowRecord(
        *("/with, comma/ŵ.db", "finding x", 1, 2, 3599.25, True),
        *(True, "EPSON, PJ", 240, 31.5),
    )
    settings.last_slideshow = record
    settings.set_window_geometry(QRect(10, 20, 900, 600))
    settings.save()
    again = _reopened(tmp_path)
    assert again.theme is ThemeChoice.CONTRAST_DARK
    assert again.text_scale == 1.5
    assert again.is_table_shown
    assert again.my_force == "Heddlu Gwent Ŵ"
    assert again.kind_filter is FindingKind.GOOD_PRACTICE
    assert again.force_filter == "Cumbria Constabulary"
    assert again.is_maximised
    assert again.audience_screen == "serial:4711 @ HDMI-1"
    assert (again.notes_size, again.clock_size) == (5, 0)
    assert (again.planned_minutes("one"), again.planned_minutes("two")) == (45, 0)
    assert again.last_slideshow == record
    assert again.window_geometry([_LAPTOP]) == QRect(10, 20, 900, 600)


@pytest.mark.parametrize("text", ["", "nonsense", "1e400", "-3", "NaN", "@Invalid()", "\x00"])
def test_damaged_settings_file_gives_defaults(tmp_path: Path, text: str) -> None:
    keys = ("theme", "text-scale", "table", "my-force")
    lines = ["[view]", *(f"{key}={text}" for key in keys), "[window]", f"geometry={text}"]
    lines += [f"splitter-across={text}", "[filter]", f"kind={text}"]
    (tmp_path / "settings.ini").write_text("\n".join(lines), encoding="utf-8")
    settings = _reopened(tmp_path)
    assert settings.theme is ThemeChoice.SYSTEM
    assert settings.text_scale == 1.0
    assert settings.is_table_shown is False
    assert settings.kind_filter is None
    assert settings.window_geometry([_LAPTOP]) is None
    assert settings.splitter("across") is None


def test_place_on_missing_screen_is_not_restored(settings: Settings) -> None:
    settings.set_window_geometry(QRect(1500, 40, 1200, 800))
    assert settings.window_geometry([_LAPTOP, _PROJECTOR]) == QRect(1500, 40, 1200, 800)
    assert settings.window_geometry([_LAPTOP]) is None


@pytest.mark.parametrize(
    ("saved", "restored"),
    [
        (QRect(320, 140, 1280, 800), QRect(86, 48, 1280, 720)),
        (QRect(-100, 10, 900, 600), QRect(0, 48, 900, 600)),
        (QRect(100, -20, 900, 600), QRect(100, 48, 900, 600)),
        (QRect(0, 500, 900, 600), QRect(0, 168, 900, 600)),
        (QRect(1300, 60, 1200, 800), QRect(1366, 60, 1200, 800)),
        (QRect(0, 0, 1366, 768), QRect(0, 0, 1366, 768)),
    ],
    ids=[
        "beyond-right-and-bottom",
        "beyond-left",
        "beyond-top",
        "beyond-bottom",
        "mostly-on-second-screen",
        "fills-screen",
    ],
)
def test_window_is_moved_onto_screen_of_its_title_bar(
    settings: Settings, saved: QRect, restored: QRect
) -> None:
    settings.set_window_geometry(saved)
    assert settings.window_geometry([_LAPTOP, _PROJECTOR]) == restored


@pytest.mark.parametrize(
    "saved",
    [QRect(0, -300, 900, 600), QRect(0, 760, 900, 600), QRect(-850, 0, 900, 600)],
    ids=["above-screen", "below-screen", "nearly-all-left-of-screen"],
)
def test_place_with_unreachable_title_bar_is_not_restored(settings: Settings, saved: QRect) -> None:
    settings.set_window_geometry(saved)
    assert settings.window_geometry([_LAPTOP]) is None


# ---- slideshows ---------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "nonsense", "1e400", "-3", "1441", "٣", "9" * 5000, "1, 2"])
def test_damaged_slideshow_settings_give_defaults(tmp_path: Path, text: str) -> None:
    keys = ("notes-size", "clock-size", "kept")
    lines = ["[show]", *(f"{key}={text}" for key in keys), "[planned-minutes]", f"one={text}"]
    (tmp_path / "settings.ini").write_text("\n".join(lines), encoding="utf-8")
    settings = _reopened(tmp_path)
    assert (settings.planned_minutes("one"), settings.notes_size, settings.clock_size) == (0, 2, 2)
    assert settings.last_slideshow is None


def test_slideshow_record_without_newer_fields_is_read(settings: Settings) -> None:
    settings._store.setValue("show/kept", ["/a.db", "title", "0", "1", "7.5", "yes"])
    record = SlideshowRecord("/a.db", "title", 0, 1, 7.5, running=True)
    assert settings.last_slideshow == record
    assert (record.windowed, record.screen) == (False, "")
    settings._store.setValue("show/kept", [*record.to_fields()[:6], "yes", "PJ"])
    assert settings.last_slideshow == record._replace(windowed=True, screen="PJ")


@pytest.mark.parametrize(("countdown", "discussed"), [("-60", "1"), ("240", "nan"), ("9" * 9, "1")])
def test_impossible_countdown_in_slideshow_record_is_dropped(
    settings: Settings, countdown: str, discussed: str
) -> None:
    record = SlideshowRecord("/a.db", "title", 0, 0, 1.0, running=True)
    settings._store.setValue("show/kept", [*record.to_fields()[:8], countdown, discussed])
    assert settings.last_slideshow == record


@pytest.mark.parametrize("elapsed", ["nan", "inf", "-inf", "-5", "1e300", "360000"])
def test_impossible_clock_in_slideshow_record_restarts_at_zero(
    settings: Settings, elapsed: str
) -> None:
    settings._store.setValue("show/kept", ["/a.db", "title", "0", "0", elapsed, "yes"])
    assert settings.last_slideshow == SlideshowRecord("/a.db", "title", 0, 0, 0.0, running=True)


@pytest.mark.parametrize(
    "fields",
    [
        ["/a.db", "title", "0", "0", "1"],
        ["/a.db", "title", "0", "0", "1", "yes", "more"],
        ["/a.db", "title", "x", "0", "1", "yes"],
        ["/a.db", "title", "0", "", "1", "yes"],
        ["/a.db", "title", "0", "0", "one", "yes"],
        ["/a.db", "title", "9" * 5000, "0", "1", "yes"],
    ],
    ids=["too-short", "too-long", "no-page", "no-step", "no-clock", "huge-page"],
)
def test_damaged_slideshow_record_is_ignored(settings: Settings, fields: list[str]) -> None:
    settings._store.setValue("show/kept", fields)
    assert settings.last_slideshow is None


def test_slideshow_record_can_be_forgotten(settings: Settings) -> None:
    settings.last_slideshow = SlideshowRecord("/a.db", "title", 0, 0, 1.0, running=True)
    settings.last_slideshow = None
    assert settings.last_slideshow is None


def test_each_briefing_has_its_own_interrupted_record(settings: Settings, tmp_path: Path) -> None:
    first, second = (
        SlideshowRecord(f"/{name}.db", "title", 0, 0, 1.0, running=True) for name in "ab"
    )
    for record in (first, second, first):
        settings.keep_interrupted_slideshow(record)
    settings._store.setValue("shows-set-aside/damaged", "nonsense")
    settings.save()
    again = _reopened(tmp_path)
    assert sorted(again.interrupted_slideshows) == [first, second]
    again.forget_interrupted_slideshow("/a.db")
    assert again.interrupted_slideshows == [second]
