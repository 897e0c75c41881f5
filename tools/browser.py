"""A real browser without a window, driven over WebDriver BiDi on the loopback.

Chromium speaks it through its driver, Firefox by itself; both get the same commands.
"""

import json
import re
import shutil
import subprocess
import tempfile
import time
import urllib.request
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from websockets.sync.client import ClientConnection, connect

BROWSERS: Final = ("chromium", "firefox")

_START_SECONDS: Final = 60
_ANSWER_SECONDS: Final = 60
_FIREFOX_SETTINGS: Final = (
    "app.normandy.enabled",
    "app.update.enabled",
    "browser.safebrowsing.downloads.remote.enabled",
    "browser.safebrowsing.malware.enabled",
    "browser.safebrowsing.phishing.enabled",
    "browser.search.update",
    "datareporting.policy.dataSubmissionEnabled",
    "extensions.update.enabled",
    "network.captive-portal-service.enabled",
    "network.connectivity-service.enabled",
    "toolkit.telemetry.enabled",
)
"""What would make Firefox itself connect to somewhere."""

Json = dict[str, Any]


class Browser:
    """One page in a browser.

    Args:
        socket: The connection to the browser.
        session: The parameters of the session; None if there is one already.
    """

    def __init__(self, socket: ClientConnection, session: Json | None) -> None:
        self._socket = socket
        self._number = 0
        self.requested: list[str] = []
        """The addresses that were requested so far."""
        self.reported: list[str] = []
        """What was written to the console so far, such as errors and what the policy blocked."""
        if session is not None:
            self.call("session.new", session)
        # In a tab of its own: the first one of Firefox has the focus in its address field.
        self.page: str = self.call("browsingContext.create", {"type": "tab"})["context"]
        """The page, as commands name it."""
        events = ["network.beforeRequestSent", "log.entryAdded"]
        self.call("session.subscribe", {"events": events, "contexts": [self.page]})

    def call(self, method: str, parameters: Json) -> Any:
        """Return the result of a command."""
        self._number += 1
        command = {"id": self._number, "method": method, "params": parameters}
        self._socket.send(json.dumps(command))
        while True:
            message = json.loads(self._socket.recv(timeout=_ANSWER_SECONDS))
            if message["type"] == "event":
                self._note(message["method"], message["params"])
            elif message["id"] == self._number:
                assert message["type"] == "success", f"{method}: {message}"
                return message["result"]

    def _note(self, event: str, parameters: Json) -> None:
        if event == "log.entryAdded":
            self.reported.append(str(parameters["text"]))
        else:
            self.requested.append(parameters["request"]["url"])

    def open(self, path: Path) -> None:
        """Open a file and wait until it is complete."""
        place = {"context": self.page, "url": path.as_uri(), "wait": "complete"}
        self.call("browsingContext.navigate", place)

    def resize(self, width: int, height: int) -> None:
        """Give the page another size, in CSS pixels."""
        size = {"width": width, "height": height}
        self.call("browsingContext.setViewport", {"context": self.page, "viewport": size})

    def value(self, expression: str) -> Any:
        """Return the value of a JavaScript expression, or of the promise that it is."""
        found = self.call(
            "script.evaluate",
            {
                "expression": f"(async () => JSON.stringify(await ({expression})))()",
                "target": {"context": self.page},
                "awaitPromise": True,
            },
        )
        assert found["type"] == "success", found
        text = found["result"].get("value")
        return None if text is None else json.loads(text)

    def run(self, script: str) -> None:
        """Run a script in the page."""
        target = {"context": self.page}
        script = f"{script}\n;undefined"
        self.call(
            "script.evaluate", {"expression": script, "target": target, "awaitPromise": False}
        )

    def count(self, selector: str) -> int:
        """Return how many elements a CSS selector matches, also if scripts are off."""
        locator = {"type": "css", "value": selector}
        wanted = {"context": self.page, "locator": locator}
        return len(self.call("browsingContext.locateNodes", wanted)["nodes"])

    def press(self, *keys: str) -> None:
        """Press and release keys, one after the other; special ones have WebDriver's codes."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        source = {"type": "key", "id": "keys", "actions": actions}
        self.call("input.performActions", {"context": self.page, "actions": [source]})

    def printed(self) -> bytes:
        """Return the page as it is printed on A4, as PDF."""
        paper = {"width": 21.0, "height": 29.7}  # centimetres
        printed = self.call("browsingContext.print", {"context": self.page, "page": paper})
        return b64decode(printed["data"])


@contextmanager
def started(name: str, *, is_dark: bool = False, has_scripts: bool = True) -> Iterator[Browser]:
    """Start a browser with a new profile, and end it.

    Args:
        name: One of `BROWSERS`.
        is_dark: Whether pages are to use their dark colours.
        has_scripts: Whether pages may run their scripts.
    """
    with tempfile.TemporaryDirectory(prefix="browser-", ignore_cleanup_errors=True) as folder:
        start = _chromium if name == "chromium" else _firefox
        with start(Path(folder), is_dark=is_dark, has_scripts=has_scripts) as browser:
            yield browser


@contextmanager
def _chromium(folder: Path, *, is_dark: bool, has_scripts: bool) -> Iterator[Browser]:
    with _running(folder, "chromedriver", "--port=0") as log:
        port = _waited_for(log, r"started successfully on port (\d+)")
        options = [
            *("--headless=new", "--no-sandbox", f"--user-data-dir={folder / 'profile'}"),
            *("--no-first-run", "--disable-background-networking", "--disable-dev-shm-usage"),
            f"--blink-settings=preferredColorScheme={0 if is_dark else 1}",
        ]
        wanted = {"webSocketUrl": True, "goog:chromeOptions": {"args": options}}
        session = f"http://127.0.0.1:{port}/session"
        made = _requested("POST", session, {"capabilities": {"alwaysMatch": wanted}})
        try:
            with connect(made["capabilities"]["webSocketUrl"], max_size=None) as socket:
                browser = Browser(socket, None)
                if not has_scripts:
                    off = {"enabled": False, "contexts": [browser.page]}
                    browser.call("emulation.setScriptingEnabled", off)
                yield browser
        finally:
            _requested("DELETE", f"{session}/{made['sessionId']}")


def _requested(method: str, url: str, content: Json | None = None) -> Any:
    body = None if content is None else json.dumps(content).encode()
    request = urllib.request.Request(url, body, method=method)  # noqa: S310, the driver
    with urllib.request.urlopen(request, timeout=_START_SECONDS) as answer:  # noqa: S310, the same
        return json.load(answer)["value"]


@contextmanager
def _firefox(folder: Path, *, is_dark: bool, has_scripts: bool) -> Iterator[Browser]:
    profile = folder / "profile"
    profile.mkdir()
    settings: Json = dict.fromkeys(_FIREFOX_SETTINGS, False)
    settings["layout.css.prefers-color-scheme.content-override"] = 0 if is_dark else 1
    settings["javascript.enabled"] = has_scripts
    lines = [f'user_pref("{name}", {json.dumps(value)});' for name, value in settings.items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    program = shutil.which("firefox-esr") or "firefox"
    words = ("--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0")
    with _running(folder, program, *words) as log:
        port = _waited_for(log, r"BiDi listening on ws://127\.0\.0\.1:(\d+)")
        with connect(f"ws://127.0.0.1:{port}/session", max_size=None) as socket:
            browser = Browser(socket, {"capabilities": {}})
            yield browser
            browser.call("browser.close", {})


@contextmanager
def _running(folder: Path, *command: str) -> Iterator[Path]:
    """Run a program, and end it. Yield the file with what it prints."""
    log = folder / "log.txt"
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, cwd=folder)
        try:
            yield log
        finally:
            process.terminate()
            process.wait(_START_SECONDS)


def _waited_for(log: Path, pattern: str) -> str:
    """Return the first group of a pattern as soon as a program prints it."""
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        found = re.search(pattern, log.read_text(encoding="utf-8", errors="replace"))
        if found:
            return found[1]
        time.sleep(0.1)
    raise TimeoutError(log.read_text(encoding="utf-8", errors="replace"))
