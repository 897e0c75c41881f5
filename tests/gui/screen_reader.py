"""What a screen reader learns of another process' window, as JSON lines; no part of pytest.

To be run with the system's Python, which has AT-SPI. The number of the process to look at is its
only argument. Each line on standard input asks for a line on standard output:

    {"window": NODE or null, "heard": [TEXT, …], "trouble": TEXT}

A NODE has the role, name, description, text, states and children that the process gives. What was
heard is what a screen reader has to say aloud of itself, in that order: the name of what has taken
the keyboard, and what the process announces. Where the window can't be read, trouble says why.
The program ends when its standard input does.
"""

import json
import os
import sys
from importlib import import_module
from typing import Any, Final, TypeAlias

_Gi: TypeAlias = Any  # what comes through GObject Introspection has no types

_gi: _Gi = import_module("gi")
_gi.require_version("Atspi", "2.0")
Atspi: _Gi = import_module("gi.repository.Atspi")
GLib: _Gi = import_module("gi.repository.GLib")

_PAUSE: Final = 50  # milliseconds before an answer: events come in, and the window has time to work
_WAIT: Final = 20_000  # milliseconds for an answer of the window, which may be busy


class _ScreenReader:
    """Answers on standard output until standard input ends."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._heard: list[str] = []
        self._loop = GLib.MainLoop()
        Atspi.set_timeout(_WAIT, _WAIT)
        # The answers are to be the window's own, not what was remembered of it.
        Atspi.get_desktop(0).set_cache_mask(Atspi.Cache.NONE)
        self._listener = Atspi.EventListener.new(self._hear)
        self._listener.register("object:state-changed:focused")
        self._listener.register("object:announcement")
        GLib.unix_fd_add_full(
            GLib.PRIORITY_DEFAULT,
            sys.stdin.fileno(),
            GLib.IOCondition.IN | GLib.IOCondition.HUP,
            self._asked,
        )

    def run(self) -> None:
        self._loop.run()

    def _asked(self, stdin: int, _condition: object) -> bool:
        questions = os.read(stdin, 4096)
        if not questions:
            self._loop.quit()
            return False
        for _ in range(questions.count(b"\n")):
            GLib.timeout_add(_PAUSE, self._answer)
        return True

    def _answer(self) -> bool:
        window, trouble = None, ""
        try:
            window = self._window()
        except GLib.Error as error:
            trouble = str(error)
        print(json.dumps({"window": window, "heard": self._heard, "trouble": trouble}), flush=True)
        return False

    def _hear(self, event: _Gi) -> None:
        try:
            if event.source.get_process_id() != self._process:
                return
            if event.type.startswith("object:announcement"):
                self._heard.append(str(event.any_data))
            elif event.detail1:
                self._heard.append(event.source.get_name() or "")
        except GLib.Error as error:
            print(f"What took the keyboard can't be asked: {error}", file=sys.stderr, flush=True)

    def _window(self) -> dict[str, object] | None:
        """The window of the process that is in use, or its first one; None where it has none."""
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            program = desktop.get_child_at_index(index)
            if program is not None and program.get_process_id() == self._process:
                windows = [
                    window
                    for at in range(program.get_child_count())
                    if (window := program.get_child_at_index(at)) is not None
                ]
                windows.sort(key=lambda window: not _is_in_use(window))
                return _read(windows[0]) if windows else None
        return None


def _is_in_use(window: _Gi) -> bool:
    return bool(window.get_state_set().contains(Atspi.StateType.ACTIVE))


def _read(node: _Gi) -> dict[str, object]:
    text = node.get_text_iface()
    states = [state.value_nick for state in node.get_state_set().get_states()]
    # What is in something hidden, as a menu that is closed, is not read.
    count = node.get_child_count() if "showing" in states else 0
    children = (node.get_child_at_index(index) for index in range(count))
    return {
        "role": node.get_role_name(),
        "name": node.get_name() or "",
        "description": node.get_description() or "",
        "text": Atspi.Text.get_text(text, 0, -1) if text is not None else "",
        "states": sorted(states),
        "children": [_read(child) for child in children if child is not None],
    }


if __name__ == "__main__":
    _ScreenReader(int(sys.argv[1])).run()
