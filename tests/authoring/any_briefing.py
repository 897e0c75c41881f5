"""Random briefings that obey all rules of the format."""

from itertools import product

from hypothesis import strategies as st

from briefing_app.authoring.spreadsheets.sheets import SLIDE_CONTENT_COLUMNS
from briefing_app.database.columns import (
    FINDING_KINDS,
    LOW_MARKER,
    MAX_FIGURE,
    MAX_ROW_NUMBER,
    MISSING_MARKERS,
    SLIDE_KINDS,
    STATUS_MARKERS,
)
from briefing_app.database.source_rows import Value
from tests.database.sample_rows import RowsByTable

Row = dict[str, Value]

# Without characters that XML can't contain, that a rule refuses, or that workbooks normalise.
_characters = st.characters(
    codec="utf-8",
    exclude_categories=["Cc", "Cs"],
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff",
)
_anything = st.text(_characters | st.sampled_from("\t\n=+-@';,_x0041_’“”\u00a0"), max_size=30)
_some = _anything.filter(str.strip)
# A cell with only white space is empty.
_maybe = _some | st.just("")
_awkward = st.sampled_from(
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

    def ids(most: int, least: int = 0) -> list[int]:
        number = st.integers(1, 30) | st.integers(1, MAX_ROW_NUMBER)
        return sorted(draw(st.lists(number, min_size=least, max_size=most, unique=True)))

    def names(count: int) -> list[str]:
        name = _some | _awkward
        return draw(st.lists(name, min_size=count, max_size=count, unique=True))

    def some_of(values: list[int]) -> list[int]:
        return draw(st.lists(st.sampled_from(values), unique=True)) if values else []

    sources, forces = ids(3, least=1), ids(4)
    speakers = ids(3)
    findings, quotes = ids(4), ids(4) if speakers else []
    measures = ids(2) if forces else []
    tables: RowsByTable = {
        "report": [
            {
                "id": 1,
                "title": draw(_some),
                "subtitle": draw(_maybe),
                "publisher": draw(_maybe),
                "published": draw(_dates),
                "summary": draw(_maybe),
                "language": draw(st.sampled_from(["en", "en-GB", "cy"])),
            }
        ],
        "sources": [
            {
                "id": each,
                "title": draw(_some | _awkward),
                "published": draw(_dates),
                "note": draw(_maybe),
            }
            for each in sources
        ],
        "speakers": [
            {"id": each, "name": name, "role": draw(_maybe)}
            for each, name in zip(speakers, names(len(speakers)), strict=True)
        ],
        "forces": [
            {"id": each, "name": name, "short_name": draw(_some | _awkward)}
            for each, name in zip(forces, names(len(forces)), strict=True)
        ],
        "findings": [
            {
                "id": each,
                "position": each,
                "key": key,
                "kind": draw(st.sampled_from(FINDING_KINDS)),
                "headline": draw(_some),
                "detail": draw(_maybe),
                "excerpt": draw(_maybe),
                "source_id": draw(st.sampled_from(sources)),
                "follows": draw(_maybe),
            }
            for each, key in zip(findings, names(len(findings)), strict=True)
        ],
        "quotes": [
            {
                "id": each,
                "position": each,
                "speaker_id": draw(st.sampled_from(speakers)),
                "text": draw(_some),
                "source_id": draw(st.sampled_from(sources)),
            }
            for each in quotes
        ],
        "finding_quotes": [
            {"finding_id": one, "quote_id": other} for one in findings for other in some_of(quotes)
        ],
        "finding_forces": [
            {"finding_id": one, "force_id": other} for one in findings for other in some_of(forces)
        ],
        "quote_forces": [
            {"quote_id": one, "force_id": other} for one in quotes for other in some_of(forces)
        ],
        "measures": [],
        "figures": [],
    }
    for each in measures:
        counted = draw(st.lists(st.sampled_from(forces), min_size=1, unique=True))
        tables["measures"].append(
            {
                "id": each,
                "title": draw(_some | _awkward),
                "message": draw(_maybe),
                "source_id": draw(st.sampled_from(sources)),
                "highlight_force_id": draw(st.none() | st.sampled_from(counted)),
            }
        )
        tables["figures"] += draw(_figures(each, counted, len(tables["figures"])))
    shown = {"finding": findings, "quote": quotes, "chart": measures}
    kinds = [kind for kind in SLIDE_KINDS if shown.get(kind, [1])]
    tables["slides"] = [draw(_slides(each, kinds, shown)) for each in ids(4)]
    return tables


@st.composite
def _figures(draw: st.DrawFn, measure: int, forces: list[int], before: int) -> list[Row]:
    periods = draw(st.lists(_some, min_size=1, max_size=3, unique=True))
    figures: list[Row] = []
    for force, period in product(forces, periods):
        marker = draw(st.sampled_from(["", "", *MISSING_MARKERS, *STATUS_MARKERS, LOW_MARKER]))
        value: Value = 0 if marker == LOW_MARKER else draw(_values)
        figures.append(
            {
                "id": before + len(figures) + 1,
                "measure_id": measure,
                "force_id": force,
                "period": period,
                "value": None if marker in MISSING_MARKERS else value,
                "marker": marker,
            }
        )
    return figures


@st.composite
def _slides(draw: st.DrawFn, number: int, kinds: list[str], shown: dict[str, list[int]]) -> Row:
    kind = draw(st.sampled_from(kinds))
    row: Row = {"id": number, "position": number, "kind": kind}
    if kind in SLIDE_CONTENT_COLUMNS:
        row[SLIDE_CONTENT_COLUMNS[kind]] = draw(st.sampled_from(shown[kind]))
    row |= {"title": draw(_maybe), "notes": draw(_maybe), "reveal": draw(st.integers(0, 1))}
    return row
