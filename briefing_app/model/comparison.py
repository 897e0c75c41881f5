"""An earlier briefing laid against a later one: what became of its findings and figures; no Qt.

Findings are matched by the key that the later briefing's author gives in `follows`, and figures by
measure and force. Nothing is guessed: what has no match is said to have none.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple, TypeVar

from briefing_app.model.charts import (
    BarChart,
    ChartView,
    bar_chart,
    difference_text,
    exact_value,
    periods,
)
from briefing_app.model.report import Figure, Finding, Force, Measure, Report, SlideKind
from briefing_app.model.slides import Role, Slide, SlideText, slide_of_chart

_T = TypeVar("_T")

WAS: Final = "Was"
IS_NOW: Final = "Is now"
FOLLOWED: Final = "Was → is now"
ENDED: Final = "No longer reported"
NEW: Final = "New"
UNMATCHED: Final = "Figures of one briefing alone"


class FigureChange(NamedTuple):
    """A force's latest figure in each briefing; None where that briefing has none.

    Args:
        force: As the later briefing has it; as the earlier one does, where only that has it.
        earlier: The figure in the earlier briefing.
        later: The figure in the later briefing.
    """

    force: Force
    earlier: Figure | None
    later: Figure | None

    @property
    def text(self) -> str:
        """By how much the later figure differs, to the last digit, or which one there is."""
        if self.earlier is None:
            return "only in the later briefing"
        if self.later is None:
            return "only in the earlier briefing"
        return difference_text(exact_value(self.earlier), exact_value(self.later))


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """A measure that both briefings have figures of, with the latest ones of each.

    `chart` draws each force's two figures together, and names both sources.
    """

    earlier: Measure
    later: Measure
    figures: tuple[FigureChange, ...]
    chart: BarChart


class Followed(NamedTuple):
    """A finding of the earlier briefing, and one of the later that follows it."""

    was: Finding
    now: Finding


@dataclass(frozen=True, slots=True)
class Comparison:
    """An earlier briefing laid against a later one.

    Every finding of the later one stands either in `followed` or in `new`, in its order; every one
    of the earlier either in `followed`, as often as it is followed, or in `ended`, in its order.
    The measures that only one of them has figures of stand in `only_earlier` and `only_later`.
    """

    earlier: Report
    later: Report
    measures: tuple[MeasureChange, ...]
    only_earlier: tuple[Measure, ...]
    only_later: tuple[Measure, ...]
    followed: tuple[Followed, ...]
    ended: tuple[Finding, ...]
    new: tuple[Finding, ...]

    @property
    def summary(self) -> str:
        """How much there is of what, in one sentence; a briefing without findings says so too."""
        parts = (
            f"{_counted(len(self.followed), 'finding')} followed up",
            f"{len(self.ended):,} no longer reported",
            f"{len(self.new):,} new",
            f"{_counted(len(self.measures), 'measure')} in both",
        )
        return f"{', '.join(parts)}."


def compare(earlier: Report, later: Report) -> Comparison:
    """Lay an earlier briefing against a later one.

    Measures are the same where title and unit are, and forces where the name is, whatever its
    capitals and spaces.

    Args:
        earlier: The earlier briefing.
        later: The later one, whose findings say what they follow.
    """
    changes, only_earlier, only_later = [], [], []
    counted = [[each for each in report.measures if each.figures] for report in (earlier, later)]
    for before, after in _matched(counted[0], counted[1], _what_is_counted):
        if before is not None and after is not None:
            changes.append(_measure_change(before, after))
        elif before is not None:
            only_earlier.append(before)
        elif after is not None:
            only_later.append(after)
    by_key = {finding.key: finding for finding in reversed(earlier.findings) if finding.key}
    followed = tuple(
        Followed(by_key[finding.follows], finding)
        for finding in later.findings
        if finding.follows in by_key
    )
    taken = {each.was.id for each in followed}
    return Comparison(
        earlier=earlier,
        later=later,
        measures=tuple(changes),
        only_earlier=tuple(only_earlier),
        only_later=tuple(only_later),
        followed=followed,
        ended=tuple(finding for finding in earlier.findings if finding.id not in taken),
        new=tuple(finding for finding in later.findings if finding.follows not in by_key),
    )


def earlier_first(one: Report, other: Report) -> tuple[Report, Report]:
    """Two briefings in the order of time: by when they were published, else by their figures.

    Where neither tells them apart, `other` is taken for the earlier one.
    """
    dated = sorted((other, one), key=lambda report: report.published)
    if one.published and other.published and one.published != other.published:
        return dated[0], dated[1]
    latest = {id(report): _latest_period(report) for report in (one, other)}
    if all(latest.values()) and latest[id(one)] < latest[id(other)]:
        return one, other
    return other, one


def briefing_label(report: Report) -> str:
    """A briefing by its title and when it was published, as far as it says: ``Title, 2017-10``."""
    return ", ".join(part for part in (" ".join(report.title.split()), report.published) if part)


def since_label(comparison: Comparison) -> str:
    """What a comparison tells, in a few words: ``What has changed since 2016-05``."""
    date = comparison.earlier.published
    return f"What has changed since {date}" if date else "What has changed"


def from_to_label(comparison: Comparison) -> str:
    """The two briefings that are compared: ``From Title, 2016-05 to Another title, 2017-10``."""
    earlier, later = briefing_label(comparison.earlier), briefing_label(comparison.later)
    return f"From {earlier} to {later}"


def finding_label(finding: Finding) -> str:
    """A finding by its headline and kind: ``Cases were closed too soon (Concern)``."""
    return f"{' '.join(finding.headline.split())} ({finding.kind.label})"


def new_label(finding: Finding) -> str:
    """The same of a new finding; one that follows what the earlier briefing lacks says so."""
    note = lacking_label(finding)
    return f"{finding_label(finding)} — {note}" if note else finding_label(finding)


def lacking_label(new: Finding) -> str:
    """What a new finding follows that the earlier briefing lacks; empty where it follows none."""
    if not new.follows:
        return ""
    return f"follows “{new.follows}”, which the earlier briefing doesn’t have"


def unmatched_lines(comparison: Comparison) -> list[str]:
    """What is to be told of the measures that only one of the briefings has, in sentences."""
    lines = []
    for measures, where in (
        (comparison.only_earlier, "earlier"),
        (comparison.only_later, "later"),
    ):
        lines += [
            f"“{' '.join(measure.title.split())}” has figures only in the {where} briefing."
            for measure in measures
        ]
    return lines


def comparison_slides(comparison: Comparison) -> tuple[Slide, ...]:
    """What to present of a comparison: what is compared, its findings, a chart for each measure.

    Their keys are no other slides', and each is a different one.
    """
    earlier, later = briefing_label(comparison.earlier), briefing_label(comparison.later)
    source = f"Earlier: {earlier} · Later: {later}"
    opening = Slide(
        key="comparison",
        kind=SlideKind.TITLE,
        name="Comparison",
        texts=(
            SlideText(Role.TITLE, "What has changed"),
            SlideText(Role.SUBTITLE, from_to_label(comparison)),
            SlideText(Role.SUBTITLE, comparison.summary),
        ),
    )
    slides = [opening]
    groups = (
        (FOLLOWED, _told_followed(comparison.followed)),
        (ENDED, map(finding_label, comparison.ended)),
        (NEW, map(new_label, comparison.new)),
        (UNMATCHED, unmatched_lines(comparison)),
    )
    for title, lines in groups:
        texts = [SlideText(Role.BODY, line) for line in lines]
        if texts:
            slides.append(
                Slide(
                    key=f"comparison {title}",
                    kind=SlideKind.TEXT,
                    name=title,
                    texts=(SlideText(Role.TITLE, title), *texts),
                    source=source,
                )
            )
    slides += (
        slide_of_chart(change.chart, f"comparison chart {number}")
        for number, change in enumerate(comparison.measures, start=1)
    )
    return tuple(slides)


def _told_followed(followed: Iterable[Followed]) -> Iterator[str]:
    for was, now in followed:
        yield f"{WAS}: {finding_label(was)}\n{IS_NOW}: {finding_label(now)}"


def _measure_change(earlier: Measure, later: Measure) -> MeasureChange:
    before, after = _latest_figures(earlier), _latest_figures(later)
    figures = []
    for was, now in _matched(before, after, lambda figure: _folded(figure.force.name)):
        known = now or was
        if known is not None:
            figures.append(FigureChange(known.force, was, now))
    figures.sort(key=lambda change: (change.force.name.casefold(), change.force.name))
    return MeasureChange(earlier, later, tuple(figures), _chart(earlier, later, figures))


def _chart(earlier: Measure, later: Measure, figures: Sequence[FigureChange]) -> BarChart:
    """Each force's two figures together, drawn up as those of one measure's two periods are."""
    then, now = periods(earlier)[0], periods(later)[0]
    if then == now:
        then, now = f"{then} (earlier)", f"{now} (later)"
    drawn = tuple(
        replace(figure, force=change.force, period=period)
        for change in figures
        for figure, period in ((change.earlier, then), (change.later, now))
        if figure is not None
    )
    both = replace(later, figures=drawn)
    chart = bar_chart(both, view=ChartView(now, then))
    return replace(
        chart,
        definition=_of_both(earlier.definition, later.definition),
        caveat=_of_both(earlier.caveat, later.caveat),
        source=_sources(*(bar_chart(measure).source for measure in (earlier, later))),
    )


def _sources(earlier: str, later: str) -> str:
    """Where the figures stand, said once where both stand in the same."""
    if earlier == later:
        return later
    then, now = (line.removeprefix("Source: ") for line in (earlier, later))
    return f"Earlier source: {then} Later source: {now}"


def _of_both(earlier: str, later: str) -> str:
    """What is said of both, or of each, so that none is taken for the other's."""
    if earlier == later or not earlier:
        return later
    return f"Earlier: {earlier}\nLater: {later}" if later else f"Earlier: {earlier}"


def _latest_figures(measure: Measure) -> list[Figure]:
    latest = max(figure.period for figure in measure.figures)
    return [figure for figure in measure.figures if figure.period == latest]


def _latest_period(report: Report) -> str:
    return max(
        (figure.period for measure in report.measures for figure in measure.figures), default=""
    )


def _matched(
    earlier: Sequence[_T], later: Sequence[_T], key: Callable[[_T], Hashable]
) -> Iterator[tuple[_T | None, _T | None]]:
    """What has the same key in both, in the order of the later; then what only the earlier has.

    Where one has several with one key, the first goes with the first, and so on.
    """
    waiting: defaultdict[Hashable, list[_T]] = defaultdict(list)
    for each in earlier:
        waiting[key(each)].append(each)
    for each in later:
        found = waiting[key(each)]
        yield (found.pop(0) if found else None), each
    left = {id(each) for found in waiting.values() for each in found}
    yield from ((each, None) for each in earlier if id(each) in left)


def _what_is_counted(measure: Measure) -> tuple[str, str]:
    return _folded(measure.title), _folded(measure.unit)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
