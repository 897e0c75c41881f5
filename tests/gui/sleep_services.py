"""Services that hold off sleep, as a desktop has them, made up; no part of pytest.

To be run with the system's Python, which can pass file descriptors over a bus. The bus is the
session's; each argument is a service and how it behaves: `screen_saver=agrees`, for one of
`SERVICES` and of "agrees", "refuses", "silent" and "waits", which agrees once the program gets
SIGUSR1. What comes about is told on standard output as JSON lines, a word and values:

    ["ready"]                                              all names are taken
    ["asked", SERVICE, SENDER, ARGUMENT, …]                somebody has called Inhibit
    ["gone", SENDER]                                       who asked has left the bus
    ["closed", SENDER]                                     … has closed the file descriptor
"""

import json
import os
import signal
import sys
from importlib import import_module
from typing import Any, Final, TypeAlias

_Gi: TypeAlias = Any  # what comes through GObject Introspection has no types

Gio: _Gi = import_module("gi.repository.Gio")
GLib: _Gi = import_module("gi.repository.GLib")

SERVICES: Final = {
    "screen_saver": (
        "org.freedesktop.ScreenSaver",
        "/org/freedesktop/ScreenSaver",
        "org.freedesktop.ScreenSaver",
    ),
    "old_screen_saver": (
        "org.freedesktop.ScreenSaver",
        "/ScreenSaver",
        "org.freedesktop.ScreenSaver",
    ),
    "power_manager": (
        "org.freedesktop.PowerManagement",
        "/org/freedesktop/PowerManagement/Inhibit",
        "org.freedesktop.PowerManagement.Inhibit",
    ),
    "login": (
        "org.freedesktop.login1",
        "/org/freedesktop/login1",
        "org.freedesktop.login1.Manager",
    ),
}
_COOKIE: Final = 4_000_000_000  # more than a signed number of 32 bits holds


class _Services:
    """The services on one connection."""

    def __init__(self, behaviours: dict[str, str]) -> None:
        self._behaviours = behaviours
        self._bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self._left = len(behaviours)
        self._waiting: list[_Gi] = []
        signal.signal(signal.SIGUSR1, self._agree_at_last)
        for service in behaviours:
            name, path, interface = SERVICES[service]
            answer = "h" if service == "login" else "u"
            inputs = "<arg type='s'/>" * (4 if service == "login" else 2)
            description = Gio.DBusNodeInfo.new_for_xml(
                f"<node><interface name='{interface}'><method name='Inhibit'>{inputs}"
                f"<arg type='{answer}' direction='out'/></method></interface></node>"
            )
            self._bus.register_object(
                path,
                description.interfaces[0],
                lambda *call, service=service: self._inhibit(service, call[1], *call[-2:]),
                None,
                None,
            )
            flags = Gio.BusNameOwnerFlags.NONE
            Gio.bus_own_name_on_connection(self._bus, name, flags, self._name_taken, None)

    def _name_taken(self, *_about: object) -> None:
        self._left -= 1
        if not self._left:
            _tell("ready")

    def _inhibit(self, service: str, sender: str, arguments: _Gi, call: _Gi) -> None:
        flags = Gio.BusNameWatcherFlags.NONE
        Gio.bus_watch_name_on_connection(
            self._bus, sender, flags, None, lambda *_: _tell("gone", sender)
        )
        behaviour = self._behaviours[service]
        if behaviour == "refuses":
            call.return_dbus_error("org.freedesktop.DBus.Error.AccessDenied", "No.")
        elif behaviour == "agrees" and service == "login":
            self._hand_over_descriptor(sender, call)
        elif behaviour == "agrees":
            call.return_value(GLib.Variant("(u)", (_COOKIE,)))
        elif behaviour == "waits":
            self._waiting.append(call)
        _tell("asked", service, sender, *arguments.unpack())

    def _agree_at_last(self, *_about: object) -> None:
        while self._waiting:
            self._waiting.pop().return_value(GLib.Variant("(u)", (_COOKIE,)))

    def _hand_over_descriptor(self, sender: str, call: _Gi) -> None:
        reading, writing = os.pipe()
        descriptors = Gio.UnixFDList.new()
        index = descriptors.append(writing)
        os.close(writing)
        call.return_value_with_unix_fd_list(GLib.Variant("(h)", (index,)), descriptors)

        def closed(*_about: object) -> bool:
            _tell("closed", sender)
            return False

        GLib.unix_fd_add_full(GLib.PRIORITY_DEFAULT, reading, GLib.IOCondition.HUP, closed)


def _tell(word: str, *values: str) -> None:
    print(json.dumps([word, *values]), flush=True)


if __name__ == "__main__":
    services = _Services(dict(argument.split("=") for argument in sys.argv[1:]))
    GLib.MainLoop().run()
