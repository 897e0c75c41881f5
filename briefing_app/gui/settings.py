"""What the program remembers, as typed properties over the one QSettings it is given.

Whatever stands in the file is checked on the way in: a settings file that was edited, damaged or
written by another version gives the default, never an error.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QByteArray, QRect, QSettings

from briefing_app.gui.style import TEXT_SCALES, ThemeChoice
from briefing_app.model.report import FindingKind

MOST_RECENT: Final = 8
"""How many of the briefings that were opened are remembered."""

_ORGANISATION: Final = "briefing-app"
_TITLE_BAR: Final = 48  # pixels of a window's top that must be reachable on a screen
_LONGEST_SHOW: Final = 100 * 60 * 60.0  # seconds
_LONGEST_PLAN: Final = 24 * 60  # minutes
_WHOLE: Final = 10_000  # in which a share of something is told
_KEPT: Final = "show/kept"
_ASIDE: Final = "shows-set-aside"
_FIRST_RECORD: Final = 6  # fields of a record before it said how the show was shown


def user_settings() -> QSettings:
    """The settings of the person who runs the program."""
    return QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, _ORGANISATION, "briefing-app"
    )


class SlideshowRecord(NamedTuple):
    """Where a show was when it was last written down.

    Args:
        path: The briefing's file.
        key: The slide's key, as `slides.Slide` has it.
        page: The page of that slide, from 0.
        step: The step of that page, from 0.
        elapsed: Seconds that the show's clock had run.
        running: Whether the show was going on; if so at the next start, it ended unforeseen.
        windowed: Whether the slides were in a window, for a video call.
        screen: The audience's screen, where one was asked for by its name.
        minutes: The planned time; None where that isn't known.
    """

    path: str
    key: str
    page: int
    step: int
    elapsed: float
    running: bool
    windowed: bool = False
    screen: str = ""
    minutes: int | None = None


def briefing_name(path: Path) -> str:
    """A name for a briefing's file that can stand as a key in the settings."""
    from hashlib import sha256  # noqa: PLC0415, 3 ms that the first paint needn't wait for

    return sha256(str(path.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Settings:
    """Typed access to the settings.

    Args:
        store: Where they stand; passed in, so that a test never touches the user's own.
    """

    def __init__(self, store: QSettings) -> None:
        self._store = store

    @property
    def file(self) -> Path:
        """The file that they stand in."""
        return Path(self._store.fileName())

    @property
    def theme(self) -> ThemeChoice:
        """The chosen theme; follows the system by default."""
        text = self._text("view/theme")
        return ThemeChoice(text) if text in set(ThemeChoice) else ThemeChoice.SYSTEM

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._store.setValue("view/theme", choice.value)

    @property
    def text_scale(self) -> float:
        """The text size, 1.0 for 100 %; always one of `TEXT_SCALES`."""
        try:
            scale = float(self._text("view/text-scale"))
        except ValueError:
            return 1.0
        return scale if scale in TEXT_SCALES else 1.0

    @text_scale.setter
    def text_scale(self, scale: float) -> None:
        self._store.setValue("view/text-scale", str(scale))

    @property
    def table_shown(self) -> bool:
        """Whether the figures are shown as a table instead of a chart."""
        return self._text("view/table") == "yes"

    @table_shown.setter
    def table_shown(self, shown: bool) -> None:
        self._store.setValue("view/table", "yes" if shown else "no")

    @property
    def my_force(self) -> str:
        """The full name of the user's own force, or empty."""
        return self._text("view/my-force")

    @my_force.setter
    def my_force(self, name: str) -> None:
        self._store.setValue("view/my-force", name)

    @property
    def kind_filter(self) -> FindingKind | None:
        """The kind of finding that the list is limited to, if it is."""
        text = self._text("filter/kind")
        return FindingKind(text) if text in set(FindingKind) else None

    @kind_filter.setter
    def kind_filter(self, kind: FindingKind | None) -> None:
        self._store.setValue("filter/kind", kind.value if kind else "")

    @property
    def force_filter(self) -> str:
        """The full name of the force that the list is limited to, or empty."""
        return self._text("filter/force")

    @force_filter.setter
    def force_filter(self, name: str) -> None:
        self._store.setValue("filter/force", name)

    @property
    def folder(self) -> str:
        """The folder that a briefing was last opened from, or empty."""
        return self._text("file/folder")

    @folder.setter
    def folder(self, folder: str) -> None:
        self._store.setValue("file/folder", folder)

    @property
    def export_folder(self) -> str:
        """The folder that something was last exported to, or empty."""
        return self._text("file/export-folder")

    @export_folder.setter
    def export_folder(self, folder: str) -> None:
        self._store.setValue("file/export-folder", folder)

    @property
    def source_folder(self) -> str:
        """The folder of the workbook that a briefing was last made from, or empty."""
        return self._text("file/source-folder")

    @source_folder.setter
    def source_folder(self, folder: str) -> None:
        self._store.setValue("file/source-folder", folder)

    @property
    def recent_files(self) -> list[str]:
        """The briefings that were opened last, the latest first; at most `MOST_RECENT`."""
        value = self._store.value("file/recent")
        files = value if isinstance(value, list) else [value]
        return [file for file in files if isinstance(file, str) and file][:MOST_RECENT]

    @recent_files.setter
    def recent_files(self, files: Sequence[str]) -> None:
        self._store.setValue("file/recent", list(files)[:MOST_RECENT])

    @property
    def maximised(self) -> bool:
        """Whether the window was maximised."""
        return self._text("window/maximised") == "yes"

    @maximised.setter
    def maximised(self, maximised: bool) -> None:
        self._store.setValue("window/maximised", "yes" if maximised else "no")

    def window_geometry(self, screens: Sequence[QRect]) -> QRect | None:
        """Where the window stood, in desktop pixels, if it can stand there again.

        It is moved and, where need be, made smaller until all of it lies on the screen that its
        top is on: that may have become smaller, too.

        Args:
            screens: The available geometry of each screen there is now.

        Returns:
            None where nothing usable was saved, or the window's top would lie on a screen that
            is gone, where nobody could reach it.
        """
        geometry = self._store.value("window/geometry")
        if not isinstance(geometry, QRect) or geometry.width() < 200 or geometry.height() < 150:
            return None
        top = QRect(geometry.x(), geometry.y(), geometry.width(), _TITLE_BAR)
        for screen in screens:
            seen = screen.intersected(top)
            if seen.width() >= 200 and seen.height() >= _TITLE_BAR // 2:
                return geometry if screen.contains(geometry) else _moved_into(screen, geometry)
        return None

    def set_window_geometry(self, geometry: QRect) -> None:
        """Remember where the window stands, in desktop pixels."""
        self._store.setValue("window/geometry", geometry)

    def splitter(self, name: str) -> QByteArray | None:
        """The saved state of a splitter, for QSplitter.restoreState, which checks it."""
        state = self._store.value(f"window/splitter-{name}")
        return state if isinstance(state, QByteArray) else None

    def set_splitter(self, name: str, state: QByteArray) -> None:
        """Remember the state of a splitter."""
        self._store.setValue(f"window/splitter-{name}", state)

    def share(self, name: str) -> float | None:
        """Which share of both parts of a splitter the first one has, where that is remembered."""
        share = _number(self._text(f"window/share-{name}"), 1, _WHOLE - 1)
        return None if share is None else share / _WHOLE

    def set_share(self, name: str, share: float) -> None:
        """Remember it, for a splitter whose parts follow the size of their window."""
        parts = min(max(round(share * _WHOLE), 1), _WHOLE - 1)
        self._store.setValue(f"window/share-{name}", str(parts))

    @property
    def audience_screen(self) -> str:
        """The identity of the screen that the audience was last on, or empty."""
        return self._text("show/audience-screen")

    @audience_screen.setter
    def audience_screen(self, identity: str) -> None:
        self._store.setValue("show/audience-screen", identity)

    @property
    def planned_minutes(self) -> int:
        """How long a show is planned to take, in minutes, up to a day; 0 where it isn't."""
        return self._number("show/planned-minutes", 0, _LONGEST_PLAN, otherwise=0)

    @planned_minutes.setter
    def planned_minutes(self, minutes: int) -> None:
        self._store.setValue("show/planned-minutes", str(minutes))

    @property
    def notes_size(self) -> int:
        """The step of the size of notes; the notes know the sizes."""
        return self._number("show/notes-size", 0, 20, otherwise=2)

    @notes_size.setter
    def notes_size(self, step: int) -> None:
        self._store.setValue("show/notes-size", str(step))

    @property
    def clock_size(self) -> int:
        """The step of the size of the show's clock, from 0 to 5."""
        return self._number("show/clock-size", 0, 5, otherwise=1)

    @clock_size.setter
    def clock_size(self, step: int) -> None:
        self._store.setValue("show/clock-size", str(step))

    def order_record(self, briefing: str) -> list[str]:
        """The order of slides that was made for a briefing, as `slides.Order.record` gave it.

        Args:
            briefing: What `briefing_name` says of it.

        Returns:
            No lines where none was made.
        """
        value = self._store.value(f"orders/{briefing}")
        lines = value if isinstance(value, list) else [value]
        return [line for line in lines if isinstance(line, str) and line]

    def set_order_record(self, briefing: str, record: Sequence[str]) -> None:
        """Remember an order of slides; none forgets it."""
        if record:
            self._store.setValue(f"orders/{briefing}", list(record))
        else:
            self._store.remove(f"orders/{briefing}")

    @property
    def show_record(self) -> SlideshowRecord | None:
        """Where the last show was, if one was kept."""
        return _record(self._store.value(_KEPT))

    @show_record.setter
    def show_record(self, record: SlideshowRecord | None) -> None:
        if record is None:
            self._store.remove(_KEPT)
        else:
            self._store.setValue(_KEPT, _fields(record))

    @property
    def records_set_aside(self) -> list[SlideshowRecord]:
        """Where shows were that ended unforeseen before one of another briefing began."""
        self._store.beginGroup(_ASIDE)
        names = self._store.childKeys()
        self._store.endGroup()
        records = (_record(self._store.value(f"{_ASIDE}/{name}")) for name in names)
        return [record for record in records if record is not None]

    def set_record_aside(self, record: SlideshowRecord) -> None:
        """Keep a record while that of another briefing's show takes its place."""
        self._store.setValue(f"{_ASIDE}/{briefing_name(Path(record.path))}", _fields(record))

    def forget_record_aside(self, path: str) -> None:
        """Forget what was set aside for a briefing's file, if anything was."""
        self._store.remove(f"{_ASIDE}/{briefing_name(Path(path))}")

    def save(self) -> None:
        """Write to disk what has been set."""
        self._store.sync()

    def _number(self, key: str, least: int, most: int, *, otherwise: int) -> int:
        number = _number(self._text(key), least, most)
        return otherwise if number is None else number

    def _text(self, key: str) -> str:
        value = self._store.value(key, "")
        return value if isinstance(value, str) else ""


def _record(value: object) -> SlideshowRecord | None:
    """The record that fields in the settings say, if they say one."""
    if not isinstance(value, list) or len(value) not in {
        _FIRST_RECORD,
        len(SlideshowRecord._fields),
    }:
        return None
    path, key, page, step, elapsed, running = map(str, value[:_FIRST_RECORD])
    windowed, screen, planned = map(str, value[_FIRST_RECORD:] or ("no", "", ""))
    minutes = _number(planned, 0, _LONGEST_PLAN)
    try:
        record = SlideshowRecord(
            *(path, key, int(page), int(step), float(elapsed), running == "yes"),
            *(windowed == "yes", screen, minutes),
        )
    except ValueError:
        return None
    if not 0 <= record.elapsed < _LONGEST_SHOW:  # or not a number
        return record._replace(elapsed=0.0)
    return record


def _fields(record: SlideshowRecord) -> list[str]:
    """What stands in the settings for a record."""
    numbers = (str(record.page), str(record.step), str(record.elapsed))
    running, windowed = ("yes" if on else "no" for on in (record.running, record.windowed))
    minutes = "" if record.minutes is None else str(record.minutes)
    return [record.path, record.key, *numbers, running, windowed, record.screen, minutes]


def _moved_into(screen: QRect, geometry: QRect) -> QRect:
    """A window's place, moved until all of it and the title bar above it lie on a screen."""
    room = screen.adjusted(0, _TITLE_BAR, 0, 0)
    place = QRect(geometry.topLeft(), geometry.size().boundedTo(room.size()))
    place.moveRight(min(place.right(), room.right()))
    place.moveBottom(min(place.bottom(), room.bottom()))
    place.moveLeft(max(place.left(), room.left()))
    place.moveTop(max(place.top(), room.top()))
    return place


def _number(text: str, least: int, most: int) -> int | None:
    """The number that a text says, if it is one from the least to the most."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        return None
    return int(text) if least <= int(text) <= most else None
