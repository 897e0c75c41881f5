"""A desktop program for offline briefings."""

from briefing_app import lazy_imports

__version__ = "0.1.0"

TYPESETTING_COMMAND = "--typeset-handout"
"""The hidden command with which the program starts itself to typeset a handout."""

lazy_imports.install()
