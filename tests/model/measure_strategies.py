"""Hypothesis strategies for forces, numbers and measures."""

from hypothesis import strategies as st

from briefing_app.model.report import Figure, Force, Measure
from tests.sample_measures import make_measure

_texts = st.text(min_size=1, max_size=12)


force_lists = st.lists(
    st.builds(Force, st.integers(1, 10**6), _texts, _texts),
    max_size=12,
    unique_by=(lambda force: force.id, lambda force: force.name),
)


numbers = st.one_of(st.integers(0, 2**63 - 1), st.floats(0, allow_nan=False, allow_infinity=False))


@st.composite
def measures(draw: st.DrawFn) -> Measure:
    """Draw measures that the database allows: a missing figure always has a marker."""
    figures = []
    for force in draw(force_lists):
        value = draw(st.none() | numbers)
        markers = ("x", "c", "z") if value is None else ("", "p", "r")
        period = draw(st.sampled_from(["2015", "2016"]))
        figures.append(Figure(force, period, value, draw(st.sampled_from(markers))))
    highlight = draw(st.none() | st.sampled_from([f.force for f in figures])) if figures else None
    return make_measure(())._replace(figures=tuple(figures), highlight=highlight)


@st.composite
def measures_over_time(draw: st.DrawFn) -> Measure:
    """Draw measures of up to three periods, in which a force may lack a period."""
    measure = draw(measures())
    figures = []
    for figure in measure.figures:
        for period in draw(st.sets(st.sampled_from(["2015", "2016", "2017"]), min_size=1)):
            value = draw(st.none() | numbers)
            markers = ("x", "c", "z") if value is None else ("", "p", "r")
            marker = draw(st.sampled_from(markers))
            figures.append(Figure(figure.force, period, value, marker))
    return measure._replace(figures=tuple(figures))
