"""Reads another process's window over AT-SPI and prints it as JSON lines. It isn't part of pytest.

Run it with the system's Python, which has AT-SPI, and with a process id as its only argument. Each
line on standard input asks for the window, "whole" or only its "frame"; for each it prints a line:

    {"window": NODE or null, "heard": [TEXT, …], "error": TEXT}

A NODE has the role, name, description, text, states and children that the process reports; a frame
has no children. "heard" is what a screen reader says by itself, in order: the names of widgets that
take the keyboard, and announcements. "error" says why the window can't be read. The program ends
with its standard input.
"""

import json
import os
import sys
from importlib import import_module
from typing import Any, Final, TypeAlias

_Gi: TypeAlias = Any  # GObject Introspection has no types

_gi: _Gi = import_module("gi")
_gi.require_version("Atspi", "2.0")
Atspi: _Gi = import_module("gi.repository.Atspi")
GLib: _Gi = import_module("gi.repository.GLib")

_ANSWER_DELAY_MS: Final = 50  # lets events arrive and the window work
_CALL_TIMEOUT_MS: Final = 20_000  # the window may be busy


class _Client:
    """Answers on standard output until standard input ends."""

    def __init__(self, process_id: int) -> None:
        self._process_id = process_id
        self._heard: list[str] = []
        self._loop = GLib.MainLoop()
        Atspi.set_timeout(_CALL_TIMEOUT_MS, _CALL_TIMEOUT_MS)
        # The answers must come from the window, not from a cache.
        Atspi.get_desktop(0).set_cache_mask(Atspi.Cache.NONE)
        self._listener = Atspi.EventListener.new(self._record)
        self._listener.register("object:state-changed:focused")
        self._listener.register("object:announcement")
        GLib.unix_fd_add_full(
            GLib.PRIORITY_DEFAULT,
            sys.stdin.fileno(),
            GLib.IOCondition.IN | GLib.IOCondition.HUP,
            self._read_requests,
        )

    def run(self) -> None:
        self._loop.run()

    def _read_requests(self, stdin: int, _condition: object) -> bool:
        requests = os.read(stdin, 4096)
        if not requests:
            self._loop.quit()
            return False
        for request in requests.split():
            GLib.timeout_add(_ANSWER_DELAY_MS, self._answer, request == b"whole")
        return True

    def _answer(self, is_whole: bool) -> bool:
        node, message = None, ""
        try:
            window = self._active_window()
            node = None if window is None else _read(window, with_children=is_whole)
        except GLib.Error as error:
            message = str(error)
        print(json.dumps({"window": node, "heard": self._heard, "error": message}), flush=True)
        return False

    def _record(self, event: _Gi) -> None:
        try:
            if event.source.get_process_id() != self._process_id:
                return
            if event.type.startswith("object:announcement"):
                self._heard.append(str(event.any_data))
            elif event.detail1:
                self._heard.append(event.source.get_name() or "")
        except GLib.Error as error:
            print(f"The focused widget can't be read: {error}", file=sys.stderr, flush=True)

    def _active_window(self) -> _Gi:
        """Return the active window of the process, or its first one, or None."""
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            program = desktop.get_child_at_index(index)
            if program is not None and program.get_process_id() == self._process_id:
                windows = [
                    window
                    for at in range(program.get_child_count())
                    if (window := program.get_child_at_index(at)) is not None
                ]
                windows.sort(key=lambda window: not _is_active(window))
                return windows[0] if windows else None
        return None


def _is_active(window: _Gi) -> bool:
    return bool(window.get_state_set().contains(Atspi.StateType.ACTIVE))


def _read(node: _Gi, *, with_children: bool = True) -> dict[str, object]:
    text = node.get_text_iface()
    states = [state.value_nick for state in node.get_state_set().get_states()]
    # The children of hidden nodes, such as closed menus, are skipped.
    count = node.get_child_count() if with_children and "showing" in states else 0
    children = (node.get_child_at_index(index) for index in range(count))
    return {
        "role": node.get_role_name(),
        "name": node.get_name() or "",
        "description": node.get_description() or "",
        "locale": node.get_object_locale() or "",
        "text": Atspi.Text.get_text(text, 0, -1) if text is not None else "",
        "states": sorted(states),
        "children": [_read(child) for child in children if child is not None],
    }


if __name__ == "__main__":
    _Client(int(sys.argv[1])).run()
