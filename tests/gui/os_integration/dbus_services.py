"""Fake D-Bus services that inhibit sleep, as a program of its own.

Run it with the system's Python, which can pass file descriptors over a bus. It uses the session's
bus. Each argument names one of `SERVICES` and its behaviour, as in `screen_saver=agrees`: "agrees",
"refuses", "silent", or "waits", which agrees after the signal SIGUSR1. It prints events as JSON:

    ["ready"]                                 all names are registered
    ["asked", SERVICE, SENDER, ARGUMENT, …]   Inhibit was called
    ["gone", SENDER]                          the caller has left the bus
    ["closed", SENDER]                        the caller has closed the file descriptor
"""

import json
import os
import signal
import sys
from importlib import import_module
from typing import Any, Final, TypeAlias

_Gi: TypeAlias = Any  # GObject Introspection has no types

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
    "login": (
        "org.freedesktop.login1",
        "/org/freedesktop/login1",
        "org.freedesktop.login1.Manager",
    ),
}
_COOKIE: Final = 4_000_000_000  # too large for a signed 32-bit number


class _Services:
    """The services on one bus connection."""

    def __init__(self, behaviours: dict[str, str]) -> None:
        self._behaviours = behaviours
        self._bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self._unregistered = len(behaviours)
        self._waiting: list[_Gi] = []
        signal.signal(signal.SIGUSR1, self._answer_waiting)
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
            Gio.bus_own_name_on_connection(self._bus, name, flags, self._name_registered, None)

    def _name_registered(self, *_about: object) -> None:
        self._unregistered -= 1
        if not self._unregistered:
            _print_event("ready")

    def _inhibit(self, service: str, sender: str, arguments: _Gi, call: _Gi) -> None:
        flags = Gio.BusNameWatcherFlags.NONE
        Gio.bus_watch_name_on_connection(
            self._bus, sender, flags, None, lambda *_: _print_event("gone", sender)
        )
        behaviour = self._behaviours[service]
        if behaviour == "refuses":
            call.return_dbus_error("org.freedesktop.DBus.Error.AccessDenied", "No.")
        elif behaviour == "agrees" and service == "login":
            self._send_descriptor(sender, call)
        elif behaviour == "agrees":
            call.return_value(GLib.Variant("(u)", (_COOKIE,)))
        elif behaviour == "waits":
            self._waiting.append(call)
        _print_event("asked", service, sender, *arguments.unpack())

    def _answer_waiting(self, *_about: object) -> None:
        while self._waiting:
            self._waiting.pop().return_value(GLib.Variant("(u)", (_COOKIE,)))

    def _send_descriptor(self, sender: str, call: _Gi) -> None:
        reading, writing = os.pipe()
        descriptors = Gio.UnixFDList.new()
        index = descriptors.append(writing)
        os.close(writing)
        call.return_value_with_unix_fd_list(GLib.Variant("(h)", (index,)), descriptors)

        def closed(*_about: object) -> bool:
            _print_event("closed", sender)
            return False

        GLib.unix_fd_add_full(GLib.PRIORITY_DEFAULT, reading, GLib.IOCondition.HUP, closed)


def _print_event(kind: str, *values: str) -> None:
    print(json.dumps([kind, *values]), flush=True)


if __name__ == "__main__":
    services = _Services(dict(argument.split("=") for argument in sys.argv[1:]))
    GLib.MainLoop().run()
