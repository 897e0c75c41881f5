"""A fake screen saver service, as a program of its own.

Run it with the system's Python, which can offer a service on a bus. It uses the session's bus. The
argument is its behaviour: "agrees", "refuses", or "waits", which agrees after the signal SIGUSR1.
It prints events as JSON:

    ["ready"]                        the name is registered
    ["asked", SENDER, ARGUMENT, …]   Inhibit was called
    ["gone", NAME]                   a program has left the bus
"""

import json
import signal
import sys
from importlib import import_module
from typing import Any, Final, TypeAlias

_Gi: TypeAlias = Any  # GObject Introspection has no types

Gio: _Gi = import_module("gi.repository.Gio")
GLib: _Gi = import_module("gi.repository.GLib")

_NAME: Final = "org.freedesktop.ScreenSaver"
_PATH: Final = "/org/freedesktop/ScreenSaver"
_DESCRIPTION: Final = f"""\
<node><interface name='{_NAME}'><method name='Inhibit'>
<arg type='s'/><arg type='s'/><arg type='u' direction='out'/>
</method></interface></node>
"""
_COOKIE: Final = 4_000_000_000  # too large for a signed 32-bit number


class _Service:
    """The service on the session's bus."""

    def __init__(self, behaviour: str) -> None:
        self._behaviour = behaviour
        self._bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self._waiting: list[_Gi] = []
        signal.signal(signal.SIGUSR1, self._answer_waiting)
        interface = Gio.DBusNodeInfo.new_for_xml(_DESCRIPTION).interfaces[0]
        self._bus.register_object(_PATH, interface, self._inhibit, None, None)
        bus = "org.freedesktop.DBus"
        self._bus.signal_subscribe(
            *(bus, bus, "NameOwnerChanged", "/org/freedesktop/DBus", None),
            Gio.DBusSignalFlags.NONE,
            lambda *change: self._follow_names(change[5]),
        )
        Gio.bus_own_name_on_connection(
            self._bus,
            _NAME,
            Gio.BusNameOwnerFlags.NONE,
            lambda *_: _print_event("ready"),
            None,
        )

    def _inhibit(self, _bus: _Gi, sender: str, *about: _Gi) -> None:
        arguments, call = about[-2:]
        if self._behaviour == "refuses":
            call.return_dbus_error("org.freedesktop.DBus.Error.AccessDenied", "No.")
        elif self._behaviour == "agrees":
            _agree(call)
        else:
            self._waiting.append(call)
        _print_event("asked", sender, *arguments.unpack())

    def _follow_names(self, change: _Gi) -> None:
        name, _, owner = change.unpack()
        if not owner:
            _print_event("gone", name)

    def _answer_waiting(self, *_about: object) -> None:
        while self._waiting:
            _agree(self._waiting.pop())


def _agree(call: _Gi) -> None:
    call.return_value(GLib.Variant("(u)", (_COOKIE,)))


def _print_event(kind: str, *values: str) -> None:
    print(json.dumps([kind, *values]), flush=True)


if __name__ == "__main__":
    service = _Service(sys.argv[1])
    GLib.MainLoop().run()
