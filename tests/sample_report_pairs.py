"""Hypothesis strategy for pairs of fictional reports: an earlier and a later edition."""

from hypothesis import strategies as st

from briefing_app.model.report import Figure, Finding, Force, Measure, Report
from tests.sample_measures import make_measure
from tests.sample_report import make_finding, make_report

FORCES = tuple(Force(at, f"{name} Made-up Police", name) for at, name in enumerate("ABCDEF"))
_KEYS = ("", "one", "two", "three", "four", "nowhere")
_numbers = st.one_of(st.integers(0, 2**63 - 1), st.floats(0, 1e6))


@st.composite
def _findings(draw: st.DrawFn, *, follow: bool) -> tuple[Finding, ...]:
    keys = draw(st.lists(st.sampled_from(_KEYS[:-1]), max_size=6))
    # A briefing's keys are unique; several findings may have none.
    unique = [key for at, key in enumerate(keys) if not key or key not in keys[:at]]
    return tuple(
        make_finding(number)._replace(
            key=key,
            follows=draw(st.sampled_from(_KEYS)) if follow else "",
        )
        for number, key in enumerate(unique, start=1)
    )


@st.composite
def _measure(draw: st.DrawFn, number: int) -> Measure:
    figures = []
    for force in draw(st.lists(st.sampled_from(FORCES), unique=True)):
        for period in draw(st.sets(st.sampled_from(["2015", "2016", "2017"]), min_size=1)):
            value = draw(st.none() | _numbers)
            marker = draw(st.sampled_from(("x", "c", "z") if value is None else ("", "p", "r")))
            # The same force may have another number in another briefing.
            known = force._replace(id=force.id + draw(st.integers(0, 1)) * 100)
            figures.append(Figure(known, period, value, marker))
    by_name = {figure.force.name: figure.force for figure in figures}
    same = tuple(figure._replace(force=by_name[figure.force.name]) for figure in figures)
    highlight = draw(st.none() | st.sampled_from(same)) if same else None
    return make_measure((), number=number)._replace(
        figures=same,
        highlight=highlight.force if highlight else None,
    )


@st.composite
def _reports(draw: st.DrawFn, *, follow: bool) -> Report:
    numbers = draw(st.lists(st.integers(1, 4), max_size=3))
    return make_report(
        findings=draw(_findings(follow=follow)),
        measures=tuple(draw(_measure(number)) for number in numbers),
    )._replace(
        published=draw(st.sampled_from(["", "2016", "2016-05", "2017"])),
    )


pairs = st.tuples(_reports(follow=False), _reports(follow=True))
