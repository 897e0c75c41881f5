"""What the program remembers, as typed properties over the one QSettings it is given.

Whatever stands in the file is checked on the way in: a settings file that was edited, damaged or
written by another version gives the default, never an error.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QByteArray, QRect, QSettings, QSize

from briefing_app.gui.style import TEXT_SCALES, ThemeChoice
from briefing_app.report import FindingKind

_ORGANISATION: Final = "briefing-app"
_TITLE_BAR: Final = 48  # pixels of a window's top that must be reachable on a screen


def user_settings() -> QSettings:
    """The settings of the person who runs the program."""
    return QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, _ORGANISATION, "briefing-app"
    )


class Settings:
    """Typed access to the settings.

    Args:
        store: Where they stand; passed in, so that a test never touches the user's own.
    """

    def __init__(self, store: QSettings) -> None:
        self._store = store

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
    def maximised(self) -> bool:
        """Whether the window was maximised."""
        return self._text("window/maximised") == "yes"

    @maximised.setter
    def maximised(self, maximised: bool) -> None:
        self._store.setValue("window/maximised", "yes" if maximised else "no")

    def window_geometry(self, screens: Sequence[QRect]) -> QRect | None:
        """Where the window stood, in desktop pixels, if it can stand there again.

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
                size = geometry.size().boundedTo(screen.size().expandedTo(QSize(200, 150)))
                return QRect(geometry.topLeft(), size)
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

    def save(self) -> None:
        """Write to disk what has been set."""
        self._store.sync()

    def _text(self, key: str) -> str:
        value = self._store.value(key, "")
        return value if isinstance(value, str) else ""
