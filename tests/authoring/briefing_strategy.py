"""Random briefings that obey all rules of the format."""

from itertools import product

from hypothesis import strategies as st

from briefing_app.database.columns import (
    CHART_NAME,
    FINDING_KINDS,
    LOW_MARKER,
    MAX_FIGURE,
    MAX_ROW_NUMBER,
    MISSING_MARKERS,
    REVEALS,
    SLIDE_KINDS,
    STATUS_MARKERS,
)
from briefing_app.database.source_rows import Value
from briefing_app.model.report import MAX_MINUTES, MAX_OPTIONS, MIN_OPTIONS
from briefing_app.model.text import paragraphs, single_line
from tests.database.sample_rows import RowsByTable

Row = dict[str, Value]

# Without characters that XML can't contain, that a rule refuses, or that workbooks normalise.
_characters = st.characters(
    codec="utf-8",
    exclude_categories=["Cc", "Cs"],
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff",
)
_any_text = st.text(_characters | st.sampled_from("\t\n=+-@';,_x0041_’“”\u00a0"), max_size=30)
_text = _any_text.filter(str.strip)
# A cell with only white space is empty.
_optional_text = _text | st.just("")
# Symbols could be taken for a tick.
_place = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P"], exclude_characters="ꪜ"), max_size=30
)
_chart_name = _text.filter(lambda text: len(f"{text}.".splitlines()) <= CHART_NAME.lines)
_option = _text.filter(lambda text: len(paragraphs(text)) == 1)
_awkward_text = st.sampled_from(
    ["1", "2", "1; 2", "a;b", "A", "a", " a", "’", "'", "x [p]", "West", "wesT"]
)
_dates = st.sampled_from(["", "2017", "2017-10", "2017-10-24", "2017-10-01"])
_values = st.one_of(
    st.integers(-MAX_FIGURE, MAX_FIGURE),
    st.floats(-MAX_FIGURE, MAX_FIGURE, allow_nan=False),
)


@st.composite
def briefings(draw: st.DrawFn) -> RowsByTable:
    """Generate valid briefings whose ids are the positions."""

    def draw_ids(max_size: int, min_size: int = 0) -> list[int]:
        row_number = st.integers(1, 30) | st.integers(1, MAX_ROW_NUMBER)
        return sorted(draw(st.lists(row_number, min_size=min_size, max_size=max_size, unique=True)))

    def draw_names(count: int) -> list[str]:
        name = _chart_name | _awkward_text
        return draw(st.lists(name, min_size=count, max_size=count, unique=True))

    def draw_subset(values: list[int]) -> list[int]:
        return draw(st.lists(st.sampled_from(values), unique=True)) if values else []

    sources, forces = draw_ids(3, min_size=1), draw_ids(4)
    speakers = draw_ids(3)
    findings, quotes = draw_ids(4), draw_ids(4) if speakers else []
    measures = draw_ids(2) if forces else []
    tables: RowsByTable = {
        "report": [
            {
                "id": 1,
                "key": draw(_text),
                "title": draw(_text),
                "subtitle": draw(_optional_text),
                "publisher": draw(_optional_text),
                "published": draw(_dates),
                "summary": draw(_optional_text),
                "language": draw(st.sampled_from(["en", "en-GB", "cy"])),
            }
        ],
        "sources": [
            {
                "id": number,
                "title": draw(_text | _awkward_text),
                "published": draw(_dates),
                "note": draw(_optional_text),
            }
            for number in sources
        ],
        "speakers": [
            {"id": number, "name": name, "role": draw(_optional_text)}
            for number, name in zip(speakers, draw_names(len(speakers)), strict=True)
        ],
        "forces": [
            {"id": number, "name": name, "short_name": draw(_chart_name | _awkward_text)}
            for number, name in zip(forces, draw_names(len(forces)), strict=True)
        ],
        "findings": [
            {
                "id": number,
                "position": number,
                "key": key,
                "kind": draw(st.sampled_from(FINDING_KINDS)),
                "headline": draw(_text),
                "detail": draw(_optional_text),
                "excerpt": draw(_optional_text),
                "source_id": draw(st.sampled_from(sources)),
            }
            for number, key in zip(findings, draw_names(len(findings)), strict=True)
        ],
        "quotes": [
            {
                "id": number,
                "position": number,
                "speaker_id": draw(st.sampled_from(speakers)),
                "text": draw(_text),
                "source_id": draw(st.sampled_from(sources)),
            }
            for number in quotes
        ],
        "finding_quotes": [
            {"finding_id": finding, "quote_id": quote}
            for finding in findings
            for quote in draw_subset(quotes)
        ],
        "finding_forces": [
            {"finding_id": finding, "force_id": force}
            for finding in findings
            for force in draw_subset(forces)
        ],
        "quote_forces": [
            {"quote_id": quote, "force_id": force}
            for quote in quotes
            for force in draw_subset(forces)
        ],
        "measures": [],
        "figures": [],
    }
    for number in measures:
        counted = draw(st.lists(st.sampled_from(forces), min_size=1, unique=True))
        tables["measures"].append(
            {
                "id": number,
                "title": draw(_text | _awkward_text),
                "message": draw(_optional_text),
                "source_id": draw(st.sampled_from(sources)),
                "locator": draw(_place),
                "highlight_force_id": draw(st.none() | st.sampled_from(counted)),
            }
        )
        tables["figures"] += draw(_figures(number, counted, sources, len(tables["figures"])))
    shown: dict[str, list[Row]] = {
        "finding": [{"finding_id": finding} for finding in findings],
        "quote": [{"quote_id": quote} for quote in quotes],
        "chart": [{"measure_id": measure} for measure in measures],
        "number": _newest_numbers(tables["figures"]),
        "discussion": [{"finding_id": finding} for finding in (None, *findings)],
    }
    shown |= {kind: [{}] for kind in SLIDE_KINDS if kind not in shown}
    items = [(kind, item) for kind in SLIDE_KINDS for item in shown[kind]]
    tables["slides"] = [draw(_slides(number, items, shown["number"])) for number in draw_ids(4)]
    return tables


def _newest_numbers(figures: list[Row]) -> list[Row]:
    """Return measure and force of each figure that a slide can show by itself."""
    newest: dict[Value, str] = {}
    for row in figures:
        newest[row["measure_id"]] = max(str(row["period"]), newest.get(row["measure_id"], ""))
    return [
        {"measure_id": row["measure_id"], "force_id": row["force_id"]}
        for row in figures
        if row["value"] is not None
        and row["marker"] != LOW_MARKER
        and row["period"] == newest[row["measure_id"]]
    ]


@st.composite
def _figures(
    draw: st.DrawFn, measure: int, forces: list[int], sources: list[int], count: int
) -> list[Row]:
    periods = draw(st.lists(_chart_name, min_size=1, max_size=3, unique=True))
    figures: list[Row] = []
    for force, period in product(forces, periods):
        marker = draw(st.sampled_from(["", "", *MISSING_MARKERS, *STATUS_MARKERS, LOW_MARKER]))
        value: Value = 0 if marker == LOW_MARKER else draw(_values)
        figures.append(
            {
                "id": count + len(figures) + 1,
                "measure_id": measure,
                "force_id": force,
                "period": period,
                "value": None if marker in MISSING_MARKERS else value,
                "marker": marker,
                "source_id": draw(st.none() | st.sampled_from(sources)),
                "locator": draw(_place),
            }
        )
    return figures


@st.composite
def _slides(
    draw: st.DrawFn, row_number: int, items: list[tuple[str, Row]], numbers: list[Row]
) -> Row:
    kind, item = draw(st.sampled_from(items))
    row = {"id": row_number, "position": row_number, "kind": kind, **item}
    is_discussion = kind == "discussion"
    return row | {
        "title": "" if is_discussion else draw(_optional_text),
        "text": draw(_text if is_discussion else _optional_text),
        "notes": draw(_optional_text),
        "reveal": draw(st.sampled_from(REVEALS)) if kind == "chart" else REVEALS[0],
        "minutes": draw(st.none() | st.integers(1, MAX_MINUTES)),
        "answer": draw(_optional_text) if is_discussion else "",
        **(draw(_votes(numbers)) if is_discussion and draw(st.booleans()) else {}),
    }


@st.composite
def _votes(draw: st.DrawFn, numbers: list[Row]) -> Row:
    """Draw what makes a discussion a vote: options, and perhaps an answer and its figure."""
    options = draw(
        st.lists(
            _option,
            min_size=MIN_OPTIONS,
            max_size=MAX_OPTIONS,
            unique_by=lambda option: single_line(option).casefold(),
        )
    )
    answer = draw(st.sampled_from(["", *options]))
    return {
        "options": "\n".join(options),
        "answer": f"{answer}\n{draw(_text)}" if answer and draw(st.booleans()) else answer,
        **draw(st.sampled_from([{}, *numbers])),
    }
