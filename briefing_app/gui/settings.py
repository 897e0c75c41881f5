"""What the program remembers from one start to the next, each as one field of `Settings`.

They are kept in a JSON file. A field with a label is in the window *Settings…*, too.
"""

import json
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Generic, TypeVar, cast, overload

from PySide6.QtCore import QObject, QTimer, Signal

from briefing_app.errors import OutputError
from briefing_app.files import atomic
from briefing_app.files.lock import hold_when_free
from briefing_app.files.on_disk import (
    UnsuitableFileError,
    is_missing,
    make_private_file,
    read_regular_file,
)
from briefing_app.gui.look import TEXT_SCALES, ThemeChoice
from briefing_app.layout.palette import SLIDE_THEMES

logger = logging.getLogger(__name__)

_MAX_BYTES: Final = 2**20
_MAX_NUMBER: Final = 1_000_000  # sums of larger ones are too large for Qt
_SAVE_DELAY_MS: Final = 500  # after the first of several quick changes
_MAX_WAIT_S: Final = 1.0  # for another window that is writing

_APPEARANCE: Final = "Appearance"
_READING: Final = "Reading"
_SLIDESHOW: Final = "Slideshow"

_T = TypeVar("_T")


class Setting(Generic[_T]):
    """A field of `Settings`.

    Args:
        default: Its value until it is changed.
        group: The heading that it is under in the window *Settings…*.
        label: What it is called there; empty if it isn't there.
        explanation: A line of help below that.
        choices: Its possible values, in their order, and what they are called. Without them, any
            value of the default's type is possible.
        items: The type of what a tuple contains.
        in_private: Whether a private session starts with its value, and not with the default,
            because that doesn't say what was read or done before.
    """

    name: str

    def __init__(
        self,
        default: _T,
        *,
        group: str = "",
        label: str = "",
        explanation: str = "",
        choices: Mapping[_T, str] | None = None,
        items: type = str,
        in_private: bool = False,
    ) -> None:
        self.default = default
        self.group = group
        self.label = label
        self.explanation = explanation
        self.choices = choices
        self.in_private = in_private
        self._items = items

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, settings: None, owner: type) -> "Setting[_T]": ...

    @overload
    def __get__(self, settings: "Settings", owner: type) -> _T: ...

    def __get__(self, settings: "Settings | None", owner: type) -> "Setting[_T] | _T":
        return self if settings is None else settings.value(self)

    def __set__(self, settings: "Settings", value: _T) -> None:
        settings.set_value(self, value)

    def stepped(self, value: _T, by: int) -> _T:
        """Return the choice that is some steps after another, or before it if less than 0."""
        values = list(self.choices or ())
        return values[min(max(values.index(value) + by, 0), len(values) - 1)]

    def read(self, value: object) -> _T:
        """Return a value of the file as one of this setting.

        Raises:
            ValueError: It can't be one.
        """
        if self.choices is not None:
            for choice in self.choices:
                if choice == value and not isinstance(value, bool):
                    return choice
        elif isinstance(self.default, tuple):
            if isinstance(value, list) and all(_is_of(self._items, item) for item in value):
                return cast("_T", tuple(value))
        elif _is_of(type(self.default), value):
            return cast("_T", value)
        raise ValueError(self.name)


def _is_of(kind: type, value: object) -> bool:
    """Return whether a value has a type, and is small enough if it is a number."""
    return type(value) is kind and (not isinstance(value, int) or abs(value) <= _MAX_NUMBER)


class Settings(QObject):
    """What the program remembers; the fields are the settings.

    A value that can't be used is replaced by its default, and so is a file that can't: the next
    change writes it again.

    Args:
        file: The JSON file, which may not exist yet; None if there is no place for one.
        is_private: Whether nothing may be kept after the program ends.
    """

    changed = Signal(str)
    """Emitted with the name of a setting that has another value."""

    theme = Setting(
        ThemeChoice.SYSTEM,
        group=_APPEARANCE,
        label="Theme",
        choices={
            ThemeChoice.SYSTEM: "Follow the system",
            ThemeChoice.LIGHT: "Light",
            ThemeChoice.DARK: "Dark",
            ThemeChoice.CONTRAST_LIGHT: "High contrast, light",
            ThemeChoice.CONTRAST_DARK: "High contrast, dark",
        },
        in_private=True,
    )
    text_scale = Setting(
        1.0,
        group=_APPEARANCE,
        label="Text size",
        explanation="Of all windows. Slides keep their own.",
        choices={scale: f"{round(scale * 100)} %" for scale in TEXT_SCALES},
        in_private=True,
    )
    my_force = Setting(
        "", group=_READING, label="My force", explanation="Marked in the list and in charts"
    )
    """The full name of the user's own force."""
    is_table_shown = Setting(
        False,
        group=_READING,
        label="Table instead of the chart",
        explanation="For exact figures and for screen readers",
    )
    notes_size = Setting(
        21,
        group=_SLIDESHOW,
        label="Size of the notes",
        explanation="In the presenter view only",
        choices={px: f"{px} px" for px in (14, 18, 21, 26, 32, 40, 50, 64)},
        in_private=True,
    )
    """In pixels at 100 % text size."""
    are_letter_keys_on = Setting(
        True,
        group=_SLIDESHOW,
        label="Letter keys",
        explanation="Off: arrows, numbers, function keys and buttons still work",
        in_private=True,
    )
    """Whether letters and signs are keys of a slideshow: one typed by mistake may do harm."""
    audience_screen = Setting(
        "",
        group=_SLIDESHOW,
        label="The audience’s screen",
        explanation="Used whenever it is connected",
        in_private=True,
    )
    """The identity of the screen that the audience window was last on."""
    slide_theme = Setting(
        "light",
        group=_SLIDESHOW,
        label="Colours of slides",
        explanation="On the audience’s screen",
        choices={each.name: each.name.capitalize() for each in SLIDE_THEMES},
        in_private=True,
    )
    """The name of a `SlideTheme`."""
    recent_files = Setting[tuple[str, ...]](())
    """The briefings that were opened last, the latest first."""
    folder = Setting("")
    """The folder that a briefing was last opened from."""
    export_folder = Setting("")
    source_folder = Setting("")
    """The folder of the workbook that a briefing was last built from."""
    has_started = Setting(False)
    """Whether the main window was open before."""
    is_maximised = Setting(False, in_private=True)
    window_place = Setting[tuple[int, ...]]((), items=int, in_private=True)
    """Left, top, width and height of the main window, in pixels of the desktop."""
    list_width = Setting(425, in_private=True)
    """The width of the list of findings, in pixels at 100 % text size."""

    def __init__(self, file: Path | None, *, is_private: bool = False) -> None:
        super().__init__()
        self.file = file
        self.is_private = is_private
        self._values: dict[str, object] = {}
        self._unsaved: set[str] = set()
        self._save_soon = QTimer(self)
        self._save_soon.setSingleShot(True)
        self._save_soon.setInterval(_SAVE_DELAY_MS)
        self._save_soon.timeout.connect(self.save)
        self._load()

    @property
    def program_name(self) -> str:
        """The name of the program in the titles of its windows."""
        return "Briefing (private session)" if self.is_private else "Briefing"

    @staticmethod
    def fields() -> list[Setting[Any]]:
        """Return all settings."""
        return [each for each in vars(Settings).values() if isinstance(each, Setting)]

    def value(self, field: Setting[_T]) -> _T:
        """Return the value of a setting."""
        return cast("_T", self._values.get(field.name, field.default))

    def set_value(self, field: Setting[_T], value: _T) -> None:
        """Change a setting, and save it soon."""
        if value != self.value(field):
            self._values[field.name] = value
            self._unsaved.add(field.name)
            if not self._save_soon.isActive():  # another change must not postpone it
                self._save_soon.start()
            self.changed.emit(field.name)

    def kept(self) -> "Settings":
        """Save what was changed, and return what the file keeps then."""
        self.save()
        return Settings(self.file)

    @property
    def has_choices(self) -> bool:
        """Whether anything but the recent files is remembered."""
        return any(name != Settings.recent_files.name for name in self._values)

    def forget_choices(self) -> None:
        """Return to the defaults of everything but the recent files.

        Raises:
            OutputError: The file can't be written. Then nothing is forgotten.
        """
        self._forget(lambda name: name != Settings.recent_files.name)

    def forget_recent_files(self) -> None:
        """Forget the recent files.

        Raises:
            OutputError: The file can't be written. Then nothing is forgotten.
        """
        self._forget(lambda name: name == Settings.recent_files.name)

    def _forget(self, is_forgotten: Callable[[str], bool]) -> None:
        if self.file is not None and not is_missing(self.file):
            self._write(is_forgotten)
        before = self._values
        self._values = {name: before[name] for name in before if not is_forgotten(name)}
        self._unsaved = {name for name in self._unsaved if not is_forgotten(name)}
        for field in self.fields():
            if before.get(field.name, field.default) != self.value(field):
                self.changed.emit(field.name)

    def save(self) -> None:
        """Write what was changed, or else log why it can't be written."""
        with suppress(OutputError):  # it is in the log; the next change tries again
            self.write()

    def write(self) -> None:
        """Write what was changed.

        Raises:
            OutputError: The file can't be written.
        """
        if self._unsaved:
            self._write()

    def _write(self, is_forgotten: Callable[[str], bool] | None = None) -> None:
        """Write what was changed here over what is in the file, which other windows change, too.

        Args:
            is_forgotten: Returns whether a name is left out; without it, none is.

        Raises:
            OutputError: The file can't be written.
        """
        self._save_soon.stop()
        if self.file is None or self.is_private:
            return
        try:
            with hold_when_free(self.file.with_suffix(".lock"), _MAX_WAIT_S):
                values = self._read()
                values |= {name: self._values[name] for name in self._unsaved}
                if is_forgotten is not None:
                    values = {name: values[name] for name in values if not is_forgotten(name)}
                make_private_file(self.file)
                atomic.write_file(self.file, json.dumps(values, indent=2).encode())
        except OSError as error:
            raise atomic.output_error(self.file, error) from error
        self._unsaved.clear()

    def _load(self) -> None:
        try:
            values = self._read()
        except OSError as error:
            logger.warning("Could not read the settings: %s", error.strerror)
            return
        for field in self.fields():
            if field.name in values and (field.in_private or not self.is_private):
                try:
                    self._values[field.name] = field.read(values[field.name])
                except ValueError:
                    logger.warning("The setting %s has a value that it can’t have", field.name)

    def _read(self) -> dict[str, object]:
        """Return the values in the file; none if there is no file, or none that can be used.

        Raises:
            OSError: The file can't be read now.
        """
        try:
            content = read_regular_file(self.file, _MAX_BYTES) if self.file is not None else b""
            values = json.loads(content or b"{}")
        except FileNotFoundError:
            return {}
        except (UnsuitableFileError, ValueError, RecursionError):
            values = None
        if not isinstance(values, dict):
            logger.warning("The settings can’t be used, so they are the defaults")
            return {}
        return values
