"""What an action of the main window is."""

from collections.abc import Callable
from enum import Enum, auto
from typing import Final, NamedTuple


class ActionId(Enum):
    """The actions by name."""

    OPEN = auto()
    OPEN_BUNDLED = auto()
    COMPARE = auto()
    CLEAR_RECENT = auto()
    RELOAD = auto()
    NEW_BRIEFING = auto()
    SAVE_TEMPLATE = auto()
    EXPORT = auto()
    EXPORT_HANDOUT = auto()
    EXPORT_SLIDES = auto()
    EXPORT_CHART = auto()
    EXPORT_PICTURES = auto()
    EXPORT_INK = auto()
    EXPORT_DATA = auto()
    EXPORT_NOTES = auto()
    SESSION_PACK = auto()
    PRIVATE_SESSION = auto()
    FORGET = auto()
    PRINT = auto()
    QUIT = auto()
    COPY = auto()
    FIND = auto()
    CLEAR = auto()
    BOOKMARK = auto()
    NEXT_FINDING = auto()
    PREVIOUS_FINDING = auto()
    NEXT_QUOTE = auto()
    PREVIOUS_QUOTE = auto()
    ALL_QUOTES = auto()
    GO_FINDINGS = auto()
    GO_QUOTES = auto()
    GO_NOTE = auto()
    GO_FIGURES = auto()
    NEXT_PANE = auto()
    TABLE = auto()
    MY_FORCE = auto()
    WIDER_LIST = auto()
    NARROWER_LIST = auto()
    TALLER_FIGURES = auto()
    SHORTER_FIGURES = auto()
    LARGER = auto()
    SMALLER = auto()
    NORMAL_SIZE = auto()
    FULL_SCREEN = auto()
    THEME_SYSTEM = auto()
    THEME_LIGHT = auto()
    THEME_DARK = auto()
    THEME_CONTRAST_LIGHT = auto()
    THEME_CONTRAST_DARK = auto()
    SLIDES_LIGHT = auto()
    SLIDES_DARK = auto()
    SLIDES_CONTRAST = auto()
    IDENTITY = auto()
    PRESENT = auto()
    PRESENT_HERE = auto()
    PRESENT_AGAIN = auto()
    PRESENT_WINDOWED = auto()
    REHEARSE = auto()
    RUNNING_ORDER = auto()
    TIMES = auto()
    SAID = auto()
    KEYS = auto()
    SOURCES = auto()
    DIAGNOSTICS = auto()
    LICENCES = auto()
    ABOUT = auto()


class EnabledWhen(Enum):
    """When an action can be used."""

    ALWAYS = auto()
    BRIEFING_SHOWN = auto()
    """While a briefing is shown, and not the page that explains an error."""
    HAS_RECENT_FILES = auto()
    """While the list of recent files has an entry."""
    HAS_INK = auto()
    """While something is kept that was drawn on the slides of the open briefing."""


class Action(NamedTuple):
    """One action.

    Args:
        id: Which action.
        menu: The menu that it is in; ``A/B`` for the submenu B of A.
        text: Its name there, with ``&`` before its mnemonic.
        callback: Called when it is triggered; with the new state if it is switched on and off.
        keys: Its shortcuts, in Qt's portable spelling; the menu shows the first one.
        hint: What it does, for the key help; its name is used if this is empty.
        enabled_when: When it can be used.
        is_checkable: Whether it is switched on and off, or one of a group.
        is_checked: Whether it is on at first.
        group: The name of the group of actions of which one is checked, or empty.
        starts_section: Whether a separator precedes it in the menu.
        is_global: Whether its keys work in the other windows of the program too.
    """

    id: ActionId
    menu: str
    text: str
    callback: Callable[..., object]
    keys: tuple[str, ...] = ()
    hint: str = ""
    enabled_when: EnabledWhen = EnabledWhen.BRIEFING_SHOWN
    is_checkable: bool = False
    is_checked: bool = False
    group: str = ""
    starts_section: bool = False
    is_global: bool = False

    @property
    def name(self) -> str:
        """The text without its mnemonic and ellipsis."""
        return self.text.replace("&", "").removesuffix("…")


MENUS: Final = ("&File", "&Edit", "&View", "&Go", "&Slideshow", "&Help")
