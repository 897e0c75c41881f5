"""The comparison of an earlier briefing with a later one: their findings and their figures.

A finding matches the one whose key it gives in `follows`; figures match by measure and force.
Nothing is guessed: what has no match is reported as such.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Final, NamedTuple, TypeGuard, TypeVar

from briefing_app.model.charts import (
    BarChart,
    ChartView,
    bar_chart,
    difference_text,
    exact_value,
    figure_text,
    periods,
    status_text,
)
from briefing_app.model.report import Figure, Finding, Force, Measure, Report, SlideKind
from briefing_app.model.slide_builder import SlideMarks, slide_for_chart
from briefing_app.model.slides import FindingList, Pair, Role, Slide, SlideText
from briefing_app.model.text import as_sentence, single_line
from briefing_app.model.wording import SOURCE_LEAD, counted, dated, written_date

_T = TypeVar("_T")


class FigureChange(NamedTuple):
    """A force's latest figure in each briefing; None if a briefing has none.

    Args:
        force: The later briefing's force, or the earlier one's if only that has it.
        earlier: The figure in the earlier briefing.
        later: The figure in the later briefing.
    """

    force: Force
    earlier: Figure | None
    later: Figure | None

    @property
    def text(self) -> str:
        """The exact difference, or which briefing has the only figure."""
        if self.earlier is None:
            return "only in the later briefing"
        if self.later is None:
            return "only in the earlier briefing"
        return difference_text(exact_value(self.earlier), exact_value(self.later))


class ChangeRow(NamedTuple):
    """A row of the table that shows a force's figures in both briefings."""

    force: str
    earlier: str
    later: str
    change: str


class MeasureChange(NamedTuple):
    """A measure with figures in both briefings, and the latest figures of each.

    `chart` shows each force's two figures as a pair and names both sources. `periods` names the
    period of the earlier figures and that of the later ones, each differently.
    """

    earlier: Measure
    later: Measure
    periods: tuple[str, str]
    figures: tuple[FigureChange, ...]
    chart: BarChart

    @property
    def headings(self) -> ChangeRow:
        """The headings of `rows`."""
        return ChangeRow("Force", *self.periods, "Change")

    @property
    def rows(self) -> tuple[ChangeRow, ...]:
        """The figures as table rows, in the order of the chart."""
        changes = {change.force: change for change in self.figures}
        shown = [changes[force] for force in dict.fromkeys(bar.force for bar in self.chart.bars)]
        return tuple(
            ChangeRow(each.force.name, _cell(each.earlier), _cell(each.later), each.text)
            for each in shown
        )


class FollowUp(NamedTuple):
    """A finding of the earlier briefing and one of the later that follows it up."""

    earlier: Finding
    later: Finding


class Comparison(NamedTuple):
    """An earlier briefing compared with a later one.

    Args:
        earlier: The earlier briefing.
        later: The later briefing.
        measures: The measures with figures in both.
        only_earlier: The measures with figures only in the earlier briefing.
        only_later: The measures with figures only in the later briefing.
        followed: Every finding of the later briefing that follows up one of the earlier.
        ended: The findings of the earlier briefing that none follows up.
        new: The findings of the later briefing that follow up none.
    """

    earlier: Report
    later: Report
    measures: tuple[MeasureChange, ...]
    only_earlier: tuple[Measure, ...]
    only_later: tuple[Measure, ...]
    followed: tuple[FollowUp, ...]
    ended: tuple[Finding, ...]
    new: tuple[Finding, ...]

    @property
    def summary(self) -> str:
        """One sentence that counts findings and measures by what became of them."""
        parts = (
            f"{counted(len(self.followed), 'finding')} followed up",
            f"{len(self.ended):,} {ENDED.lower()}",
            f"{len(self.new):,}\N{NO-BREAK SPACE}new",
            f"{counted(len(self.measures), 'measure')} in both",
        )
        return f"{', '.join(parts)}."


def compare(earlier: Report, later: Report) -> Comparison:
    """Compare an earlier briefing with a later one.

    Two measures match if title and unit are the same, two forces if the name is the same; case and
    the amount of white space make no difference.

    Args:
        earlier: The earlier briefing.
        later: The later briefing, whose findings say which ones they follow up.
    """
    before, after = _with_figures(earlier.measures), _with_figures(later.measures)
    matches = _matched(before, after, _measure_key)
    pairs = list(matches)
    by_key = {finding.key: finding for finding in reversed(earlier.findings) if finding.key}
    followed = tuple(
        FollowUp(by_key[finding.follows], finding)
        for finding in later.findings
        if finding.follows in by_key
    )
    followed_ids = {pair.earlier.id for pair in followed}
    return Comparison(
        earlier=earlier,
        later=later,
        measures=tuple(_measure_change(*pair) for pair in pairs if _is_complete(pair)),
        only_earlier=tuple(before for before, after in pairs if before and not after),
        only_later=tuple(after for before, after in pairs if after and not before),
        followed=followed,
        ended=tuple(finding for finding in earlier.findings if finding.id not in followed_ids),
        new=tuple(finding for finding in later.findings if finding.follows not in by_key),
    )


def earlier_first(one: Report, other: Report) -> tuple[Report, Report]:
    """Return two briefings in chronological order: by publication date, or else by latest period.

    If neither differs, `other` counts as the earlier one.
    """
    if one.published and other.published and one.published != other.published:
        return (one, other) if one.published < other.published else (other, one)
    one_latest, other_latest = _latest_period(one), _latest_period(other)
    is_one_earlier = bool(one_latest and other_latest) and one_latest < other_latest
    return (one, other) if is_one_earlier else (other, one)


def _with_figures(measures: Sequence[Measure]) -> list[Measure]:
    return [measure for measure in measures if measure.figures]


def _measure_change(earlier: Measure, later: Measure) -> MeasureChange:
    latest = _latest_figures(earlier), _latest_figures(later)
    figures = []
    for first, second in _matched(*latest, lambda figure: _folded(figure.force.name)):
        known = second or first
        if known is not None:
            figures.append(FigureChange(known.force, first, second))
    figures.sort(key=lambda change: (change.force.name.casefold(), change.force.name))
    before, after = periods(earlier)[0], periods(later)[0]
    both = (before, after)
    if before == after:
        both = (f"{before} (earlier)", f"{after} (later)")
    return MeasureChange(
        earlier, later, both, tuple(figures), _chart(earlier, later, figures, both)
    )


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return "no figure"
    return f"{figure_text(figure)} {status_text(figure)}".rstrip()


def _chart(
    earlier: Measure,
    later: Measure,
    figures: Sequence[FigureChange],
    both: tuple[str, str],
    title: str = "",
) -> BarChart:
    """Return a chart of each force's two figures, as if they were two periods of one measure."""
    first, second = both
    combined = tuple(
        figure._replace(force=change.force, period=period)
        for change in figures
        for figure, period in ((change.earlier, first), (change.later, second))
        if figure is not None
    )
    measure = later._replace(figures=combined)
    chart = bar_chart(measure, view=ChartView(second, first), title=title)
    return chart._replace(
        definition=_of_both(earlier.definition, later.definition),
        caveat=_of_both(earlier.caveat, later.caveat),
        source=_combined_source(*(bar_chart(measure).source for measure in (earlier, later))),
    )


def _combined_source(earlier: str, later: str) -> str:
    """Join both source lines; a common source is named once."""
    if earlier == later:
        return later
    first, second = (line.removeprefix(SOURCE_LEAD) for line in (earlier, later))
    return f"Earlier source: {first} Later source: {second}"


def _of_both(earlier: str, later: str) -> str:
    """Return the text of both measures, or each text with a label if they differ."""
    earlier, later = as_sentence(earlier), as_sentence(later)
    if earlier == later or not earlier:
        return later
    return f"Earlier: {earlier}\nLater: {later}" if later else f"Earlier: {earlier}"


def _latest_figures(measure: Measure) -> list[Figure]:
    latest = max(figure.period for figure in measure.figures)
    return [figure for figure in measure.figures if figure.period == latest]


def _latest_period(report: Report) -> str:
    figures = (figure for measure in report.measures for figure in measure.figures)
    return max((figure.period for figure in figures), default="")


def _matched(
    earlier: Sequence[_T], later: Sequence[_T], key: Callable[[_T], Hashable]
) -> Iterator[tuple[_T | None, _T | None]]:
    """Return pairs with the same key, in the later one's order; then the rest of the earlier.

    If several have one key, they are paired in their order.
    """
    unpaired: defaultdict[Hashable, list[_T]] = defaultdict(list)
    for each in earlier:
        unpaired[key(each)].append(each)
    for each in later:
        candidates = unpaired[key(each)]
        yield (candidates.pop(0) if candidates else None), each
    rest = {id(each) for candidates in unpaired.values() for each in candidates}
    yield from ((each, None) for each in earlier if id(each) in rest)


def _is_complete(pair: tuple[Measure | None, Measure | None]) -> TypeGuard[tuple[Measure, Measure]]:
    return None not in pair


def _measure_key(measure: Measure) -> tuple[str, str]:
    return _folded(measure.title), _folded(measure.unit)


def _folded(text: str) -> str:
    return single_line(text).casefold()


THEN_AND_NOW: Final = "Then and now"
_ENDED_NOTE: Final = (
    "No longer reported: the later report does not mention it, which does not mean that it has "
    "ended."
)
_OURS: Final = "The comparison is ours."
THEN: Final = "Then"
NOW: Final = "Now"
FOLLOWED_UP: Final = THEN_AND_NOW
ENDED: Final = "No longer reported"
NEW: Final = "New"
UNMATCHED: Final = "Figures in one briefing only"
WHAT_HAS_CHANGED: Final = "What has changed"


def briefing_label(report: Report) -> str:
    """Return title and publication date, if there is one: ``Title, October 2017``."""
    return dated(single_line(report.title), report.published)


def changed_since_label(comparison: Comparison) -> str:
    """Return the heading of a comparison: ``What has changed since May 2016``."""
    date = written_date(comparison.earlier.published)
    return f"{WHAT_HAS_CHANGED} since {date}" if date else WHAT_HAS_CHANGED


def compared_briefings_label(comparison: Comparison) -> str:
    """Return the briefings compared: ``From Title, May 2016 to Another, May 2017``."""
    earlier, later = briefing_label(comparison.earlier), briefing_label(comparison.later)
    return f"From {earlier} to {later}"


def unknown_predecessor_note(new: Finding) -> str:
    """Return a note on the unknown key that a new finding follows; empty if it follows none."""
    if not new.follows:
        return ""
    return f"follows “{new.follows}”, which the earlier briefing doesn’t have"


def unmatched_measure_lines(comparison: Comparison) -> list[str]:
    """Return a sentence for each measure that only one of the briefings has figures for."""
    return [
        f"“{single_line(measure.title)}” has figures only in the {briefing} briefing."
        for measures, briefing in (
            (comparison.only_earlier, "earlier"),
            (comparison.only_later, "later"),
        )
        for measure in measures
    ]


def comparison_slides(comparison: Comparison) -> tuple[Slide, ...]:
    """Return an opening slide, one for each group of findings, and a chart for each measure.

    Their keys are unique, and no slide of a briefing has one of them.
    """
    slides = (
        _opening_slide(comparison),
        *_finding_slides(comparison),
        *(
            slide_for_chart(_chart_with_message(change), f"comparison chart {number}")
            for number, change in enumerate(comparison.measures, start=1)
        ),
    )
    return tuple(map(SlideMarks(comparison.earlier, comparison.later).on, slides))


def _chart_with_message(change: MeasureChange) -> BarChart:
    """Return a chart whose title states what has changed, if a force has both figures.

    What was counted is below the title then. That the comparison is ours is in the notes.
    """
    differences = [each.text for each in change.figures if each.earlier and each.later]
    counts = [
        (lead, sum(text.startswith(lead.lower()) for text in differences))
        for lead in ("Up", "Down", "No change")
    ]
    known = [(lead, count) for lead, count in counts if count]
    if not known:
        return change.chart
    (lead, count), *others = known
    total = sum(count for _, count in known)
    forces = f"all {total} forces" if count == total else f"{count} of {total} forces"
    parts = [f"{lead} from {' to '.join(change.periods)} in {'1 force' if total == 1 else forces}"]
    parts += (f"{lead.lower()} in {count}" for lead, count in others)
    return _chart(change.earlier, change.later, change.figures, change.periods, ", ".join(parts))


def _opening_slide(comparison: Comparison) -> Slide:
    return Slide(
        key="comparison",
        kind=SlideKind.TITLE,
        name="Comparison",
        texts=(
            SlideText(Role.TITLE, WHAT_HAS_CHANGED),
            SlideText(Role.SUBTITLE, compared_briefings_label(comparison)),
            SlideText(Role.SUBTITLE, comparison.summary),
        ),
        source=_OURS,
    )


def _finding_slides(comparison: Comparison) -> Iterator[Slide]:
    # When they were published is above the columns.
    titles = (single_line(each.title) for each in (comparison.earlier, comparison.later))
    source = " · ".join(titles)
    if comparison.followed:
        yield Slide(
            key=f"comparison {FOLLOWED_UP}",
            kind=SlideKind.TEXT,
            name=FOLLOWED_UP,
            texts=(SlideText(Role.TITLE, f"{THEN_AND_NOW}: our comparison"),),
            source=source,
            pairs=tuple(
                Pair(pair.earlier.kind, pair.earlier.headline, pair.later.kind, pair.later.headline)
                for pair in comparison.followed
            ),
            columns=(_column(comparison.earlier), _column(comparison.later)),
        )
    if lists := tuple(_finding_lists(comparison)):
        name = " · ".join(each.title for each in lists)
        yield Slide(
            key=f"comparison {name}",
            kind=SlideKind.TEXT,
            name=name,
            texts=(SlideText(Role.NOTE, f"{_ENDED_NOTE} {_OURS}" if comparison.ended else _OURS),),
            source=source,
            lists=lists,
        )
    if lines := unmatched_measure_lines(comparison):
        texts = [SlideText(Role.TITLE, UNMATCHED), *(SlideText(Role.BODY, line) for line in lines)]
        key = f"comparison {UNMATCHED}"
        yield Slide(key, SlideKind.TEXT, UNMATCHED, tuple(texts), source=source)


def _finding_lists(comparison: Comparison) -> Iterator[FindingList]:
    """Yield the findings that only one of the reports has."""
    if comparison.ended:
        ended = tuple((each.kind, single_line(each.headline)) for each in comparison.ended)
        yield FindingList(ENDED, _column(comparison.earlier), ended)
    if comparison.new:
        new = tuple((each.kind, _new_headline(each)) for each in comparison.new)
        yield FindingList(NEW, _column(comparison.later), new)


def _new_headline(finding: Finding) -> str:
    note = unknown_predecessor_note(finding)
    return " — ".join(filter(None, (single_line(finding.headline), note)))


def _column(report: Report) -> str:
    """Return the heading of a column: when the report was published, or else its title."""
    return written_date(report.published) or single_line(report.title)
