"""What the program remembers between sessions, as typed attributes over one QSettings.

Every value is checked when it is read: if the file was edited, damaged or written by another
version, the default is used and no error is raised.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QRect, QSettings

from briefing_app.gui.style import TEXT_SCALES, ThemeChoice
from briefing_app.layout.slide_theme import LIGHT, SLIDE_THEMES, SlideTheme
from briefing_app.model.report import FindingKind
from briefing_app.model.slideshow.record import MAX_PLANNED_MINUTES, SlideshowRecord, whole_number

MAX_RECENT_FILES: Final = 8

_ORGANISATION: Final = "briefing-app"
_TITLE_BAR_HEIGHT: Final = 48  # pixels at the top of a window that must be reachable
_MIN_WINDOW_WIDTH: Final = 200  # pixels
_MIN_WINDOW_HEIGHT: Final = 150  # pixels
_SHARE_UNITS: Final = 10_000  # a share is stored in ten-thousandths
_LAST_RECORD: Final = "show/kept"
_INTERRUPTED_RECORDS: Final = "shows-set-aside"
_PLANNED_MINUTES: Final = "planned-minutes"


def user_settings() -> QSettings:
    """Return the settings of the user who runs the program."""
    return QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, _ORGANISATION, "briefing-app"
    )


def discard_qt_settings() -> None:
    """Discard what Qt writes to its own settings, on systems that keep them in a file."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


def briefing_name(path: Path) -> str:
    """Return a name for a briefing's file that can be a key in the settings."""
    from hashlib import sha256  # noqa: PLC0415, 2 ms that the first paint doesn't need

    return sha256(str(path.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class _Text:
    """A setting that is a text; empty by default."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __get__(self, settings: "Settings", _owner: type["Settings"]) -> str:
        return settings.text(self._key)

    def __set__(self, settings: "Settings", value: str) -> None:
        settings.set_text(self._key, value)


class _Flag:
    """A setting that is on or off; off by default."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __get__(self, settings: "Settings", _owner: type["Settings"]) -> bool:
        return settings.text(self._key) == "yes"

    def __set__(self, settings: "Settings", value: bool) -> None:  # noqa: FBT001, a descriptor's
        settings.set_text(self._key, "yes" if value else "no")


class _Number:
    """A setting that is a whole number from 0 to a maximum."""

    def __init__(self, key: str, *, maximum: int, default: int) -> None:
        self._key = key
        self._maximum = maximum
        self._default = default

    def __get__(self, settings: "Settings", _owner: type["Settings"]) -> int:
        number = whole_number(settings.text(self._key), 0, self._maximum)
        return self._default if number is None else number

    def __set__(self, settings: "Settings", value: int) -> None:
        settings.set_text(self._key, str(value))


class Settings:
    """Typed access to the settings.

    Args:
        store: Where they are kept; passed in, so that tests don't touch the user's own.
    """

    is_table_shown = _Flag("view/table")
    """Whether the figures are shown as a table instead of a chart."""
    my_force = _Text("view/my-force")
    """The full name of the user's own force."""
    force_filter = _Text("filter/force")
    """The full name of the force that the findings are filtered by."""
    folder = _Text("file/folder")
    """The folder that a briefing was last opened from."""
    export_folder = _Text("file/export-folder")
    """The folder of the last export."""
    source_folder = _Text("file/source-folder")
    """The folder of the workbook that a briefing was last built from."""
    is_maximised = _Flag("window/maximised")
    """Whether the main window was maximised."""
    audience_screen = _Text("show/audience-screen")
    """The identity of the screen that the audience window was last on."""
    notes_size = _Number("show/notes-size", maximum=20, default=2)
    """The step of the notes' text size; the notes view defines the sizes."""
    clock_size = _Number("show/clock-size", maximum=5, default=2)
    """The step of the clock's size."""

    def __init__(self, store: QSettings) -> None:
        self._store = store

    @property
    def file(self) -> Path:
        """The file that the settings are in."""
        return Path(self._store.fileName())

    def save(self) -> None:
        """Write to disk what has been set."""
        self._store.sync()

    def text(self, key: str) -> str:
        """Return the text of a key; empty if there is none."""
        value = self._store.value(key, "")
        return value if isinstance(value, str) else ""

    def set_text(self, key: str, value: str) -> None:
        """Set the text of a key."""
        self._store.setValue(key, value)

    # ---- view -----------------------------------------------------------------------------------

    @property
    def slide_theme(self) -> SlideTheme:
        """The colours of slides; light by default."""
        name = self.text("view/slide_theme")
        return next((theme for theme in SLIDE_THEMES if theme.name == name), LIGHT)

    @slide_theme.setter
    def slide_theme(self, theme: SlideTheme) -> None:
        self.set_text("view/slide_theme", theme.name)

    @property
    def theme(self) -> ThemeChoice:
        """The chosen theme; follows the system by default."""
        text = self.text("view/theme")
        return ThemeChoice(text) if text in set(ThemeChoice) else ThemeChoice.SYSTEM

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self.set_text("view/theme", choice.value)

    @property
    def text_scale(self) -> float:
        """The text size, 1.0 for 100 %; always one of `TEXT_SCALES`."""
        try:
            scale = float(self.text("view/text-scale"))
        except ValueError:
            return 1.0
        return scale if scale in TEXT_SCALES else 1.0

    @text_scale.setter
    def text_scale(self, scale: float) -> None:
        self.set_text("view/text-scale", str(scale))

    @property
    def kind_filter(self) -> FindingKind | None:
        """The kind that the findings are filtered by, if any."""
        text = self.text("filter/kind")
        return FindingKind(text) if text in set(FindingKind) else None

    @kind_filter.setter
    def kind_filter(self, kind: FindingKind | None) -> None:
        self.set_text("filter/kind", kind.value if kind else "")

    @property
    def recent_files(self) -> list[str]:
        """The briefings that were opened last, the latest first; at most `MAX_RECENT_FILES`."""
        return self._lines("file/recent")[:MAX_RECENT_FILES]

    @recent_files.setter
    def recent_files(self, files: Sequence[str]) -> None:
        self._store.setValue("file/recent", list(files)[:MAX_RECENT_FILES])

    # ---- windows --------------------------------------------------------------------------------

    def window_geometry(self, screens: Sequence[QRect]) -> QRect | None:
        """Return where the main window was, in desktop pixels, if it can be there again.

        It is moved, and made smaller if necessary, until all of it is on the screen that its title
        bar is on: that may have become smaller too.

        Args:
            screens: The available geometry of each screen.

        Returns:
            None if nothing usable was saved, or if the title bar would be out of reach because its
            screen is gone.
        """
        geometry = self._store.value("window/geometry")
        if (
            not isinstance(geometry, QRect)
            or geometry.width() < _MIN_WINDOW_WIDTH
            or geometry.height() < _MIN_WINDOW_HEIGHT
        ):
            return None
        title_bar = QRect(geometry.topLeft(), geometry.size())
        title_bar.setHeight(_TITLE_BAR_HEIGHT)
        for screen in screens:
            visible = screen.intersected(title_bar)
            if visible.width() >= _MIN_WINDOW_WIDTH and visible.height() >= _TITLE_BAR_HEIGHT // 2:
                return geometry if screen.contains(geometry) else _moved_into(screen, geometry)
        return None

    def set_window_geometry(self, geometry: QRect) -> None:
        """Remember where the main window is, in desktop pixels."""
        self._store.setValue("window/geometry", geometry)

    def splitter(self, name: str) -> QByteArray | None:
        """Return the saved state of a splitter. QSplitter.restoreState checks it."""
        state = self._store.value(f"window/splitter-{name}")
        return state if isinstance(state, QByteArray) else None

    def set_splitter(self, name: str, state: QByteArray) -> None:
        """Remember the state of a splitter."""
        self._store.setValue(f"window/splitter-{name}", state)

    def share(self, name: str) -> float | None:
        """Return the share of a splitter's length that its first part has, if it was saved."""
        share = whole_number(self.text(f"window/share-{name}"), 1, _SHARE_UNITS - 1)
        return None if share is None else share / _SHARE_UNITS

    def set_share(self, name: str, share: float) -> None:
        """Remember the share of a splitter whose parts are resized with its window."""
        units = min(max(round(share * _SHARE_UNITS), 1), _SHARE_UNITS - 1)
        self.set_text(f"window/share-{name}", str(units))

    # ---- slideshows -----------------------------------------------------------------------------

    def order_record(self, briefing: str) -> list[str]:
        """Return the running order for a briefing, as lines of `RunningOrder.to_lines`.

        Args:
            briefing: The result of `briefing_name`.

        Returns:
            An empty list if none was made.
        """
        return self._lines(f"orders/{briefing}")

    def set_order_record(self, briefing: str, record: Sequence[str]) -> None:
        """Remember a running order; forget it if the record is empty."""
        if record:
            self._store.setValue(f"orders/{briefing}", list(record))
        else:
            self._store.remove(f"orders/{briefing}")

    def planned_minutes(self, briefing: str) -> int:
        """Return the planned time of a briefing's slideshow; 0 for none.

        Args:
            briefing: The result of `briefing_name`.
        """
        text = self.text(f"{_PLANNED_MINUTES}/{briefing}")
        return whole_number(text, 0, MAX_PLANNED_MINUTES) or 0

    def set_planned_minutes(self, briefing: str, minutes: int) -> None:
        """Remember the planned time of a briefing's slideshow; forget it if it is 0."""
        if minutes:
            self.set_text(f"{_PLANNED_MINUTES}/{briefing}", str(minutes))
        else:
            self._store.remove(f"{_PLANNED_MINUTES}/{briefing}")

    @property
    def last_slideshow(self) -> SlideshowRecord | None:
        """Where the last slideshow was, if that is known."""
        return SlideshowRecord.from_fields(self._store.value(_LAST_RECORD))

    @last_slideshow.setter
    def last_slideshow(self, record: SlideshowRecord | None) -> None:
        if record is None:
            self._store.remove(_LAST_RECORD)
        else:
            self._store.setValue(_LAST_RECORD, record.to_fields())

    @property
    def interrupted_slideshows(self) -> list[SlideshowRecord]:
        """Where slideshows stopped unexpectedly before one of another briefing started."""
        self._store.beginGroup(_INTERRUPTED_RECORDS)
        names = self._store.childKeys()
        self._store.endGroup()
        values = (self._store.value(f"{_INTERRUPTED_RECORDS}/{name}") for name in names)
        records = (SlideshowRecord.from_fields(value) for value in values)
        return [record for record in records if record is not None]

    def keep_interrupted_slideshow(self, record: SlideshowRecord) -> None:
        """Keep a record of an interrupted slideshow when one of another briefing starts."""
        key = f"{_INTERRUPTED_RECORDS}/{briefing_name(Path(record.path))}"
        self._store.setValue(key, record.to_fields())

    def forget_interrupted_slideshow(self, path: str) -> None:
        """Forget the record of an interrupted slideshow, if there is one.

        Args:
            path: The file of its briefing.
        """
        self._store.remove(f"{_INTERRUPTED_RECORDS}/{briefing_name(Path(path))}")

    def _lines(self, key: str) -> list[str]:
        """Return the lines of a key. QSettings reads a list of one line as a text."""
        value = self._store.value(key)
        lines = value if isinstance(value, list) else [value]
        return [line for line in lines if isinstance(line, str) and line]


def _moved_into(screen: QRect, geometry: QRect) -> QRect:
    """Return a window's place, moved until it and its title bar are on a screen."""
    available = screen.adjusted(0, _TITLE_BAR_HEIGHT, 0, 0)
    place = QRect(geometry.topLeft(), geometry.size().boundedTo(available.size()))
    place.moveRight(min(place.right(), available.right()))
    place.moveBottom(min(place.bottom(), available.bottom()))
    place.moveLeft(max(place.left(), available.left()))
    place.moveTop(max(place.top(), available.top()))
    return place
