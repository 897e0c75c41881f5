"""Reading cells as values."""

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing_app.authoring import cell_values
from briefing_app.authoring.cell_values import CellError
from briefing_app.authoring.grid import Cell, is_blank
from briefing_app.database.columns import MAX_FIGURE


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        (20.0, (20, "")),
        (20.5, (20.5, "")),
        (-0.25, (-0.25, "")),
        ("20", (20, "")),
        (" 20 ", (20, "")),
        ("\u00a020\u00a0", (20, "")),
        ("007", (7, "")),
        ("1,234,567.50", (1234567.5, "")),
        ("-3", (-3, "")),
        ("−3", (-3, "")),
        ("+3", (3, "")),
        ("20 [p]", (20, "p")),
        ("20[R]", (20, "r")),
        ("1,234 [ p ]", (1234, "p")),
        ("20\u00a0[p]", (20, "p")),
        ("[x]", (None, "x")),
        (" [c] ", (None, "c")),
        ("[Z]", (None, "z")),
        ("[low]", (0, "low")),
        ("0 [low]", (0, "low")),
        ("3 [x]", (3, "x")),
    ],
)
def test_figure_is_read_with_its_marker(cell: Cell, figure: tuple[float | None, str]) -> None:
    read = cell_values.read_figure(cell)
    assert read == figure
    assert type(read[0]) is type(figure[0])


@pytest.mark.parametrize(
    ("cell", "remedy"),
    [
        ("1,5", "a decimal point"),
        ("1.234,56", "a decimal point"),
        ("1,23,456", "a number such as"),
        ("1,234 567", "a number such as"),
        ("1,2345", "a decimal point"),
        ("1 234,5", "a decimal point"),
        ("1’234’567,8", "a decimal point"),
        ("12 345 6", "a number such as"),
        ("20p", "a number such as"),
        ("20 (p)", "a number such as"),
        ("20 [p] [r]", "a number such as"),
        ("[p] 20", "a number such as"),
        ("20 [q]", "[x], [c], [z], [p], [r], [low]"),
        ("20 []", "[x], [c], [z], [p], [r], [low]"),
        ("..", "[x], [c], [z]"),
        ("-", "[x], [c], [z]"),
        ("n/a", "[x], [c], [z]"),
        ("12%", "unit"),
        ("£12", "unit"),
        ("1e5", "a number such as"),
        ("٣", "a number such as"),
        ("1" * 400, "a number such as"),
        (True, "as in the source"),
        (dt.date(2017, 10, 24), "as in the source"),
    ],
)
def test_other_or_ambiguous_figure_is_refused(cell: Cell, remedy: str) -> None:
    with pytest.raises(CellError) as raised:
        cell_values.read_figure(cell)
    assert remedy in raised.value.remedy
    assert len(raised.value.what) < 100


@given(
    st.integers(-MAX_FIGURE, MAX_FIGURE),
    st.sampled_from([",", " ", "\u00a0", "\u202f", "\u2009", "'", "’", ""]),
)
def test_any_separator_of_thousands_is_read(value: int, between: str) -> None:
    assert cell_values.read_figure(f"{value:,}".replace(",", between)) == (value, "")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_formatted_number_is_read_as_the_same_number(value: float) -> None:
    written = cell_values.format_number(value)
    assert "e" not in written.lower()
    assert float(written) == value
    assert cell_values.read_figure(written) == (value, "")


@given(st.text() | st.floats() | st.booleans() | st.dates() | st.datetimes() | st.times())
@example("0\x1f")
def test_any_cell_is_read_or_refused(cell: Cell) -> None:
    for read in (
        cell_values.read_text,
        cell_values.read_date,
        cell_values.read_period,
        cell_values.read_whole_number_or_text,
        cell_values.read_figure,
        cell_values.read_whole_number,
        cell_values.displayed,
    ):
        with suppress(CellError):
            read(cell)


@pytest.mark.parametrize("cell", ["", " ", "\u00a0", "\n\t", "\u2003"])
def test_white_space_is_an_empty_text(cell: Cell) -> None:
    assert is_blank(cell)
    assert cell_values.read_text(cell) == ""


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (2017.0, "2017"),
        ("2017-10", "2017-10"),
        (" 2017 ", "2017"),
        (dt.date(2017, 10, 24), "2017-10-24"),
        (dt.datetime(2017, 10, 24), "2017-10-24"),  # noqa: DTZ001
        ("24/10/2017", "24/10/2017"),
    ],
)
def test_complete_and_partial_dates_are_read(cell: Cell, value: str) -> None:
    assert cell_values.read_date(cell) == value
