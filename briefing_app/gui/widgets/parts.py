"""Parts of a window of which only some are shown."""

from collections.abc import Callable, Collection
from typing import cast

from PySide6.QtWidgets import QWidget


def hide_parts(parts: Collection[QWidget], give_focus: Callable[[], object]) -> None:
    """Hide parts of a window, after those in their place are shown.

    Args:
        parts: The parts.
        give_focus: Called before if the keyboard focus is in one of them, to give it to another:
            Qt would give it to whatever is next in the window.
    """
    for part in parts:
        focus = cast("QWidget | None", part.window().focusWidget())
        if focus is not None and (part is focus or part.isAncestorOf(focus)):
            give_focus()
            break
    for part in parts:
        part.hide()
