"""What a screen reader learns of the real window: over AT-SPI, on a screen in memory.

Qt's offscreen platform never reaches AT-SPI, so the program runs in a process of its own under
Xvfb, on a message bus of its own. `screen_reader.py` reads it from outside; keys come through the
X server, as from a keyboard.
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
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.model.chart_builder import bar_chart
from briefing_app.model.report import Report
from briefing_app.model.slides import briefing_slides
from tests.bench.display import VirtualScreen
from tests.bench.errors import MissingPartError
from tests.gui.process_lines import ProcessLines

_SYSTEM_PYTHON: Final = "/usr/bin/python3"
_READER: Final = Path(__file__).parents[1] / "screen_reader.py"
_PATIENCE: Final = 60.0  # seconds for anything to come: the machine may be slow or busy
_MAY_LAST: Final = 10  # seconds for a process to end when it is asked to
_OF_THE_SESSION: Final = (
    *("AT_SPI_", "DBUS_", "DISPLAY", "NO_AT_BRIDGE", "QT_", "SESSION_MANAGER", "WAYLAND_"),
    *("XAUTHORITY", "XDG_"),
)
"""How the names begin of what the processes here must not know of the user's own session."""
_SEARCHED: Final = "victims"
_BUTTONS: Final = ("button", "push button", "check box", "radio button", "toggle button")


@dataclass(frozen=True, slots=True)
class _Node:
    """Something in a window, as a screen reader knows it."""

    role: str
    name: str
    description: str
    text: str
    states: frozenset[str]
    children: tuple["_Node", ...]

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "_Node":
        """From what the client tells."""
        return cls(
            role=told["role"],
            name=told["name"],
            description=told["description"],
            text=told["text"],
            states=frozenset(told["states"]),
            children=tuple(map(cls.of, told["children"])),
        )

    def walk(self) -> Iterator["_Node"]:
        """Itself and all in it, in the order in which they are read."""
        yield self
        for child in self.children:
            yield from child.walk()

    def shown(self, *roles: str, name: str = "") -> list["_Node"]:
        """What is on screen, of some roles or of any, with a name or with any."""
        return [
            node
            for node in self.walk()
            if "showing" in node.states
            and (not roles or node.role in roles)
            and (not name or node.name == name)
        ]

    def only(self, *roles: str, name: str = "") -> "_Node":
        """The one thing of that sort on screen."""
        found = self.shown(*roles, name=name)
        assert len(found) == 1, f"{len(found)} of {roles} named {name!r} are on screen"
        return found[0]

    def outline(self, depth: int = 0) -> str:
        """What is on screen, for the message of a test that fails."""
        line = f"{'  ' * depth}{self.role} {self.name!r} {self.text!r} {' '.join(self.states)}\n"
        inner = "".join(child.outline(depth + 1) for child in self.children)
        return line + inner if "showing" in self.states else inner


_Condition = Callable[[_Node, list[str]], bool]
"""Of a window and of all that was heard so far."""


class _SpokenWindow:
    """The program's window and a screen reader that looks at it.

    Args:
        screen: Where the window is.
        reader: The process that reads it.
        program: The process that shows it.
        log: What both have to complain of.
    """

    def __init__(
        self,
        screen: VirtualScreen,
        reader: "subprocess.Popen[bytes]",
        program: "subprocess.Popen[bytes]",
        log: Path,
    ) -> None:
        self._screen = screen
        self._reader = reader
        self._program = program
        self._log = log
        self._lines = ProcessLines(reader)

    def press(self, *keys: str) -> None:
        """Press keys together, the last one last."""
        self._screen.press(*keys)

    def when(self, what: str, holds: _Condition) -> _Node:
        """Look until something holds of the window and of what was heard; the window then.

        Args:
            what: What that is, for the message where it never does.
            holds: Says so.
        """
        deadline = time.monotonic() + _PATIENCE
        window, heard, trouble = None, [], "The screen reader does not answer."
        while time.monotonic() < deadline:
            told = self._ask(deadline)
            if told is not None:
                window = _Node.of(told["window"]) if told["window"] else None
                heard, trouble = told["heard"], told["trouble"]
                if window is not None and holds(window, heard):
                    return window
            if self._program.poll() is not None or self._reader.poll() is not None:
                break
        outline = window.outline() if window is not None else ""
        log = self._log.read_text(errors="replace")
        pytest.fail(f"This did not come about: {what}.\n{heard}\n{trouble}\n{outline}\n{log}")

    def wait_until_complete(self) -> None:
        """Give the window the keyboard, and wait for that and for all that it builds late."""

        def is_complete(window: _Node, _heard: list[str]) -> bool:
            # There is no window manager to do it.
            on_screen = self._screen.window()
            if on_screen is not None and "active" not in window.states:
                self._screen.focus(on_screen)
            # The figures come last, with the chart, and all in one moment.
            return "active" in window.states and bool(window.shown(name="Table of the figures"))

        self.when("the window has the keyboard and shows its figures", is_complete)

    def wait_for(self, what: str, holds: _Condition) -> _Node:
        """As `when`, for another window than the one that had the keyboard, which gets it now."""

        def is_there(window: _Node, heard: list[str]) -> bool:
            on_screen = self._screen.window()
            if on_screen is not None and not holds(window, heard):
                self._screen.focus(on_screen)  # there is no window manager to do it
            return holds(window, heard)

        return self.when(what, is_there)

    def _ask(self, deadline: float) -> Mapping[str, Any] | None:
        """What the reader tells now, or None where it has ended or doesn't answer in time."""
        stdin = self._reader.stdin
        assert stdin is not None
        try:
            os.write(stdin.fileno(), b"\n")
        except BrokenPipeError:
            return None
        line = self._lines.read(deadline)
        told: Mapping[str, Any] | None = None if line is None else json.loads(line)
        return told


def _what_is_missing() -> str:
    """Why a screen reader can't be tried here, or nothing."""
    if not sys.platform.startswith("linux"):
        return "AT-SPI is Linux's"
    data_folders = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    service = "dbus-1/services/org.a11y.Bus.service"
    if shutil.which("dbus-daemon") is None:
        return "dbus-daemon is missing (Debian: dbus)"
    if not any(Path(folder, service).exists() for folder in data_folders.split(":")):
        return "AT-SPI's own bus is missing (Debian: at-spi2-core)"
    look = "import gi; gi.require_version('Atspi', '2.0'); import gi.repository.Atspi"
    try:
        subprocess.run([_SYSTEM_PYTHON, "-I", "-c", look], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return f"{_SYSTEM_PYTHON} can't read AT-SPI (Debian: python3-gi gir1.2-atspi-2.0)"
    return ""


@contextmanager
def _running(command: list[str], **options: Any) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that is ended, with all that it started, when it is no longer needed."""
    with subprocess.Popen(command, start_new_session=True, **options) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                try:
                    process.wait(_MAY_LAST)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def _message_bus(environment: Mapping[str, str], log: Path) -> Iterator[str]:
    """A session bus of our own: its address."""
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
    """What the processes are told."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(_OF_THE_SESSION) or name == "XDG_DATA_DIRS"
    }
    return kept | {
        "DISPLAY": display,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": runtime,
        "GSETTINGS_BACKEND": "memory",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }


@pytest.fixture(scope="module")
def spoken_window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_SpokenWindow]:
    """The program with the bundled briefing, its window complete and holding the keyboard."""
    missing = _what_is_missing()
    if missing:
        pytest.skip(missing)
    folder = tmp_path_factory.mktemp("screen_reader")
    log = folder / "log.txt"
    with ExitStack() as stack:
        try:
            screen = stack.enter_context(VirtualScreen(folder))
        except MissingPartError as error:
            pytest.skip(str(error))
        # The path of a socket may have about a hundred characters; pytest's folders are longer.
        # What the bus started may still be putting its own away there.
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
        reader = stack.enter_context(
            _running(
                [_SYSTEM_PYTHON, "-I", str(_READER), str(program.pid)],
                env=environment,
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
            )
        )
        spoken = _SpokenWindow(screen, reader, program, log)
        spoken.wait_until_complete()
        yield spoken


@pytest.fixture(scope="module")
def report() -> Iterator[Report]:
    """What the window shows."""
    briefing = open_briefing(BUNDLED_BRIEFING)
    yield briefing.report
    briefing.close()


@pytest.fixture
def at_start(spoken_window: _SpokenWindow, report: Report) -> _SpokenWindow:
    """The window with all findings listed, the first one chosen, and the keyboard in the list."""

    def is_there(window: _Node, _heard: list[str]) -> bool:
        return any(
            "focused" in findings.states
            and len(findings.children) == len(report.findings)
            and "selected" in findings.children[0].states
            for findings in window.shown("list", name="Findings")
        )

    spoken_window.press("Escape")
    spoken_window.press("Control_L", "1")
    spoken_window.press("Home")
    spoken_window.when("all findings are listed, the first one is chosen", is_there)
    return spoken_window


@pytest.fixture
def at_table(at_start: _SpokenWindow) -> Iterator[_SpokenWindow]:
    """The same with the table in the chart's place."""
    at_start.press("Control_L", "t")
    at_start.when("the table is shown", lambda window, _: bool(window.shown("table")))
    yield at_start
    at_start.press("Control_L", "t")
    at_start.when("the chart is shown", lambda window, _: bool(window.shown("chart")))


@pytest.fixture
def searching(at_start: _SpokenWindow, report: Report) -> _SpokenWindow:
    """The same while a search leaves some of the findings; the keyboard is in the search box."""
    at_start.press("Control_L", "f")
    for letter in _SEARCHED:
        at_start.press(letter)

    def is_found(window: _Node, _heard: list[str]) -> bool:
        return _SEARCHED in _texts(window) and any(
            0 < len(findings.children) < len(report.findings)
            for findings in window.shown("list", name="Findings")
        )

    at_start.when(f"findings with {_SEARCHED!r} are listed", is_found)
    return at_start


@pytest.fixture
def in_show(at_start: _SpokenWindow) -> Iterator[_SpokenWindow]:
    """A show that has begun; its audience's window has all of the only screen."""
    at_start.press("F5")
    at_start.wait_for("the first slide is there", lambda window, _: bool(_slides(window)))
    yield at_start
    at_start.press("Escape")
    at_start.wait_until_complete()


def _slides(window: _Node) -> list[_Node]:
    return [node for node in window.shown("image", "graphic") if node.name.startswith("Slide ")]


def _is_last(said: str, _window: _Node, heard: list[str]) -> bool:
    return heard[-1:] == [said]


def _texts(window: _Node) -> list[str]:
    """All that can be read as text, word by word or whole."""
    return [node.text for node in window.shown("text", "entry")]


def _now(window: _SpokenWindow) -> _Node:
    return window.when("the window can be read", lambda _window, _heard: True)


# ---- what is there ------------------------------------------------------------------------------


def test_that_the_window_has_the_title_of_the_report(
    at_start: _SpokenWindow, report: Report
) -> None:
    window = _now(at_start)
    assert window.role == "frame"
    assert report.title in window.name


def test_that_the_findings_are_a_list_that_says_number_kind_and_headline(
    at_start: _SpokenWindow, report: Report
) -> None:
    items = _now(at_start).only("list", name="Findings").children
    assert {item.role for item in items} == {"list item"}
    spoken = [
        f"Finding {finding.position}. {finding.kind.capitalize()}. {finding.headline}"
        for finding in report.findings
    ]
    assert [item.name[: len(start)] for item, start in zip(items, spoken, strict=True)] == spoken


def test_that_a_finding_to_be_checked_says_so_in_the_list(
    at_start: _SpokenWindow, report: Report
) -> None:
    items = _now(at_start).only("list", name="Findings").children
    has_caution = [bool(finding.caution) for finding in report.findings]
    assert any(has_caution)
    assert ["Source unclear" in item.name for item in items] == has_caution


def test_that_the_words_of_the_source_can_be_read_but_not_written(
    at_start: _SpokenWindow, report: Report
) -> None:
    words = _now(at_start).only("text", name="The exact words")
    assert words.text == f"“{report.findings[0].excerpt}”"
    assert "read-only" in words.states


def test_that_the_chart_says_its_message_and_every_figure(
    at_start: _SpokenWindow, report: Report
) -> None:
    measure = report.measures[0]
    chart = _now(at_start).only("chart")
    assert chart.name == measure.message
    longest_first = sorted(measure.figures, key=lambda figure: -(figure.value or 0))
    assert [bar.name for bar in chart.children] == [
        f"{figure.force.name}: {figure.value}" for figure in longest_first
    ]
    for figure in measure.figures:
        assert f"{figure.force.short_name} {figure.value}" in chart.description


def test_that_the_table_says_every_figure_under_its_headings(
    at_table: _SpokenWindow, report: Report
) -> None:
    window = _now(at_table)
    assert not window.shown("chart")
    table = window.only("table")
    assert table.name
    cells = [node.name for node in table.shown("table cell")]
    headings = [node.name for node in table.shown("table column header", "column header")]
    rows = [cells[at : at + len(headings)] for at in range(0, len(cells), len(headings))]
    assert sorted(rows) == sorted(
        [figure.force.name, str(figure.value), figure.period]
        for figure in report.measures[0].figures
    )


def test_that_the_search_box_is_named_and_gives_what_is_written_in_it(
    searching: _SpokenWindow,
) -> None:
    window = _now(searching)
    (box,) = (node for node in window.shown("text", "entry") if "editable" in node.states)
    assert "Search" in box.name
    assert box.text == _SEARCHED
    assert {"focusable", "focused"} <= box.states


@pytest.mark.parametrize("state", ["at_start", "at_table", "searching"])
def test_that_every_button_and_all_that_takes_the_keyboard_has_a_name(
    state: str, request: pytest.FixtureRequest
) -> None:
    window = _now(request.getfixturevalue(state))
    controls = [
        node for node in window.shown() if "focusable" in node.states or node.role in _BUTTONS
    ]
    assert controls
    assert [node for node in controls if not node.name.strip()] == []


def test_that_every_drop_down_list_says_what_it_chooses(at_start: _SpokenWindow) -> None:
    # On Linux, Qt gives the choice that was made as the name; only the description is left.
    choosers = _now(at_start).shown("combo box")
    assert choosers
    assert [node.name for node in choosers if not node.description] == []


def test_that_kinds_and_views_are_choices_that_exclude_each_other(
    at_start: _SpokenWindow, report: Report
) -> None:
    window = _now(at_start)
    choices = window.shown("radio button")
    kinds = {finding.kind.capitalize() for finding in report.findings}
    assert {node.name.partition(",")[0] for node in choices} >= {"All", *kinds}
    checked = {node.name for node in choices if "checked" in node.states}
    assert checked == {f"All, {len(report.findings)} findings", "Chart of the figures"}


def test_that_findings_are_read_before_their_words_and_those_before_the_figures(
    at_start: _SpokenWindow,
) -> None:
    window = _now(at_start)
    order = window.shown()
    findings = order.index(window.only("list", name="Findings"))
    words = order.index(window.only("text", name="The exact words"))
    chart = order.index(window.only("chart"))
    assert findings < words < chart


# ---- what is heard ------------------------------------------------------------------------------


def test_that_choosing_the_next_finding_is_heard_and_gives_its_quote_to_read(
    at_start: _SpokenWindow, report: Report
) -> None:
    finding = report.findings[1]
    quote = finding.quotes[0]

    def is_read(window: _Node, heard: list[str]) -> bool:
        texts = _texts(window)
        return (
            any(name.startswith(f"Finding {finding.position}. ") for name in heard[-1:])
            and f"“{quote.text}”" in texts
            and any(text.startswith(quote.speaker.name) for text in texts)
        )

    assert f"“{quote.text}”" not in _texts(_now(at_start))
    at_start.press("Down")
    at_start.when(f"finding {finding.position} is heard, its quote can be read", is_read)


def test_that_going_from_bar_to_bar_is_heard(at_start: _SpokenWindow, report: Report) -> None:
    bars = bar_chart(report.measures[0]).bars
    to_be_heard = [f"{bar.force.name}: {bar.figure}" for bar in bars[1:]]
    at_start.press("Control_L", "3")
    at_start.press("Home")
    for _ in to_be_heard:
        at_start.press("Down")
    at_start.when(
        f"{to_be_heard} are heard",
        lambda _window, heard: heard[-len(to_be_heard) :] == to_be_heard,
    )


def test_that_how_many_findings_a_search_leaves_is_heard(searching: _SpokenWindow) -> None:
    def is_heard(window: _Node, heard: list[str]) -> bool:
        left = len(window.only("list", name="Findings").children)
        return any(said.startswith(f"{left} of ") for said in heard[-1:])

    searching.when("the count of findings is heard", is_heard)


# ---- a show -------------------------------------------------------------------------------------


def test_that_a_slide_is_a_picture_that_gives_its_words(
    in_show: _SpokenWindow, report: Report
) -> None:
    (slide,) = _slides(_now(in_show))
    assert slide.name.startswith(f"Slide 1 of {len(briefing_slides(report))}: ")
    assert report.title in slide.description


def test_that_slides_covers_and_numbers_are_heard_during_a_show(
    in_show: _SpokenWindow, report: Report
) -> None:
    slides = briefing_slides(report)
    for key, said in (
        ("Right", f"Slide 2 of {len(slides)}, {slides[1].list_label}"),
        ("b", "The audience sees a black screen"),
        ("b", "The audience sees your slide again"),
        ("f", "Frozen: the audience sees slide 2"),
        ("f", "The audience sees your slide again"),
        ("4", "Press Enter to go to slide 4"),
        ("Return", f"Slide 4 of {len(slides)}, {slides[3].list_label}"),
    ):
        in_show.press(key)
        in_show.when(f"{said!r} is heard", partial(_is_last, said))
    in_show.press("Home")
    in_show.when("the first slide is heard", lambda _, heard: "Slide 1 of" in heard[-1])


def test_that_the_console_s_order_and_notes_can_be_read(
    in_show: _SpokenWindow, report: Report
) -> None:
    slides = briefing_slides(report)
    in_show.press("s")
    window = in_show.wait_for(
        "the console is there", lambda window, _: bool(window.shown(name="Slides in order"))
    )
    order = window.only("list", name="Slides in order")
    assert [item.name.partition(". ")[0] for item in order.children] == [
        str(number) for number in range(1, len(slides) + 1)
    ]
    assert ["selected" in item.states for item in order.children] == [
        number == 0 for number in range(len(slides))
    ]
    in_show.press("Tab")
    window = in_show.when(
        "the keyboard is in the notes",
        lambda window, heard: any(
            "focused" in node.states and heard[-1:] == ["Notes"]
            for node in window.shown("text", name="Notes")
        ),
    )
    assert slides[0].notes in window.only("text", name="Notes").text
    in_show.press("Right")
    in_show.when("the second slide is heard", lambda _, heard: "Slide 2 of" in heard[-1])
    in_show.press("Home")
    in_show.press("s")
