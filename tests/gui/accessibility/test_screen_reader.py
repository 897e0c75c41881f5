"""Tests of what a screen reader reads and hears in the real window, over AT-SPI."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

import pytest

from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.model.charts import bar_chart
from briefing_app.model.reading import ReportParts
from briefing_app.model.report import Report
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.wording import OTHER_WORDS, counted
from tests.gui.accessibility.spoken_window import (
    Node,
    SpokenWindow,
    missing_requirement,
    run_program,
)
from tools.bench.errors import MissingPartError

_SEARCH_TERM: Final = "victims"
_BUTTON_ROLES: Final = ("button", "push button", "check box", "radio button", "toggle button")


@pytest.fixture(scope="module")
def spoken_window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SpokenWindow]:
    """Return the program's window, complete and with the keyboard focus."""
    missing = missing_requirement()
    if missing:
        pytest.skip(missing)
    try:
        with run_program(tmp_path_factory.mktemp("screen_reader")) as window:
            yield window
    except MissingPartError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def report() -> Iterator[Report]:
    """Return the report that the window shows."""
    briefing = open_briefing(BUNDLED_BRIEFING)
    yield briefing.report
    briefing.close()


def _go_to_start(spoken_window: SpokenWindow, report: Report) -> None:
    """List all findings, choose the first one, and leave the keyboard in the list."""
    heading = _headings(report)[0]  # with the number of findings that are listed below it

    def is_there(heard: list[str]) -> bool:
        since = heard[earlier:]
        below = since[since.index(heading) :] if heading in since else []
        return any(text.startswith("Finding 1. ") for text in below)

    spoken_window.press("Escape")
    spoken_window.wait_until_active()  # keys would go to a dialog that is just closing
    earlier = len(spoken_window.heard)
    spoken_window.press("Control_L", "1")
    spoken_window.press("Home")
    spoken_window.press("Down")  # past the heading
    spoken_window.wait_to_hear("all findings are listed, the first one is chosen", is_there)


def _search(spoken_window: SpokenWindow) -> None:
    """Search for a term that some of the findings contain."""
    spoken_window.press("Control_L", "f")
    for letter in _SEARCH_TERM:
        spoken_window.press(letter)


def _last_starts(heard: list[str], start: str) -> bool:
    """Return whether the last text that was heard starts so."""
    return bool(heard) and heard[-1].startswith(start)


@pytest.fixture
def at_start(spoken_window: SpokenWindow, report: Report) -> SpokenWindow:
    """Return the window with all findings, the first one chosen, the keyboard in the list."""
    _go_to_start(spoken_window, report)
    return spoken_window


# Reading a window takes thousands of calls, so each of these is read once.


@pytest.fixture(scope="module")
def read_at_start(spoken_window: SpokenWindow, report: Report) -> Node:
    """Return what is read with all findings, the first one chosen."""
    _go_to_start(spoken_window, report)
    return spoken_window.read()


@pytest.fixture(scope="module")
def read_with_table(spoken_window: SpokenWindow, report: Report) -> Node:
    """Return what is read with a table of all figures instead of the chart."""
    _go_to_start(spoken_window, report)
    spoken_window.press("F8")
    spoken_window.press("Control_L", "t")
    read = spoken_window.wait_until(
        "the table is shown", lambda window, _: bool(window.shown("table"))
    )
    spoken_window.press("F8")
    spoken_window.press("Control_L", "t")
    return read


@pytest.fixture(scope="module")
def read_while_searching(spoken_window: SpokenWindow, report: Report) -> Node:
    """Return what is read during a search that matches some of the findings."""

    def is_found(window: Node, _heard: list[str]) -> bool:
        return _SEARCH_TERM in window.texts() and any(
            0 < len(_findings(findings)) < len(report.findings)
            for findings in window.shown("list", name="Findings")
        )

    _go_to_start(spoken_window, report)
    _search(spoken_window)
    return spoken_window.wait_until(f"findings with {_SEARCH_TERM!r} are listed", is_found)


@pytest.fixture
def in_slideshow(at_start: SpokenWindow) -> Iterator[SpokenWindow]:
    """Return a running slideshow whose audience window fills the only screen."""
    at_start.press("F5")
    at_start.wait_for_other_window(
        "the first slide is there", lambda window, _: bool(_slides(window))
    )
    yield at_start
    # Without a window manager, the key is lost if no window has the keyboard focus.
    at_start.wait_for_other_window(
        "a window of the slideshow has the focus", lambda window, _: "active" in window.states
    )
    at_start.press("Escape")
    at_start.wait_until_active()


def _findings(rows: Node) -> list[Node]:
    """Return the rows of the list that are findings, not headings."""
    return [row for row in rows.children if row.name.startswith("Finding ")]


def _headings(report: Report) -> list[str]:
    """Return the headings of the list while it shows all findings."""
    counts = Counter(finding.kind for finding in report.findings)
    kinds = [f"{kind.plural}, {counted(count, 'finding')}" for kind, count in counts.items()]
    return [*kinds, f"{OTHER_WORDS}, {counted(len(ReportParts(report).other_words), 'quote')}"]


def _slides(window: Node) -> list[Node]:
    return [node for node in window.shown("image", "graphic") if node.name.startswith("Slide ")]


# ---- what is read -------------------------------------------------------------------------------


def test_window_has_the_title_of_the_report(read_at_start: Node, report: Report) -> None:
    window = read_at_start
    assert window.role == "frame"
    assert report.title in window.name


def test_findings_list_reads_kinds_and_each_finding_with_its_caution_and_words(
    read_at_start: Node, report: Report
) -> None:
    rows = read_at_start.only("list", name="Findings")
    items = _findings(rows)
    *others, lone = (row for row in rows.children if row not in items)
    assert [row.name for row in others] == _headings(report)
    (quote,) = ReportParts(report).other_words
    assert lone.name == f"{OTHER_WORDS}. “{quote.text}”"
    assert lone.description.startswith(quote.speaker.name)
    assert {item.role for item in items} == {"list item"}
    for item, finding in zip(items, report.findings, strict=True):
        start = f"Finding {finding.position}. {finding.kind.capitalize()}. {finding.headline}"
        assert item.name.startswith(start)
        assert ("Source unclear" in item.name) is bool(finding.caution)
        words = finding.quotes[0].text if finding.quotes else finding.excerpt
        assert item.description == words


def test_words_of_the_source_are_read_only_and_have_their_language(
    read_at_start: Node, report: Report
) -> None:
    words = read_at_start.only("text", name="The exact words")
    assert words.text == f"“{report.findings[0].excerpt}”"
    assert "read-only" in words.states
    assert words.locale.replace("_", "-") == "en-GB"


def test_chart_reads_its_message_and_every_figure(read_at_start: Node, report: Report) -> None:
    measure = report.measures[0]
    chart = read_at_start.only("list", name=measure.message)
    longest_first = sorted(measure.figures, key=lambda figure: -(figure.value or 0))
    assert [bar.name for bar in chart.children] == [
        f"{figure.force.name}: {figure.value}" for figure in longest_first
    ]
    for figure in measure.figures:
        assert f"{figure.force.short_name} {figure.value}" in chart.description


def test_table_reads_every_figure_under_its_headings(read_with_table: Node, report: Report) -> None:
    window = read_with_table
    assert not window.shown("list", name=report.measures[0].message)
    table = window.only("table")
    assert table.name
    cells = [node.name for node in table.shown("table cell")]
    headings = [node.name for node in table.shown("table column header", "column header")]
    rows = [cells[at : at + len(headings)] for at in range(0, len(cells), len(headings))]
    assert sorted(rows) == sorted(
        [figure.force.name, str(figure.value), figure.period]
        for figure in report.measures[0].figures
    )


def test_search_box_has_a_name_and_its_text(
    read_while_searching: Node,
) -> None:
    window = read_while_searching
    fields = [node for node in window.shown("text", "entry") if "editable" in node.states]
    (box,) = (node for node in fields if "Search" in node.name)  # the other is for notes
    assert box.text == _SEARCH_TERM
    assert {"focusable", "focused"} <= box.states


@pytest.mark.parametrize("state", ["read_at_start", "read_with_table", "read_while_searching"])
def test_every_control_has_a_name(state: str, request: pytest.FixtureRequest) -> None:
    window = request.getfixturevalue(state)
    controls = [
        node for node in window.shown() if "focusable" in node.states or node.role in _BUTTON_ROLES
    ]
    assert controls
    assert [node for node in controls if not node.name.strip()] == []


def test_list_of_forces_reads_its_field_and_the_force_that_typing_finds(
    read_at_start: Node, at_start: SpokenWindow
) -> None:
    assert read_at_start.only("button", name="Choose my force").description
    at_start.press("Control_L", "m")
    for letter in "kent":
        at_start.press(letter)
    at_start.wait_until_heard("Kent")
    at_start.press("Escape")
    at_start.wait_until_heard("Choose my force")


def test_filters_are_exclusive_choices(read_at_start: Node, report: Report) -> None:
    window = read_at_start
    choices = window.shown("radio button")
    assert {node.name.partition(":")[0] for node in choices} >= {"All", "Source unclear"}
    checked = {node.name for node in choices if "checked" in node.states}
    assert checked == {f"All: {len(report.findings) + len(ReportParts(report).other_words)}"}


def test_reading_order_is_findings_words_figures(read_at_start: Node, report: Report) -> None:
    window = read_at_start
    order = window.shown()
    findings = order.index(window.only("list", name="Findings"))
    words = order.index(window.only("text", name="The exact words"))
    chart = order.index(window.only("list", name=report.measures[0].message))
    assert findings < words < chart


# ---- what is heard ------------------------------------------------------------------------------


def test_next_finding_is_heard_and_its_quote_can_be_read(
    read_at_start: Node, at_start: SpokenWindow, report: Report
) -> None:
    finding = report.findings[1]
    quote = finding.quotes[0]

    def is_read(window: Node, _heard: list[str]) -> bool:
        texts = window.texts()
        return f"“{quote.text}”" in texts and any(
            text.startswith(quote.speaker.name) for text in texts
        )

    assert f"“{quote.text}”" not in read_at_start.texts()
    at_start.press("Down")
    at_start.wait_to_hear(
        f"finding {finding.position} is heard",
        lambda heard: _last_starts(heard, f"Finding {finding.position}. "),
    )
    at_start.wait_until("its quote can be read", is_read)


def test_moving_between_bars_is_heard(at_start: SpokenWindow, report: Report) -> None:
    bars = bar_chart(report.measures[0]).bars
    expected = [f"{bar.force.name}: {bar.figure}" for bar in bars[1:]]
    at_start.press("Control_L", "3")
    at_start.press("Home")
    for _ in expected:
        at_start.press("Down")
    at_start.wait_until_heard(*expected)


def test_number_of_matching_findings_is_heard(
    read_while_searching: Node, at_start: SpokenWindow
) -> None:
    count = len(_findings(read_while_searching.only("list", name="Findings")))
    _search(at_start)
    at_start.wait_to_hear(
        "the number of findings is heard", lambda heard: _last_starts(heard, f"{count} of ")
    )


# ---- slideshow ----------------------------------------------------------------------------------


def test_slide_is_an_image_described_by_its_text(
    in_slideshow: SpokenWindow, report: Report
) -> None:
    (slide,) = _slides(in_slideshow.read())
    assert slide.name.startswith(f"Slide 1 of {len(briefing_slides(report))}: ")
    assert report.title in slide.description


def test_slides_blank_screens_and_typed_numbers_are_heard(
    in_slideshow: SpokenWindow, report: Report
) -> None:
    slides = briefing_slides(report)
    for key, text in (
        ("Right", f"Slide 2 of {len(slides)}, {slides[1].list_label}"),
        ("b", "The audience sees a black screen"),
        ("b", "The audience sees your slide again"),
        ("f", "Frozen: the audience sees slide 2"),
        ("f", "The audience sees your slide again"),
        ("4", "Press Enter to go to slide 4"),
        ("Return", f"Slide 4 of {len(slides)}, {slides[3].list_label}"),
    ):
        in_slideshow.press(key)
        in_slideshow.wait_until_heard(text)
    in_slideshow.press("Home")
    in_slideshow.wait_to_hear(
        "the first slide is heard", lambda heard: _last_starts(heard, "Slide 1 of ")
    )


def test_filmstrip_and_notes_can_be_read(in_slideshow: SpokenWindow, report: Report) -> None:
    slides = briefing_slides(report)
    in_slideshow.press("s")
    window = in_slideshow.wait_for_other_window(
        "the presenter view is there", lambda window, _: bool(window.shown(name="Slides in order"))
    )
    order = window.only("list", name="Slides in order")
    assert [item.name.partition(". ")[0] for item in order.children] == [
        str(number) for number in range(1, len(slides) + 1)
    ]
    assert ["selected" in item.states for item in order.children] == [
        number == 0 for number in range(len(slides))
    ]
    in_slideshow.press("Tab")
    window = in_slideshow.wait_until(
        "the keyboard is in the notes",
        lambda window, heard: any(
            "focused" in node.states and heard[-1:] == ["Notes"]
            for node in window.shown("text", name="Notes")
        ),
    )
    shown_notes = window.only("text", name="Notes").text
    assert slides[0].notes.split() == shown_notes.split()
    in_slideshow.press("Right")
    in_slideshow.wait_to_hear(
        "the second slide is heard", lambda heard: _last_starts(heard, "Slide 2 of ")
    )
    in_slideshow.press("Home")
    in_slideshow.press("s")
