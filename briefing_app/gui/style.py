"""Type sizes, fonts and icons: the only place that names one. Colours stand in `colours`.

A `Theme` is a table of colours; `Style` is the one that is in force, at the text size in force.
Widgets are given the `Style`, ask it when they paint, and repaint when it says `changed`.
"""

from collections.abc import Callable
from enum import Enum, StrEnum, auto
from typing import Final

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
    QStyleHints,
)
from PySide6.QtWidgets import QApplication, QWidget

from briefing_app.files.paths import FONT_FAMILIES, FONTS, ICONS
from briefing_app.model.palette import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Theme

_FONT_FILES: Final = (
    "AtkinsonHyperlegible-Regular.ttf",
    "AtkinsonHyperlegible-Bold.ttf",
    "AtkinsonHyperlegibleNext-LatinExt-Regular.ttf",
    "AtkinsonHyperlegibleNext-LatinExt-Bold.ttf",
)


class ThemeChoice(StrEnum):
    """What the user can choose; the values stand in the settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST_LIGHT = "contrast-light"
    CONTRAST_DARK = "contrast-dark"


_CHOSEN: Final = {
    ThemeChoice.LIGHT: LIGHT,
    ThemeChoice.DARK: DARK,
    ThemeChoice.CONTRAST_LIGHT: CONTRAST_LIGHT,
    ThemeChoice.CONTRAST_DARK: CONTRAST_DARK,
}


class TextRole(Enum):
    """What a text is; `Style.font` knows how that is set."""

    TITLE = auto()
    SECTION = auto()
    HEADLINE = auto()
    BODY = auto()
    STRONG = auto()
    CONTROL = auto()
    SMALL = auto()
    CHIP = auto()
    QUOTE = auto()
    CHART_TITLE = auto()
    CHART_LABEL = auto()
    CHART_VALUE = auto()


_TYPE: Final = {  # pixels at 100 %, bold
    TextRole.TITLE: (19, True),
    TextRole.SECTION: (15, True),
    TextRole.HEADLINE: (15, False),
    TextRole.BODY: (15, False),
    TextRole.STRONG: (14, True),
    TextRole.CONTROL: (13.5, False),
    TextRole.SMALL: (13, False),
    TextRole.CHIP: (12, True),
    TextRole.QUOTE: (21, False),
    TextRole.CHART_TITLE: (17, True),
    TextRole.CHART_LABEL: (17, False),
    TextRole.CHART_VALUE: (19, True),
}

TEXT_SCALES: Final = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)

SCROLL_BAR: Final = 12
"""How wide a scroll bar is, in pixels at 100 % text size."""


def presenter_theme(theme: Theme) -> Theme:
    """The dark theme that goes with another: a presenter's console lights up no dim room."""
    return CONTRAST_DARK if theme.outlined else DARK


def slide_theme(theme: Theme) -> Theme:
    """The light theme that goes with another: a projector in a bright room shows no dark ground."""
    return CONTRAST_LIGHT if theme.outlined else LIGHT


def dress(window: QWidget, theme: Theme, px: Callable[[float], int]) -> None:
    """Give one window another theme than the one in force.

    Args:
        window: The window, with all that is in it.
        theme: Its theme.
        px: What makes a length at 100 % text size one in pixels.
    """
    window.setPalette(_palette(theme))
    window.setStyleSheet(_dress_sheet(theme) + _style_sheet(theme, px))


def set_look(widget: QWidget, look: str) -> None:
    """Give a widget another ``look`` of the style sheet, and apply that at once."""
    if widget.property("look") != look:
        widget.setProperty("look", look)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def load_fonts() -> None:
    """Make the bundled fonts known to Qt; needs a QGuiApplication."""
    for name in _FONT_FILES:
        QFontDatabase.addApplicationFont(str(FONTS / name))


def system_theme(hints: QStyleHints) -> Theme:
    """The theme that comes nearest to what the system is set to."""
    dark = hints.colorScheme() is Qt.ColorScheme.Dark
    preference = hints.accessibility().contrastPreference()
    if preference is Qt.ContrastPreference.HighContrast:
        return CONTRAST_DARK if dark else CONTRAST_LIGHT
    return DARK if dark else LIGHT


class Style(QObject):
    """The theme and text size in force.

    Args:
        application: Is given the palette, the font and the style sheet.
        choice: The theme that the user chose, or to follow the system.
        scale: The text size, 1.0 for 100 %; one of `TEXT_SCALES`.
    """

    changed = Signal()

    def __init__(self, application: QApplication, choice: ThemeChoice, scale: float) -> None:
        super().__init__(application)
        self._application = application
        self._choice = choice
        self._scale = scale
        self._fonts: dict[TextRole, QFont] = {}
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._theme = self._theme_in_force()
        self._apply()
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)

    @property
    def theme(self) -> Theme:
        """The colours in force."""
        return self._theme

    @property
    def choice(self) -> ThemeChoice:
        """What the user chose."""
        return self._choice

    @property
    def scale(self) -> float:
        """The text size in force, 1.0 for 100 %."""
        return self._scale

    def choose(self, choice: ThemeChoice) -> None:
        """Put another theme in force."""
        self._choice = choice
        self._follow_system()

    def set_scale(self, scale: float) -> None:
        """Put another text size in force."""
        if scale != self._scale:
            self._scale = scale
            self._apply()
            self.changed.emit()

    def px(self, length: float) -> int:
        """A length in pixels at 100 % text size, at the text size in force."""
        return round(length * self._scale)

    def font(self, role: TextRole) -> QFont:
        """The font for a kind of text, at the text size in force."""
        font = self._fonts.get(role)
        if font is None:
            size, bold = _TYPE[role]
            font = QFont(FONT_FAMILIES)
            font.setPixelSize(round(size * self._scale))
            font.setBold(bold)
            self._fonts[role] = font
        return font

    def colour(self, name: str) -> QColor:
        """A colour of the theme by the name of its field."""
        return QColor(getattr(self._theme, name))

    def icon(self, name: str, colour: str) -> QIcon:
        """A bundled icon in one colour of the theme.

        Args:
            name: The file's name in ``resources/icons/`` without its ending.
            colour: The name of a field of `Theme`.
        """
        key = (name, colour)
        icon = self._icons.get(key)
        if icon is None:
            icon = self._icons[key] = _tinted_icon(name, getattr(self._theme, colour))
        return icon

    def _theme_in_force(self) -> Theme:
        if self._choice is not ThemeChoice.SYSTEM:
            return _CHOSEN[self._choice]
        return system_theme(self._application.styleHints())

    def _follow_system(self) -> None:
        theme = self._theme_in_force()
        if theme is not self._theme:
            self._theme = theme
            self._icons.clear()
            self._apply()
            self.changed.emit()

    def _apply(self) -> None:
        self._fonts.clear()
        self._application.setFont(self.font(TextRole.CONTROL))
        self._application.setPalette(_palette(self._theme))
        self._application.setStyleSheet(_style_sheet(self._theme, self.px))


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.ground,
        role.WindowText: theme.ink,
        role.Base: theme.surface,
        role.AlternateBase: theme.ground,
        role.Text: theme.ink,
        role.Button: theme.surface,
        role.ButtonText: theme.ink,
        role.BrightText: theme.ink,
        role.ToolTipBase: theme.surface,
        role.ToolTipText: theme.ink,
        role.PlaceholderText: theme.muted,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Light: theme.surface,
        role.Midlight: theme.ground,
        role.Mid: theme.line,
        role.Dark: theme.control,
        role.Shadow: theme.line,
    }
    for key, colour in colours.items():
        palette.setColor(key, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(disabled, key, QColor(theme.disabled))
    return palette


def _dress_sheet(theme: Theme) -> str:
    """What a window needs beside the style sheet where the palette in force is another theme's."""
    t = theme
    return f"""
QWidget#window {{ background: {t.ground}; }}
QLabel {{ color: {t.ink}; }}
QLabel[look="attention"] {{ color: {t.caution}; }}
QTextEdit, QListView {{ color: {t.ink}; selection-background-color: {t.accent};
    selection-color: {t.on_accent}; }}
"""


def _style_sheet(theme: Theme, px: Callable[[float], int]) -> str:
    t = theme
    return f"""
QMenuBar {{ background: {t.surface}; border-bottom: 1px solid {t.line}; padding: 1px {px(6)}px; }}
QMenuBar::item {{ padding: {px(4)}px {px(9)}px; background: transparent; }}
QMenuBar::item:selected {{ background: {t.accent_soft}; color: {t.ink}; }}
QMenu {{ background: {t.surface}; border: 1px solid {t.control}; padding: {px(4)}px; }}
QMenu::item {{ padding: {px(5)}px {px(22)}px; }}
QMenu::item:selected {{ background: {t.accent}; color: {t.on_accent}; }}
QMenu::item:disabled {{ color: {t.disabled}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: {px(4)}px {px(8)}px; }}
QToolTip {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.control};
    padding: {px(4)}px; }}
QStatusBar {{ background: {t.surface}; border-top: 1px solid {t.line}; color: {t.muted}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ color: {t.muted}; }}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:hover {{ background: {t.accent_soft}; }}
QScrollArea {{ background: transparent; border: none; }}
QLabel {{ background: transparent; }}
QLabel[look="muted"], QTextEdit[look="muted"] {{ color: {t.muted}; }}
QFrame[look="caution"] {{ background: {t.caution_soft}; border-radius: {px(5)}px;
    border: 1px solid {t.caution if t.outlined else t.caution_soft}; }}
QTextEdit {{ background: transparent; border: none; }}
QFrame[look="caution"] QTextEdit {{ color: {t.caution}; }}
QFrame[look="prompt"] {{ background: {t.ground}; border-radius: {px(5)}px;
    border: 1px solid {t.line if t.outlined else t.ground}; }}
QFrame[look="header"] {{ background: {t.surface}; border: none;
    border-bottom: 1px solid {t.line}; }}
QFrame[look="sidebar"] {{ background: {t.surface}; border: none;
    border-right: 1px solid {t.line}; }}
QFrame[look="card"] {{ background: {t.surface}; border: 1px solid {t.line};
    border-radius: {px(6)}px; }}
QFrame[look="rule"] {{ background: {t.accent}; border: none; }}
QFrame[look="separator"] {{ background: {t.line}; border: none; }}
QLineEdit {{ background: {t.surface}; color: {t.ink}; placeholder-text-color: {t.muted};
    border: 1px solid {t.control}; border-radius: {px(5)}px; padding: {px(5)}px {px(8)}px;
    selection-background-color: {t.accent};
    selection-color: {t.on_accent}; }}
QLineEdit:focus, QComboBox:focus {{ border: 2px solid {t.accent};
    padding: {px(5) - 1}px {px(8) - 1}px; }}
QComboBox {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.control};
    border-radius: {px(5)}px; padding: {px(5)}px {px(8)}px; }}
QComboBox::drop-down {{ border: none; width: {px(24)}px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ background: {t.surface}; border: 1px solid {t.control};
    selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QPushButton {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.control};
    border-radius: {px(5)}px; padding: {px(6)}px {px(14)}px; }}
QPushButton:hover {{ background: {t.accent_soft}; }}
QPushButton:checked {{ background: {t.accent_soft}; color: {t.accent};
    border: 2px solid {t.accent}; padding: {px(6) - 1}px {px(14) - 1}px; }}
QPushButton:focus {{ border: 2px solid {t.accent}; padding: {px(6) - 1}px {px(14) - 1}px; }}
QPushButton:disabled {{ color: {t.disabled}; border: 1px dashed {t.disabled}; }}
QPushButton[look="primary"] {{ background: {t.accent}; color: {t.on_accent};
    border: 1px solid {t.accent}; font-weight: bold; }}
QPushButton[look="primary"]:focus {{ border: 3px double {t.on_accent}; }}
QPushButton[look="primary"]:disabled {{ background: {t.surface}; color: {t.disabled};
    border: 1px dashed {t.disabled}; font-weight: normal; }}
QPushButton[look="pill"] {{ border-radius: {px(10)}px; padding: {px(3)}px {px(11)}px; }}
QPushButton[look="pill"]:focus {{ border: 2px solid {t.accent};
    padding: {px(3) - 1}px {px(11) - 1}px; }}
QPushButton[look="pill"]:checked {{ background: {t.accent_soft}; color: {t.accent};
    border: 2px solid {t.accent}; padding: {px(3) - 1}px {px(11) - 1}px; }}
QPushButton[look="pill"]:checked:focus {{ border: 3px solid {t.accent};
    padding: {px(3) - 2}px {px(11) - 2}px; }}
QPushButton[look="link"] {{ background: transparent; color: {t.accent}; border: none;
    padding: {px(2)}px 0; text-align: left; text-decoration: underline; }}
QPushButton[look="link"]:focus {{ border: 2px solid {t.accent}; }}
QProgressBar {{ background: {t.surface}; border: 1px solid {t.control};
    border-radius: {px(3)}px; }}
QProgressBar::chunk {{ background: {t.accent}; color: {t.on_accent}; border-radius: {px(2)}px; }}
QListView {{ background: {t.surface}; border: none; outline: none; }}
QTableView {{ background: {t.surface}; color: {t.ink}; border: none; gridline-color: {t.line};
    selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QHeaderView::section {{ background: {t.surface}; color: {t.muted}; border: none;
    border-bottom: 1px solid {t.control}; padding: {px(5)}px {px(8)}px; }}
QScrollBar:vertical {{ background: transparent; width: {px(SCROLL_BAR)}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {px(SCROLL_BAR)}px; margin: 0; }}
QScrollBar::handle {{ background: {t.control}; border-radius: {px(3)}px; margin: {px(3)}px; }}
QScrollBar::handle:vertical {{ min-height: {px(28)}px; }}
QScrollBar::handle:horizontal {{ min-width: {px(28)}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _tinted_icon(name: str, colour: str) -> QIcon:
    # Imported here since the first window is painted before any icon is needed.
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415

    svg = (ICONS / f"{name}.svg").read_bytes().replace(b"currentColor", colour.encode())
    renderer = QSvgRenderer(QByteArray(svg))
    icon = QIcon()
    for side in (16, 20, 24, 32, 48, 64):
        pixmap = QPixmap(QSize(side, side))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        icon.addPixmap(pixmap)
    return icon
