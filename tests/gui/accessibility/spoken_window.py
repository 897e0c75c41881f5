"""The program's real window as a screen reader knows it: over AT-SPI, on a virtual screen.

Qt's offscreen platform never reaches AT-SPI. So the program runs in a process of its own under
Xvfb, with a message bus of its own. `atspi_client.py` reads it from outside, and keys are sent
through the X server.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from tests.gui.process_lines import ProcessLines
from tools.bench.display import VirtualScreen

_SYSTEM_PYTHON: Final = "/usr/bin/python3"
_CLIENT: Final = Path(__file__).with_name("atspi_client.py")
_TIMEOUT_S: Final = 60.0  # generous: the machine may be slow or busy
_MAX_SHUTDOWN_S: Final = 10
_SESSION_VARIABLES: Final = (
    *("AT_SPI_", "DBUS_", "DISPLAY", "NO_AT_BRIDGE", "QT_", "SESSION_MANAGER", "WAYLAND_"),
    *("XAUTHORITY", "XDG_"),
)
"""Prefixes of the environment variables that belong to the user's own session."""


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a window, as a screen reader knows it."""

    role: str
    name: str
    description: str
    locale: str
    text: str
    states: frozenset[str]
    children: tuple["Node", ...]

    @classmethod
    def from_json(cls, node: Mapping[str, Any]) -> "Node":
        """Return a node from the client's JSON object."""
        return cls(
            role=node["role"],
            name=node["name"],
            description=node["description"],
            locale=node["locale"],
            text=node["text"],
            states=frozenset(node["states"]),
            children=tuple(map(cls.from_json, node["children"])),
        )

    def walk(self) -> Iterator["Node"]:
        """Yield the node and its descendants, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def shown(self, *roles: str, name: str = "") -> list["Node"]:
        """Return the nodes on screen, optionally only those with given roles or a given name."""
        return [
            node
            for node in self.walk()
            if "showing" in node.states
            and (not roles or node.role in roles)
            and (not name or node.name == name)
        ]

    def only(self, *roles: str, name: str = "") -> "Node":
        """Return the only node on screen with the given roles and name."""
        found = self.shown(*roles, name=name)
        assert len(found) == 1, f"{len(found)} of {roles} named {name!r} are on screen"
        return found[0]

    def texts(self) -> list[str]:
        """Return the texts on screen that can be read word by word."""
        return [node.text for node in self.shown("text", "entry")]

    def outline(self, depth: int = 0) -> str:
        """Return what is on screen, for the message of a failed test."""
        line = f"{'  ' * depth}{self.role} {self.name!r} {self.text!r} {' '.join(self.states)}\n"
        inner = "".join(child.outline(depth + 1) for child in self.children)
        return line + inner if "showing" in self.states else inner


_ON_SLEEP: Final = "This computer may go to sleep"
"""How a message begins that the machine causes, at any time after a slideshow has started."""

Condition = Callable[[Node, list[str]], bool]
"""A condition on a window and on everything that was heard so far."""


class SpokenWindow:
    """The program's window, read by a screen reader.

    Args:
        screen: The virtual screen.
        client: The process that reads the window.
        program: The process that shows it.
        log: The log of both.
    """

    def __init__(
        self,
        screen: VirtualScreen,
        client: "subprocess.Popen[bytes]",
        program: "subprocess.Popen[bytes]",
        log: Path,
    ) -> None:
        self._screen = screen
        self._client = client
        self._program = program
        self._log = log
        self._lines = ProcessLines(client)
        self._heard: list[str] = []

    @property
    def heard(self) -> list[str]:
        """Return what was heard until the last wait ended."""
        return self._heard

    def press(self, *keys: str) -> None:
        """Press keys together, the last one last."""
        self._screen.press(*keys)

    def read(self) -> Node:
        """Return the window as it is now."""
        return self.wait_until("the window can be read", lambda _window, _heard: True)

    def wait_until(self, description: str, condition: Condition, *, is_whole: bool = True) -> Node:
        """Wait until a condition holds. Return the window at that time.

        Args:
            description: The condition in words, for the failure message.
            condition: The condition.
            is_whole: Whether the condition is about the whole window, which takes thousands of
                calls to read, or only about its frame and what is heard.
        """
        deadline = time.monotonic() + _TIMEOUT_S
        window, error = None, "The screen reader does not answer."
        while time.monotonic() < deadline:
            answer = self._ask(is_whole, deadline)
            if answer is not None:
                window = Node.from_json(answer["window"]) if answer["window"] else None
                self._heard = [text for text in answer["heard"] if not text.startswith(_ON_SLEEP)]
                error = answer["error"]
                if window is not None and condition(window, self._heard):
                    return window
            if self._program.poll() is not None or self._client.poll() is not None:
                break
        outline = window.outline() if window is not None else ""
        log = self._log.read_text(errors="replace")
        pytest.fail(
            f"This did not happen: {description}.\n{self._heard}\n{error}\n{outline}\n{log}"
        )

    def wait_until_heard(self, *texts: str) -> None:
        """Wait until these texts are the last ones that were heard."""
        self.wait_to_hear(f"{texts} are heard", lambda heard: heard[-len(texts) :] == list(texts))

    def wait_to_hear(self, description: str, condition: Callable[[list[str]], bool]) -> None:
        """Wait as `wait_until` does, for a condition on everything that was heard so far."""
        self.wait_until(description, lambda _window, heard: condition(heard), is_whole=False)

    def wait_until_active(self) -> None:
        """Give the main window the keyboard, and wait until it has it."""

        def is_active(window: Node, _heard: list[str]) -> bool:
            # Without a window manager, nobody else gives it the keyboard.
            on_screen = self._screen.window()
            if on_screen is not None and "active" not in window.states:
                self._screen.focus(on_screen)
            return "active" in window.states and window.name.endswith(" — Briefing")

        self.wait_until("the main window has the keyboard focus", is_active, is_whole=False)

    def wait_until_complete(self) -> None:
        """Wait until the main window has the keyboard and the parts that are built late."""
        self.wait_until_active()
        self.wait_until(  # the figures come last, together with the chart
            "the window shows its figures",
            lambda window, _heard: bool(window.shown(name="Table of the figures")),
        )

    def wait_for_other_window(self, description: str, condition: Condition) -> Node:
        """Wait as `wait_until` does, for another window, which gets the keyboard focus."""

        def is_there(window: Node, heard: list[str]) -> bool:
            on_screen = self._screen.window()
            if on_screen is not None and not condition(window, heard):
                self._screen.focus(on_screen)  # there is no window manager to do it
            return condition(window, heard)

        return self.wait_until(description, is_there)

    def _ask(self, is_whole: bool, deadline: float) -> Mapping[str, Any] | None:
        """Return the client's answer, or None if it has ended or doesn't answer in time."""
        stdin = self._client.stdin
        assert stdin is not None
        try:
            os.write(stdin.fileno(), b"whole\n" if is_whole else b"frame\n")
        except BrokenPipeError:
            return None
        line = self._lines.read(deadline)
        answer: Mapping[str, Any] | None = None if line is None else json.loads(line)
        return answer


def missing_requirement() -> str:
    """Return why AT-SPI can't be used here, or an empty text."""
    if not sys.platform.startswith("linux"):
        return "AT-SPI needs Linux"
    data_folders = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    service = "dbus-1/services/org.a11y.Bus.service"
    if shutil.which("dbus-daemon") is None:
        return "dbus-daemon is missing (Debian: dbus)"
    if not any(Path(folder, service).exists() for folder in data_folders.split(":")):
        return "AT-SPI's own bus is missing (Debian: at-spi2-core)"
    command = "import gi; gi.require_version('Atspi', '2.0'); import gi.repository.Atspi"
    try:
        subprocess.run([_SYSTEM_PYTHON, "-I", "-c", command], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return f"{_SYSTEM_PYTHON} can't read AT-SPI (Debian: python3-gi gir1.2-atspi-2.0)"
    return ""


@contextmanager
def run_program(folder: Path) -> Iterator[SpokenWindow]:
    """Run the program with the bundled briefing until its window is complete.

    Raises:
        MissingPartError: Xvfb is missing.
    """
    log = folder / "log.txt"
    with ExitStack() as stack:
        screen = stack.enter_context(VirtualScreen(folder))
        # The path of a socket is limited to about 100 characters; pytest's folders are longer.
        # Processes that the bus started may still be removing their files.
        runtime = stack.enter_context(
            tempfile.TemporaryDirectory(prefix="screen-reader-", ignore_cleanup_errors=True)
        )
        environment = _environment(screen.name, folder, runtime)
        address = stack.enter_context(_message_bus(environment, log))
        environment["DBUS_SESSION_BUS_ADDRESS"] = address
        output = stack.enter_context(log.open("ab"))
        program = stack.enter_context(
            _running(
                [sys.executable, "-m", "briefing_app"],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        )
        client = stack.enter_context(
            _running(
                [_SYSTEM_PYTHON, "-I", str(_CLIENT), str(program.pid)],
                env=environment,
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
            )
        )
        window = SpokenWindow(screen, client, program, log)
        window.wait_until_complete()
        yield window


@contextmanager
def _running(command: list[str], **options: Any) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a process, and end it together with the processes that it started."""
    with subprocess.Popen(command, start_new_session=True, **options) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                try:
                    process.wait(_MAX_SHUTDOWN_S)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def _message_bus(environment: Mapping[str, str], log: Path) -> Iterator[str]:
    """Run a session bus, and yield its address."""
    reading, writing = os.pipe()
    with ExitStack() as stack:
        pipe = stack.enter_context(os.fdopen(reading))
        try:
            command = [
                *("dbus-daemon", "--session", "--nofork", f"--print-address={writing}"),
                f"--address=unix:dir={environment['XDG_RUNTIME_DIR']}",
            ]
            output = stack.enter_context(log.open("ab"))
            stack.enter_context(
                _running(
                    command,
                    env=environment,
                    pass_fds=[writing],
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                )
            )
        finally:
            os.close(writing)
        address = pipe.readline().strip()
        if not address:
            pytest.fail(f"dbus-daemon does not start:\n{log.read_text(errors='replace')}")
        yield address


def _environment(display: str, home: Path, runtime: str) -> dict[str, str]:
    """Return the environment of the processes, without the user's own session."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(_SESSION_VARIABLES) or name == "XDG_DATA_DIRS"
    }
    return kept | {
        "DISPLAY": display,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": runtime,
        "GSETTINGS_BACKEND": "memory",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
