"""The palette and the style sheet of a theme.

Both follow from the theme and the text size alone. The ``look`` property of a widget selects among
the rules for its class; `look.set_look` changes it later.

Looks of a QPushButton:

- ``primary``: filled. The one thing to do in a window; a window has at most one. If a menu
  belongs to it, it is ``joined`` with a button that is a ``menu``.
- ``quiet``: accent-coloured text without a border. Every other button:
  `widgets.buttons.quiet_button`.
- ``toggle``: a filter or an option, with plain text, and bold on a soft background while it is on.
  Use `widgets.buttons.ToggleButton`, which keeps its width.
- ``link``: underlined text, in a line of other texts.
- ``key``, ``chip`` and ``primary_chip``: the keys of the presenter view, the last two if space is
  scarce. With the property ``narrow``, more of them share a row.
- no look: outlined, for Qt's own dialogs.

A QComboBox and a QSpinBox can be ``quiet`` too, a QLineEdit ``search``. High contrast themes
outline quiet buttons and toggles, and fill those that are on.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QColor, QPalette

from briefing_app.layout.palette import Theme

# Pixels at 100 % text size.
SCROLL_BAR_WIDTH: Final = 12
CHECK_SIDE_PX: Final = 19  # of a check box, with its border
ITEM_PADDING_PX: Final = 8  # at the left and right of an item in a combo box's list
# Of quiet buttons and toggles, with their border. If one is flush with an edge, let its layout
# reach over that edge by QUIET_PADDING_X.
QUIET_PADDING_X: Final = 8
QUIET_PADDING_Y: Final = 5
KEY_PADDING_X: Final = 11
NARROW_KEY_PADDING_X: Final = 4

# Of an entry of a menu with second lines, which are in its padding.
TWO_LINE_PADDING_X_PX: Final = 14
TWO_LINE_PADDING_Y_PX: Final = 8
_SECOND_LINE_PX: Final = 21

ICON_FOLDER: Final = "icons"
"""What Qt calls the folder with the icons of the style sheet."""

Px = Callable[[float], int]
"""Turns a length at 100 % text size into pixels."""


def icon(name: str, colour: str) -> str:
    """Return a bundled icon in a colour, which ``make icons`` draws; `ICON_FOLDER` is its place.

    Args:
        name: The name of its file in ``resources/icons/`` without the suffix.
        colour: The colour, as ``#RRGGBB``.
    """
    return f"url({ICON_FOLDER}:{name}-{colour.removeprefix('#')}.svg)"


def theme_palette(theme: Theme) -> QPalette:
    """Return Qt's palette for a theme."""
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


def window_style_sheet(theme: Theme, px: Px) -> str:
    """Return the style sheet for one window whose theme is not the application's.

    Args:
        theme: The theme of the window.
        px: Turns a length at 100 % text size into pixels.
    """
    return _base_colours(theme) + style_sheet(theme, px)


def style_sheet(theme: Theme, px: Px) -> str:
    """Return the style sheet of the application.

    Args:
        theme: The theme in use.
        px: Turns a length at 100 % text size into pixels.
    """
    rules = (_menus, _labels_and_frames, _fields, _check_boxes, _buttons, _lists, _scroll_bars)
    return "".join(rule(theme, px) for rule in rules)


def _base_colours(theme: Theme) -> str:
    """Return the colours that widgets otherwise take from the application's palette."""
    t = theme
    return f"""
QWidget#window {{ background: {t.ground}; }}
QLabel {{ color: {t.ink}; }}
QTextEdit, QListView {{ color: {t.ink}; selection-background-color: {t.accent};
    selection-color: {t.on_accent}; }}
"""


def _menus(theme: Theme, px: Px) -> str:
    t = theme
    return f"""
QMenuBar {{ background: {t.surface}; border-bottom: 1px solid {t.line}; padding: 1px {px(6)}px; }}
QMenuBar::item {{ padding: {px(4)}px {px(9)}px; background: transparent; }}
QMenuBar::item:selected {{ background: {t.accent_soft}; color: {t.ink}; }}
QMenu {{ background: {t.surface}; border: 1px solid {t.control}; padding: {px(4)}px; }}
QMenu::item {{ padding: {px(5)}px {px(22)}px; }}
QMenu::item:selected {{ background: {t.accent}; color: {t.on_accent}; }}
QMenu::item:disabled {{ color: {t.disabled}; }}
QMenu[look="two_line"]::item {{ border-radius: {px(6)}px; padding: {px(TWO_LINE_PADDING_Y_PX)}px
    {px(TWO_LINE_PADDING_X_PX)}px {px(TWO_LINE_PADDING_Y_PX) + px(_SECOND_LINE_PX)}px; }}
QMenu[look="two_line"]::item:selected {{ background: {t.accent if t.outlined else t.accent_soft};
    color: {t.on_accent if t.outlined else t.accent}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: {px(4)}px {px(8)}px; }}
QToolTip {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.control};
    padding: {px(4)}px; }}
QStatusBar {{ background: {t.surface}; border-top: 1px solid {t.line}; color: {t.muted}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ color: {t.muted}; }}
"""


def _labels_and_frames(theme: Theme, px: Px) -> str:
    t = theme
    return f"""
QDialog {{ background: {t.surface}; }}
QDialogButtonBox {{ button-layout: 3; }}
QSplitter::handle {{ background: transparent; }}
QSplitter[look="panes"]::handle {{ background: {t.surface}; }}
QSplitter::handle:hover {{ background: {t.accent_soft}; }}
QScrollArea {{ background: transparent; border: none; }}
QLabel {{ background: transparent; }}
QLabel[look="attention"] {{ color: {t.caution}; }}
QLabel[look="good"] {{ color: {t.good}; }}
QLabel[look="accent"] {{ color: {t.accent}; }}
QFrame[look="surface"] {{ border: none; background: {t.surface}; }}
QLabel[look="alert"] {{ background: {t.caution}; color: {t.surface}; font-weight: bold;
    border-radius: {px(5)}px; padding: 0 {px(12)}px; }}
QLabel[look="step"] {{ background: {t.accent}; color: {t.on_accent};
    border-radius: {px(28) // 2}px; }}
QLabel[look="hint"] {{ background: {t.surface}; border: 1px solid {t.control}; }}
QLabel[look="bubble"] {{ background: {t.ink}; color: {t.ground}; border-radius: {px(6)}px;
    padding: {px(6)}px {px(10)}px; }}
QLabel[look="muted"], QTextEdit[look="muted"] {{ color: {t.muted}; }}
QFrame[look="caution"] {{ background: {t.caution_soft}; border-radius: {px(8)}px;
    border: 1px solid {t.caution if t.outlined else t.caution_soft}; }}
QTextEdit {{ background: transparent; border: none; }}
QTextBrowser {{ border: 2px solid transparent; }}
QTextBrowser:focus {{ border: 2px solid {t.accent}; }}
QFrame[look="caution"] QTextEdit {{ color: {t.caution}; }}
QFrame[look="prompt"] {{ background: {t.good_soft}; border-radius: {px(8)}px;
    border: 1px solid {t.line if t.outlined else t.good_soft}; }}
QFrame[look="note"] {{ background: {t.ground}; border-radius: {px(8)}px;
    border: 1px solid {t.control if t.outlined else t.ground}; padding: 1px; }}
QFrame[look="note_in_use"] {{ background: {t.ground}; border-radius: {px(8)}px;
    border: 2px solid {t.accent}; }}
QFrame[look="side_note"] {{ background: {t.surface}; border-radius: {px(8)}px;
    border: 1px solid {t.control}; padding: 1px; }}
QFrame[look="side_note_in_use"] {{ background: {t.surface}; border-radius: {px(8)}px;
    border: 2px solid {t.accent}; }}
QFrame[look="header"] {{ background: {t.surface}; border: none;
    border-bottom: 1px solid {t.line}; }}
QFrame[look="footer"] {{ background: {t.surface}; border: none;
    border-top: 1px solid {t.line}; }}
QFrame[look="sidebar"] {{ background: {t.surface}; border: none;
    border-right: 1px solid {t.line}; }}
QFrame[look="aside"] {{ background: {t.ground}; border: none;
    border-left: 1px solid {t.line}; }}
QFrame[look="drop_zone"] {{ background: {t.ground}; border: 2px dashed {t.control};
    border-radius: {px(9)}px; }}
QFrame[look="drop_zone_in_use"] {{ background: {t.accent_soft}; border: 2px solid {t.accent};
    border-radius: {px(9)}px; }}
QFrame[look="card"] {{ background: {t.surface}; border: 1px solid {t.line};
    border-radius: {px(10)}px; }}
QFrame[look="panel"] {{ background: {t.ground}; border: none;
    border-top: 1px solid {t.line}; }}
QFrame[look="side_panel"] {{ background: {t.ground}; border: none;
    border-left: 1px solid {t.line}; }}
QFrame[look="overlay"] {{ background: {t.surface}; border: 1px solid {t.line}; }}
QFrame[look="separator"] {{ background: {t.line}; border: none; }}
"""


def _ring(theme: Theme) -> int:
    """Return the width of the border that shows the focus: more if every control has a border."""
    return 3 if theme.outlined else 2


def _fields(theme: Theme, px: Px) -> str:
    t, ring = theme, _ring(theme)
    return f"""
QLineEdit {{ background: {t.surface}; color: {t.ink}; placeholder-text-color: {t.muted};
    border: 1px solid {t.control}; border-radius: {px(5)}px; padding: {px(5)}px {px(8)}px;
    selection-background-color: {t.accent};
    selection-color: {t.on_accent}; }}
QLineEdit:focus, QComboBox:focus {{ border: {ring}px solid {t.accent};
    padding: {px(5) + 1 - ring}px {px(8) + 1 - ring}px; }}
QLineEdit[look="search"] {{ background: {t.ground}; border-radius: {px(7)}px;
    padding: {px(7)}px {px(11)}px; }}
QLineEdit[look="search"]:focus {{ padding: {px(7) + 1 - ring}px {px(11) + 1 - ring}px; }}
QSpinBox {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.control};
    border-radius: {px(5)}px; padding: {max(2, px(1))}px {px(9)}px;
    selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QSpinBox QLineEdit, QSpinBox QLineEdit:focus {{ border: none; padding: 0 {px(6)}px;
    background: transparent; }}
QSpinBox::up-button, QSpinBox::down-button {{ subcontrol-origin: border; width: 0; height: 0; }}
QSpinBox:focus {{ border: 2px solid {t.accent}; padding: {max(2, px(1)) - 1}px {px(9) - 1}px; }}
QSpinBox[look="quiet"] {{ background: transparent; color: {t.muted}; border: none;
    padding: 2px; }}
QSpinBox[look="quiet"]:focus {{ color: {t.ink}; border: 2px solid {t.accent}; padding: 0; }}
QFrame[look="field"] QSpinBox {{ color: {t.ink}; }}
QFrame[look="field"] {{ background: {t.surface}; border: 1px solid {t.control};
    border-radius: {px(5)}px; }}
QTextEdit[look="text_field"] {{ background: {t.surface}; border: 1px solid {t.control};
    border-radius: {px(5)}px; padding: {px(6) + 1}px {px(9) + 1}px; }}
QTextEdit[look="text_field"]:focus {{ border: 2px solid {t.accent};
    padding: {px(6)}px {px(9)}px; }}
QComboBox {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.control};
    border-radius: {px(5)}px; padding: {px(5)}px {px(8)}px; combobox-popup: 0; }}
QComboBox::drop-down {{ border: none; width: {px(24)}px; }}
QComboBox::down-arrow {{ image: {icon("chevron-down", t.ink)}; width: {px(18)}px;
    height: {px(18)}px; }}
QComboBox[look="quiet"]::down-arrow {{ image: {icon("chevron-down", t.accent)}; }}
QComboBox::down-arrow:disabled {{ image: {icon("chevron-down", t.disabled)}; }}
QComboBox[look="quiet"] {{ background: transparent; color: {t.accent}; font-weight: 600;
    border: 1px solid {t.control if t.outlined else "transparent"}; }}
QComboBox[look="quiet"]:hover {{ background: {t.accent_soft}; }}
QComboBox[look="quiet"]:focus {{ border: {ring}px solid {t.accent}; }}
QComboBox QAbstractItemView {{ background: {t.surface}; color: {t.ink};
    border: 1px solid {t.control};
    selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QListView[look="choices"] {{ background: {t.surface}; color: {t.ink};
    selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QListView[look="choices"]::item {{ min-height: {max(24, px(24))}px;
    padding: 0 {px(ITEM_PADDING_PX)}px; }}
QListView[look="choices"]::item:selected {{ background: {t.accent}; color: {t.on_accent}; }}
QComboBox QAbstractItemView::item {{ min-height: {max(24, px(24))}px;
    padding: 0 {px(ITEM_PADDING_PX)}px; }}
QComboBox QAbstractItemView::item:selected {{ background: {t.accent}; color: {t.on_accent}; }}
"""


def _check_boxes(theme: Theme, px: Px) -> str:
    t, edge = theme, max(2, px(1.5))
    side = px(CHECK_SIDE_PX) - 2 * edge
    return f"""
QCheckBox {{ border: 2px solid transparent; border-radius: {px(5)}px; spacing: {px(10)}px;
    padding: {max(0, px(4) - 2)}px; }}
QCheckBox:focus {{ border: 2px solid {t.accent}; }}
QCheckBox::indicator {{ subcontrol-position: top left; }}
QCheckBox::indicator, QTableView::indicator {{ width: {side}px; height: {side}px;
    background: {t.surface}; border: {edge}px solid {t.control}; border-radius: {px(4)}px; }}
QCheckBox::indicator:checked, QTableView::indicator:checked {{ background: {t.accent};
    color: {t.on_accent}; border: {edge}px solid {t.accent}; image: {icon("check", t.on_accent)}; }}
QCheckBox::indicator:disabled {{ border: {edge}px solid {t.disabled}; }}
QCheckBox::indicator:checked:disabled {{ background: {t.disabled}; }}
"""


def _buttons(theme: Theme, px: Px) -> str:
    rules = [_plain_buttons, _primary_buttons, _quiet_buttons]
    if theme.outlined:
        rules += [_outlined_buttons, _filled_toggles]
    return "".join(rule(theme, px) for rule in rules)


def _plain_buttons(theme: Theme, px: Px) -> str:
    t, ring = theme, _ring(theme)
    return f"""
QAbstractButton, QComboBox {{ outline: none; }}
QPushButton {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.control};
    border-radius: {px(7)}px; padding: {px(6)}px {px(14)}px; }}
QPushButton:hover {{ background: {t.accent_soft}; }}
QPushButton:checked {{ background: {t.accent_soft}; color: {t.accent};
    border: 2px solid {t.accent}; padding: {px(6) - 1}px {px(14) - 1}px; }}
QPushButton:focus {{ border: {ring}px solid {t.accent};
    padding: {px(6) + 1 - ring}px {px(14) + 1 - ring}px; }}
QPushButton:disabled {{ color: {t.disabled}; border: 1px dashed {t.disabled}; }}
QPushButton::menu-indicator {{ image: none; width: 0px; }}
QPushButton[look="key"] {{ padding: {px(8)}px {px(KEY_PADDING_X)}px; }}
QPushButton[look="key"]:checked {{ padding: {px(8) - 1}px {px(KEY_PADDING_X) - 1}px; }}
QPushButton[look="chip"] {{ border-radius: {px(10)}px; padding: {px(3)}px {px(KEY_PADDING_X)}px; }}
QPushButton[look="chip"]:focus {{ border: 2px solid {t.accent};
    padding: {px(3) - 1}px {px(11) - 1}px; }}
QPushButton[look="chip"]:checked {{ background: {t.accent_soft}; color: {t.accent};
    border: 2px solid {t.accent}; padding: {px(3) - 1}px {px(11) - 1}px; }}
QPushButton[look="chip"]:checked:focus {{ border: 3px solid {t.accent};
    padding: {px(3) - 2}px {px(11) - 2}px; }}
QPushButton[narrow="true"] {{ padding-left: {px(NARROW_KEY_PADDING_X)}px;
    padding-right: {px(NARROW_KEY_PADDING_X)}px; }}
QPushButton[narrow="true"]:checked {{ padding-left: {px(NARROW_KEY_PADDING_X) - 1}px;
    padding-right: {px(NARROW_KEY_PADDING_X) - 1}px; }}
QPushButton[look="link"] {{ background: transparent; color: {t.accent}; border: none;
    padding: {px(2) + 2}px 5px; text-align: left; text-decoration: underline; }}
QPushButton[look="link"]:focus {{ border: 2px solid {t.accent}; padding: {px(2)}px 3px; }}
"""


def _primary_buttons(theme: Theme, px: Px) -> str:
    t = theme
    return f"""
QPushButton[look="primary"] {{ background: {t.accent}; color: {t.on_accent};
    border: 1px solid {t.accent}; font-weight: 600; padding: {px(8)}px {px(14)}px; }}
QPushButton[look="primary"]:focus {{ border: 3px double {t.on_accent};
    padding: {px(8) - 2}px {px(14) - 2}px; }}
QPushButton[look="primary"]:disabled {{ background: {t.surface}; color: {t.disabled};
    border: 1px dashed {t.disabled}; }}
QPushButton[look="primary"][joined="true"] {{ border-top-right-radius: 0;
    border-bottom-right-radius: 0; }}
QPushButton[look="primary"][menu="true"] {{ border-top-left-radius: 0; border-bottom-left-radius: 0;
    border-left: 1px solid {t.on_accent}; min-width: {px(16)}px; max-width: {px(16)}px;
    padding: {px(8)}px {px(8)}px; }}
QPushButton[look="primary"][menu="true"]:focus {{ padding: {px(8) - 2}px {px(8) - 2}px; }}
QPushButton[look="primary_chip"] {{ background: {t.accent}; color: {t.on_accent};
    border: 1px solid {t.accent}; font-weight: 600; border-radius: {px(10)}px;
    padding: {px(3)}px {px(11)}px; }}
"""


def _quiet_padding_y(px: Px) -> int:
    """Return the padding above and below a quiet button: more for small text, to stay clickable."""
    padding = px(QUIET_PADDING_Y)
    return max(padding, 2 * QUIET_PADDING_Y - padding)


def _quiet_buttons(theme: Theme, px: Px) -> str:
    t = theme
    return f"""
QPushButton[look="quiet"], QPushButton[look="toggle"] {{ background: transparent;
    border: 2px solid transparent; border-radius: {px(6)}px;
    padding: {_quiet_padding_y(px) - 2}px {px(QUIET_PADDING_X) - 2}px; }}
QPushButton[look="quiet"] {{ color: {t.accent}; font-weight: 600; }}
QPushButton[look="quiet"][low="true"] {{ padding: 0px {px(8)}px; }}
QPushButton[look="toggle"] {{ color: {t.ink}; text-align: left; }}
QPushButton[arrow="true"] {{ text-align: {"left" if t.outlined else "right"}; }}
QPushButton[look="quiet"]:checked {{ background: {t.accent_soft};
    border: 2px solid transparent; padding: {_quiet_padding_y(px) - 2}px
    {px(QUIET_PADDING_X) - 2}px; }}
QPushButton[look="quiet"]:hover, QPushButton[look="toggle"]:hover {{ background: {t.accent_soft}; }}
QPushButton[look="toggle"]:checked {{ background: {t.accent_soft}; color: {t.accent};
    font-weight: 600; }}
QPushButton[look="quiet"]:disabled, QPushButton[look="toggle"]:disabled {{ color: {t.disabled}; }}
QPushButton[look="quiet"]:focus, QPushButton[look="toggle"]:focus {{
    border: 2px solid {t.accent}; }}
"""


def _outlined_buttons(theme: Theme, px: Px) -> str:
    """Outline quiet buttons, in themes in which a button is expected to have an edge."""
    t, ring = theme, _ring(theme)
    return f"""
QPushButton[look="quiet"], QPushButton[look="toggle"] {{ background: {t.surface};
    border: 1px solid {t.control};
    padding: {_quiet_padding_y(px) - 1}px {px(QUIET_PADDING_X) - 1}px; }}
QPushButton[look="quiet"]:focus, QPushButton[look="toggle"]:focus {{
    border: {ring}px solid {t.accent};
    padding: {_quiet_padding_y(px) - ring}px {px(QUIET_PADDING_X) - ring}px; }}
QPushButton[look="quiet"]:disabled, QPushButton[look="toggle"]:disabled {{
    border: 1px dashed {t.disabled}; }}
"""


def _filled_toggles(theme: Theme, px: Px) -> str:
    """Fill toggles that are on, in themes where only a border would show it."""
    t = theme
    looks = ("", *(f'[look="{look}"]' for look in ("chip", "quiet", "toggle")))

    def each(states: str) -> str:
        return ", ".join(f"QPushButton{look}{states}" for look in looks)

    return f"""
{each(":checked")} {{ background: {t.accent}; color: {t.on_accent};
    border-color: {t.accent}; }}
QPushButton:checked:focus {{ border: 3px double {t.on_accent};
    padding: {px(6) - 2}px {px(14) - 2}px; }}
QPushButton[look="chip"]:checked:focus {{ border: 3px double {t.on_accent};
    padding: {px(3) - 2}px {px(11) - 2}px; }}
QPushButton[look="toggle"]:checked:focus {{ border: 3px double {t.on_accent};
    padding: {_quiet_padding_y(px) - 3}px {px(QUIET_PADDING_X) - 3}px; }}
{each(":checked:disabled")} {{ background: {t.disabled}; color: {t.surface};
    border: 1px solid {t.disabled}; }}
"""


def _lists(theme: Theme, px: Px) -> str:
    t = theme
    return f"""
QProgressBar {{ background: {t.surface}; border: 1px solid {t.control};
    border-radius: {px(3)}px; }}
QProgressBar::chunk {{ background: {t.accent}; color: {t.on_accent}; border-radius: {px(2)}px; }}
QListView, QTreeView {{ background: {t.surface}; border: none; outline: none; }}
QListView[look="filmstrip"] {{ background: {t.ground}; }}
QListView[look="chart"] {{ background: transparent; }}
QTreeView[look="pages"]::branch {{ background: {t.surface}; }}
QTreeView[look="pages"]::item {{ padding: {px(5)}px {px(8)}px; margin: 1px;
    border-radius: {px(6)}px; border: 2px solid transparent; color: {t.ink}; }}
QTreeView[look="pages"]::item:selected {{ background: {t.accent_soft}; color: {t.accent};
    border: 2px solid {t.accent if t.outlined else "transparent"}; }}
QTreeView[look="pages"]::item:selected:focus {{ border: 2px solid {t.accent}; }}
QTableView {{ background: {t.surface}; color: {t.ink}; border: none; gridline-color: {t.line};
    selection-background-color: {t.accent}; selection-color: {t.on_accent};
    activate-on-singleclick: 0; }}
QHeaderView::section {{ background: {t.surface}; color: {t.muted}; border: none;
    border-bottom: 1px solid {t.control}; padding: {px(5)}px {px(8)}px; }}
"""


def _scroll_bars(theme: Theme, px: Px) -> str:
    t = theme
    return f"""
QScrollBar:vertical {{ background: transparent; width: {px(SCROLL_BAR_WIDTH)}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {px(SCROLL_BAR_WIDTH)}px; margin: 0; }}
QScrollBar::handle {{ background: {t.control}; border-radius: {px(3)}px; margin: {px(3)}px; }}
QScrollBar::handle:vertical {{ min-height: {px(28)}px; }}
QScrollBar::handle:horizontal {{ min-width: {px(28)}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
