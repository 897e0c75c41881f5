"""The application's look: fonts, text size, icons and the theme in use.

Widgets declare what doesn't change, `set_role` for the font, `scale` for lengths and `set_icon`,
and the look applies that again after each change. What paints asks `look`. Colours are in
`layout.palette`, the style sheet in `style_sheet`.
"""

from collections.abc import Callable, Sequence
from enum import Enum, StrEnum, auto
from typing import Final

from PySide6.QtCore import QByteArray, QDir, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPixmap, QStyleHints
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLayout, QWidget

from briefing_app.files.on_disk import files_named
from briefing_app.files.paths import COLOURED_ICONS, FONT_FAMILY, FONTS, ICONS
from briefing_app.gui.style_sheet import (
    ICON_FOLDER,
    style_sheet,
    theme_palette,
    window_style_sheet,
)
from briefing_app.layout.palette import (
    CONTRAST_DARK,
    CONTRAST_LIGHT,
    DARK,
    LIGHT,
    SlideTheme,
    Theme,
    slide_theme,
)

# The properties in which the look and what widgets declare are kept.
_LOOK: Final = "look"
_ROLE: Final = "textRole"
_LENGTHS: Final = "lengths"
_ICON: Final = "bundledIcon"
_IS_PRESENTER_VIEW: Final = "isPresenterView"

FILLED: Final = " filled"
"""What follows the name of an icon whose areas are filled."""

_Lengths = Sequence[tuple[float, int]]
"""What a setter takes: pixels at 100 % text size, and pixels to add at any text size."""

_ICON_PX: Final = 15  # at 100 % text size


class ThemeChoice(StrEnum):
    """What the user can choose; the values are kept in the settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST_LIGHT = "contrast-light"
    CONTRAST_DARK = "contrast-dark"


THEMES: Final = {
    ThemeChoice.LIGHT: LIGHT,
    ThemeChoice.DARK: DARK,
    ThemeChoice.CONTRAST_LIGHT: CONTRAST_LIGHT,
    ThemeChoice.CONTRAST_DARK: CONTRAST_DARK,
}


class TextRole(Enum):
    """What a text is for; `Look.font` returns its font."""

    PAGE_TITLE = auto()
    NARROW_PAGE_TITLE = auto()
    TITLE = auto()
    SECTION = auto()
    HEADLINE = auto()
    LIST = auto()
    BODY = auto()
    BODY_BUTTON = auto()
    STRONG = auto()
    CONTROL = auto()
    SMALL = auto()
    SMALL_BUTTON = auto()
    CHIP = auto()
    QUOTE_LARGE = auto()
    QUOTE = auto()
    QUOTE_MEDIUM = auto()
    QUOTE_SMALL = auto()
    CHART_TITLE = auto()


_FONTS: Final = {  # pixels at 100 % text size, weight
    TextRole.PAGE_TITLE: (26, QFont.Weight.Bold),
    TextRole.NARROW_PAGE_TITLE: (22, QFont.Weight.Bold),
    TextRole.TITLE: (20, QFont.Weight.Bold),
    TextRole.SECTION: (15, QFont.Weight.Bold),
    TextRole.HEADLINE: (15, QFont.Weight.Normal),
    TextRole.LIST: (14, QFont.Weight.Normal),
    TextRole.BODY: (15, QFont.Weight.Normal),
    TextRole.STRONG: (14, QFont.Weight.Bold),
    TextRole.CONTROL: (13.5, QFont.Weight.Normal),
    TextRole.SMALL: (13, QFont.Weight.Normal),
    # As the style sheet paints quiet buttons, so that they are measured so.
    TextRole.BODY_BUTTON: (15, QFont.Weight.DemiBold),
    TextRole.SMALL_BUTTON: (13, QFont.Weight.DemiBold),
    TextRole.CHIP: (12, QFont.Weight.DemiBold),
    TextRole.QUOTE_LARGE: (26, QFont.Weight.Normal),
    TextRole.QUOTE: (22, QFont.Weight.Normal),
    TextRole.QUOTE_MEDIUM: (20, QFont.Weight.Normal),
    TextRole.QUOTE_SMALL: (18, QFont.Weight.Normal),
    TextRole.CHART_TITLE: (16, QFont.Weight.Bold),
}

TEXT_SCALES: Final = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


def set_look(widget: QWidget, look: str) -> None:
    """Give a widget another ``look`` of the style sheet, and apply that at once."""
    set_style_property(widget, "look", look)


def set_style_property(widget: QWidget, name: str, value: object) -> None:
    """Give a widget another property that the style sheet uses, and apply that at once."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.updateGeometry()


def look() -> "Look":
    """Return the application's look, which is made before the first widget."""
    application = QApplication.instance()
    assert application is not None  # noqa: S101, as above
    made = application.property(_LOOK)
    assert isinstance(made, Look)  # noqa: S101, as above
    return made


def set_role(widget: QWidget, role: TextRole) -> None:
    """Give a widget the font of a kind of text, at each text size."""
    widget.setProperty(_ROLE, role)
    _apply_role(widget, role)


def _apply_role(widget: QWidget, role: TextRole) -> None:
    font = look().font(role)
    # A viewport would keep the first font that is set, and not follow the application's any more.
    if widget.font() != font:
        widget.setFont(font)


def set_icon(button: QAbstractButton, name: str, name_on: str = "") -> None:
    """Give a button with a look an icon in the colour of its text, at each text size.

    Args:
        button: The button.
        name: The name of an icon, as for `Look.paint_icon`.
        name_on: The icon while the button is on, if that is another one.
    """
    button.setProperty(_ICON, [name, name_on or name])
    _apply_icon(button)


def add_arrow(button: QAbstractButton) -> None:
    """Show with an arrow after the text that a quiet button opens a list."""
    button.setProperty("arrow", True)
    button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    set_icon(button, "chevron-down")


def _apply_icon(button: QAbstractButton) -> None:
    name, name_on = button.property(_ICON)
    theme = look().theme
    ink = {"toggle": theme.ink, "primary": theme.on_accent}.get(button.property(_LOOK))
    icon, side = QIcon(), look().px(_ICON_PX)
    normal, disabled = QIcon.Mode.Normal, QIcon.Mode.Disabled
    off, on = QIcon.State.Off, QIcon.State.On
    for colour, mode, state in (  # as the style sheet has them
        (ink or theme.accent, normal, off),
        (theme.disabled, disabled, off),
        (theme.on_accent if theme.outlined else theme.accent, normal, on),
        (theme.surface if theme.outlined else theme.disabled, disabled, on),
    ):
        if state is off or button.isCheckable():
            shown = name_on if state is on else name
            icon.addPixmap(look().pixmap(shown, colour, side), mode, state)
    button.setIcon(icon)
    button.setIconSize(QSize(side, side))


def scale(set_length: Callable[..., object], *lengths: float) -> None:
    """Set a length of a widget or layout, at each text size.

    Args:
        set_length: Its setter, such as ``layout.setSpacing``.
        lengths: What it takes, in pixels at 100 % text size.
    """
    _declare(set_length, [(length, 0) for length in lengths])


def scale_sides(
    set_margins: Callable[..., object], left: int, top: int, right: int, bottom: int
) -> None:
    """Set margins of which only the left and right one grow with the text size.

    Use this where large text needs all the height.

    Args:
        set_margins: The setter, such as ``layout.setContentsMargins``.
        left: The left margin, in pixels at 100 % text size.
        top: The top margin, in pixels.
        right: The right margin, in pixels at 100 % text size.
        bottom: The bottom margin, in pixels.
    """
    _declare(set_margins, [(left, 0), (0, top), (right, 0), (0, bottom)])


def _declare(set_length: Callable[..., object], lengths: _Lengths) -> None:
    target = getattr(set_length, "__self__")  # noqa: B009, not every callable has it
    lengths_by_setter = target.property(_LENGTHS) or {}
    target.setProperty(_LENGTHS, {**lengths_by_setter, set_length.__name__: lengths})
    _apply_lengths(set_length, lengths)


def _apply_lengths(set_length: Callable[..., object], lengths: _Lengths) -> None:
    set_length(*(look().px(scaled) + fixed for scaled, fixed in lengths))


def use_presenter_theme(window: QWidget) -> None:
    """Give a window the theme of the presenter view, whatever theme the application has."""
    window.setProperty(_IS_PRESENTER_VIEW, True)
    _apply_presenter_theme(window, look())


def _apply_presenter_theme(window: QWidget, in_use: "Look") -> None:
    window.setPalette(theme_palette(in_use.presenter_theme))
    window.setStyleSheet(window_style_sheet(in_use.presenter_theme, in_use.px))


def load_fonts() -> None:
    """Load the bundled fonts; needs a QGuiApplication."""
    for path in files_named(FONTS, "*.ttf"):
        QFontDatabase.addApplicationFont(str(path))


def system_theme(hints: QStyleHints) -> Theme:
    """Return the theme that matches the colour scheme and contrast of the system."""
    is_dark = hints.colorScheme() is Qt.ColorScheme.Dark
    preference = hints.accessibility().contrastPreference()
    if preference is Qt.ContrastPreference.HighContrast:
        return CONTRAST_DARK if is_dark else CONTRAST_LIGHT
    return DARK if is_dark else LIGHT


class Look(QObject):
    """The theme and text size in use, which `look` returns.

    Args:
        application: Gets the palette, the font and the style sheet.
        choice: The theme that the user chose, or to follow the system.
        scale: The text size, 1.0 for 100 %; one of `TEXT_SCALES`.
        slide_theme: The name of the colours of slides, which don't depend on those of windows.
    """

    changed = Signal()
    """Emitted when another theme or text size is in use."""

    def __init__(
        self,
        application: QApplication,
        choice: ThemeChoice,
        scale: float,
        slide_theme: str = "",
    ) -> None:
        super().__init__(application)
        application.setProperty(_LOOK, self)
        QDir.setSearchPaths(ICON_FOLDER, [str(COLOURED_ICONS)])
        self._slide_theme = slide_theme
        self._application = application
        self._choice = choice
        self._scale = scale
        self._growth = 1.0
        self._fonts: dict[TextRole, QFont] = {}
        self._pictures: dict[tuple[str, str], QSvgRenderer] = {}
        self._theme = self._chosen_theme()
        self._apply()
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._update_theme)
        hints.accessibility().contrastPreferenceChanged.connect(self._update_theme)

    @property
    def theme(self) -> Theme:
        """The theme in use."""
        return self._theme

    @property
    def presenter_theme(self) -> Theme:
        """The dark theme that matches the one in use: the presenter view may be in a dim room."""
        return CONTRAST_DARK if self._theme.outlined else DARK

    @property
    def slide_theme(self) -> SlideTheme:
        """The colours of slides."""
        return slide_theme(self._slide_theme)

    @property
    def choice(self) -> ThemeChoice:
        """What the user chose."""
        return self._choice

    @property
    def text_scale(self) -> float:
        """The text size that the user chose, 1.0 for 100 %."""
        return self._scale

    @property
    def scale(self) -> float:
        """The text size in use: larger than the user chose if the window is large.

        The larger the chosen text is, the less it grows, so that a step is always one.
        """
        if self._scale <= 1:
            return self._scale * self._growth
        largest = max(TEXT_SCALES[-1], 1.25 * self._growth)
        share = (self._scale - 1) / (TEXT_SCALES[-1] - 1)
        return self._growth + share * (largest - self._growth)

    def choose(self, choice: ThemeChoice) -> None:
        """Use another theme."""
        self._choice = choice
        self._update_theme()

    def choose_slide_theme(self, name: str) -> None:
        """Use other colours for slides: one of the names of `SLIDE_THEMES`."""
        if name != self._slide_theme:
            self._slide_theme = name
            self.changed.emit()

    def set_scale(self, scale: float) -> None:
        """Use another text size."""
        if scale != self._scale:
            self._scale = scale
            self._apply()
            self.changed.emit()

    def grow(self, growth: float) -> None:
        """Show everything larger by a factor if the user chose 100 %; see `scale`."""
        if growth != self._growth:
            self._growth = growth
            self._apply()
            self.changed.emit()

    def px(self, length: float) -> int:
        """Return a length at 100 % text size in pixels at the text size in use."""
        return round(length * self.scale)

    def font(self, role: TextRole) -> QFont:
        """Return the font of a kind of text, at the text size in use."""
        font = self._fonts.get(role)
        if font is None:
            size, weight = _FONTS[role]
            font = QFont(FONT_FAMILY)
            font.setPixelSize(round(size * self.scale))
            font.setWeight(weight)
            self._fonts[role] = font
        return font

    def colour(self, name: str) -> QColor:
        """Return a colour of the theme.

        Args:
            name: The name of a field of `Theme`.
        """
        return QColor(getattr(self._theme, name))

    def pixmap(self, name: str, colour: str, side: int) -> QPixmap:
        """Return a bundled icon as a square picture, for the screen with the most pixels.

        Args:
            name: Its name, as for `paint_icon`.
            colour: Its colour, as ``#RRGGBB``.
            side: The length of a side, in pixels that don't depend on the screen.
        """
        ratio = self._application.devicePixelRatio()
        pixmap = QPixmap(QSize(side, side) * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint_icon(painter, QRectF(0, 0, side, side), name, colour)
        painter.end()
        return pixmap

    def paint_icon(self, painter: QPainter, box: QRectF, name: str, colour: str) -> None:
        """Paint a bundled icon as lines, which are sharp at any size.

        Args:
            painter: The painter.
            box: The square for the icon.
            name: The name of its file in ``resources/icons/`` without the suffix; followed by
                `FILLED`, its areas are filled.
            colour: Its colour, as ``#RRGGBB``.
        """
        self._picture(name, colour).render(painter, box)

    def _picture(self, name: str, colour: str) -> QSvgRenderer:
        key = (name, colour)
        picture = self._pictures.get(key)
        if picture is None:
            picture = self._pictures[key] = _tinted_picture(name, colour)
        return picture

    def _chosen_theme(self) -> Theme:
        if self._choice is not ThemeChoice.SYSTEM:
            return THEMES[self._choice]
        return system_theme(self._application.styleHints())

    def _update_theme(self) -> None:
        theme = self._chosen_theme()
        if theme is not self._theme:
            self._theme = theme
            self._apply()
            self.changed.emit()

    def _apply_declarations(self) -> None:
        """Apply the fonts and lengths that widgets and layouts have declared."""
        for widget in self._application.allWidgets():
            role, layout = widget.property(_ROLE), widget.layout()
            if role is not None:
                widget.ensurePolished()  # one that is hidden would get its old font when shown
                _apply_role(widget, role)
            if isinstance(widget, QAbstractButton) and widget.property(_ICON):
                _apply_icon(widget)
            layouts = [] if layout is None else [layout, *layout.findChildren(QLayout)]
            for target in (widget, *layouts):
                for setter, lengths in (target.property(_LENGTHS) or {}).items():
                    _apply_lengths(getattr(target, setter), lengths)

    def _apply(self) -> None:
        self._fonts.clear()
        self._application.setFont(self.font(TextRole.CONTROL))
        self._application.setPalette(theme_palette(self._theme))
        self._application.setStyleSheet(style_sheet(self._theme, self.px))
        for window in self._application.topLevelWidgets():
            if window.property(_IS_PRESENTER_VIEW):
                _apply_presenter_theme(window, self)
        self._apply_declarations()  # for another theme too: a new style sheet restores old fonts


def _tinted_picture(name: str, colour: str) -> QSvgRenderer:
    svg = (ICONS / f"{name.removesuffix(FILLED)}.svg").read_bytes()
    if name.endswith(FILLED):
        svg = svg.replace(b'fill="none"', b'fill="currentColor"')
    return QSvgRenderer(QByteArray(svg.replace(b"currentColor", colour.encode())))
