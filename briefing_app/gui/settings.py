"""What the program remembers from one start to the next, as typed attributes over one store.

Every value is checked when it is read: if the file was edited, damaged or written by another
version, the default is used and no error is raised.
"""

import logging
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QRect, QSettings

from briefing_app.files.private import make_private_file
from briefing_app.files.reading import UnsuitableFileError, read_regular_file
from briefing_app.gui.look import TEXT_SCALES, ThemeChoice

logger = logging.getLogger(__name__)

MAX_RECENT_FILES: Final = 8

_ORGANISATION: Final = "briefing-app"
TITLE_BAR_HEIGHT: Final = 48
"""The pixels above a window that its title bar may take."""
_MIN_WINDOW_WIDTH: Final = 200  # pixels
_MIN_WINDOW_HEIGHT: Final = 150  # pixels
_RECENT_FILES: Final = "file/recent"
_MAX_BYTES: Final = 2**20
# What Qt writes for the program: lines of texts and QRect. A value of another kind
# starts with @ and its kind; @ may be escaped, or follow quotation marks and meaningless escapes.
_OWN_LINE: Final = re.compile(
    rb"""
    \s* | ;.* | \[[^\x00-\x1f]*\] |
    [^=\x00-\x1f]+ (?: [=,] \s*
        (?! (?: ["\s] | \\[^0-7xabfnrtv"?'\\] )*
            (?: @(?! @ | (?: Rect | String | Invalid )\( ) | \\x0*40 | \\0*100 ) )
        (?: [^",\\\x00-\x1f] | \\[^\x00-\x1f] | "(?: [^"\\\x00-\x1f] | \\[^\x00-\x1f] )*" )*+
    )++
    """,
    re.VERBOSE,
)
DEFAULT_LIST_WIDTH_PX: Final = 425


def user_settings() -> QSettings:
    """Return the settings of the user who runs the program.

    A damaged file is removed. Qt would build a value of any kind, and abort the program if it is
    too large; after a quotation mark without another one, it would read no setting any more.
    """
    settings = _open_settings()
    file = Path(settings.fileName())
    if _is_own_file(file):
        return settings
    logger.warning("The settings are damaged, so defaults are used")
    del settings
    try:
        file.unlink()
    except OSError:
        return QSettings(os.devnull, QSettings.Format.IniFormat)
    return _open_settings()


def _open_settings() -> QSettings:
    return QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, _ORGANISATION, "briefing-app"
    )


def _is_own_file(file: Path) -> bool:
    try:
        return all(map(_OWN_LINE.fullmatch, read_regular_file(file, _MAX_BYTES).splitlines()))
    except UnsuitableFileError:
        return False
    except (OSError, ValueError):  # there is none, or Qt can't read it either
        return True


def discard_qt_settings() -> None:
    """Discard what Qt writes to its own settings, on systems that keep them in a file."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


class SettingsStore(Protocol):
    """Where settings are kept: a QSettings, or what a private session has in its place."""

    def value(self, key: str, default: object = None, /) -> object:
        """Return the value of a key."""

    def setValue(self, key: str, value: object, /) -> None:
        """Set the value of a key."""

    def allKeys(self) -> list[str]:
        """Return all keys that have a value."""

    def remove(self, key: str, /) -> None:
        """Remove a key with its value."""

    def sync(self) -> None:
        """Write to disk what has been set."""

    def fileName(self) -> str:
        """Return the name of the file."""


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

    def __set__(self, settings: "Settings", value: bool) -> None:
        settings.set_text(self._key, "yes" if value else "no")


class _Number:
    """A setting that is a whole number from 0 to a maximum."""

    def __init__(self, key: str, *, maximum: int, default: int) -> None:
        self._key = key
        self._maximum = maximum
        self._default = default

    def __get__(self, settings: "Settings", _owner: type["Settings"]) -> int:
        number = _whole_number(settings.text(self._key), 0, self._maximum)
        return self._default if number is None else number

    def __set__(self, settings: "Settings", value: int) -> None:
        settings.set_text(self._key, str(value))


class Settings:
    """Typed access to the settings.

    Args:
        store: Where they are kept; passed in, so that tests don't touch the user's own.
        is_private: Whether nothing may be kept after the program ends.
    """

    is_table_shown = _Flag("view/table")
    """Whether the figures are shown as a table instead of a chart."""
    has_started = _Flag("view/started")
    """Whether the main window was open before."""
    are_letter_keys_off = _Flag("show/letter-keys-off")
    """Whether letters and signs do nothing in a slideshow, so that one typed by mistake is safe."""
    slide_theme = _Text("view/slide_theme")
    """The name of the colours of slides."""
    my_force = _Text("view/my-force")
    """The full name of the user's own force."""
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
    list_width = _Number("window/list-width", maximum=3000, default=DEFAULT_LIST_WIDTH_PX)
    """The width of the list of findings, in pixels at 100 % text size."""
    notes_size = _Number("show/notes-size", maximum=20, default=2)
    """The step of the notes' text size; the notes view defines the sizes."""

    def __init__(self, store: SettingsStore, *, is_private: bool = False) -> None:
        self._store = store
        self._is_private = is_private

    @property
    def is_private(self) -> bool:
        """Whether nothing may be kept after the program ends."""
        return self._is_private

    @property
    def program_name(self) -> str:
        """The name of the program in the titles of its windows."""
        return "Briefing (private session)" if self._is_private else "Briefing"

    @property
    def file(self) -> Path:
        """The file that the settings are in."""
        return Path(self._store.fileName())

    def make_file_private(self) -> None:
        """Let only the user read the file. It is made: Qt would let others read it, too."""
        with suppress(OSError):  # then Qt can't write it either
            make_private_file(self.file)

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

    @property
    def has_choices(self) -> bool:
        """Whether anything but the recent files is remembered."""
        return bool(self._choices())

    def forget_choices(self) -> None:
        """Forget everything but the recent files, and write the file again."""
        for key in self._choices():
            self._store.remove(key)
        self.save()

    def _choices(self) -> list[str]:
        return [key for key in self._store.allKeys() if key != _RECENT_FILES]

    # ---- view -----------------------------------------------------------------------------------

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
    def recent_files(self) -> list[str]:
        """The briefings that were opened last, the latest first; at most `MAX_RECENT_FILES`."""
        return self._lines(_RECENT_FILES)[:MAX_RECENT_FILES]

    @recent_files.setter
    def recent_files(self, files: Sequence[str]) -> None:
        self._store.setValue(_RECENT_FILES, list(files)[:MAX_RECENT_FILES])

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
        title_bar.setHeight(TITLE_BAR_HEIGHT)
        for screen in screens:
            visible = screen.intersected(title_bar)
            if visible.width() >= _MIN_WINDOW_WIDTH and visible.height() >= TITLE_BAR_HEIGHT // 2:
                return geometry if screen.contains(geometry) else _moved_into(screen, geometry)
        return None

    def set_window_geometry(self, geometry: QRect) -> None:
        """Remember where the main window is, in desktop pixels."""
        self._store.setValue("window/geometry", geometry)

    def _lines(self, key: str) -> list[str]:
        """Return the lines of a key. QSettings reads a list of one line as a text."""
        value = self._store.value(key)
        lines = value if isinstance(value, list) else [value]
        return [line for line in lines if isinstance(line, str) and line]


def _whole_number(text: str, minimum: int, maximum: int) -> int | None:
    """Return the number that a text consists of; None if it is something else or out of range."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        return None
    return int(text) if minimum <= int(text) <= maximum else None


def _moved_into(screen: QRect, geometry: QRect) -> QRect:
    """Return a window's place, moved until it and its title bar are on a screen."""
    available = screen.adjusted(0, TITLE_BAR_HEIGHT, 0, 0)
    place = QRect(geometry.topLeft(), geometry.size().boundedTo(available.size()))
    place.moveRight(min(place.right(), available.right()))
    place.moveBottom(min(place.bottom(), available.bottom()))
    place.moveLeft(max(place.left(), available.left()))
    place.moveTop(max(place.top(), available.top()))
    return place
