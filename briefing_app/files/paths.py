"""Where the program's own files lie: in a checkout, an installed wheel or a frozen bundle.

And what counts as a path among the words of a command.
"""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def _root() -> Path:
    """The folder that holds ``resources/`` and ``data/``.

    A frozen bundle unpacks beside ``sys._MEIPASS``; a wheel carries both inside the package,
    so that they can't collide with another package's; a checkout has them beside it.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen)
    if (_PACKAGE / "data").is_dir():
        return _PACKAGE
    return _PACKAGE.parent


RESOURCES = _root() / "resources"
FONTS = RESOURCES / "fonts"
FONT_FAMILIES = ("Atkinson Hyperlegible", "Atkinson Hyperlegible Next")
"""What the fonts there are called. The second has the Welsh letters that the first lacks."""
HANDOUT = RESOURCES / "handout" / "handout.typ"
ICONS = RESOURCES / "icons"
REPORT_SOURCE = RESOURCES / "report"
DEMONSTRATION = RESOURCES / "demonstration"
"""Two made-up briefings, ``earlier`` and ``later``, to show how they are laid side by side."""
BUNDLED_BRIEFING = _root() / "data" / "report.db"


def given_path(text: str) -> Path:
    """The path that a word of a command says, for argparse.

    Raises:
        ArgumentTypeError: It is empty, as where a variable in a script isn't set; to Path that
            would be the current folder.
    """
    if not text:
        from argparse import ArgumentTypeError  # noqa: PLC0415, only a command asks for this

        raise ArgumentTypeError(
            "an empty name is no file and no folder; write its name, or . for the current folder"
        )
    return Path(text)
