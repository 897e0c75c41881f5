"""The slides to show, and their order, if the author gives no running order."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Final, NamedTuple

_MAX_SLIDES: Final = 14  # findings, quotes and charts: as many as a session has time for
_MIN_CHARTS: Final = 3  # charts that are kept, even if findings and quotes could fill the session


class FindingSummary(NamedTuple):
    """What the default order needs to know of a finding.

    Args:
        key: Identifies the finding.
        kind: The kind of finding.
        quotes: The keys of its quotes.
    """

    key: str
    kind: str
    quotes: Sequence[str]


def default_order(
    findings: Sequence[FindingSummary], quotes: Sequence[str], charts: Sequence[str]
) -> list[str]:
    """Return the keys of the findings, quotes and charts to show, in order.

    Each finding is followed by its quotes; then come the quotes of no finding, and the charts. If
    that is too much for a session, the most important slides are chosen.

    Args:
        findings: All findings, in order.
        quotes: The keys of all quotes, in order.
        charts: The keys of all charts, in order.
    """
    order: dict[str, None] = {}
    for finding in findings:
        # A quote that supports several findings is shown with the first.
        order |= dict.fromkeys((finding.key, *finding.quotes))
    order |= dict.fromkeys((*quotes, *charts))
    if len(order) <= _MAX_SLIDES:
        return list(order)
    important = set(_most_important(findings, quotes, charts))
    return [key for key in order if key in important]


def _most_important(
    findings: Sequence[FindingSummary], quotes: Sequence[str], charts: Sequence[str]
) -> Iterator[str]:
    """Return the first charts, one finding of each kind, more findings, and some quotes."""
    charts = charts[: max(_MIN_CHARTS, _MAX_SLIDES - len(findings) - len(quotes))]
    yield from charts
    left = _MAX_SLIDES - len(charts)
    first_of_kinds = {finding.kind: finding for finding in reversed(findings)}
    ranked = [*first_of_kinds.values(), *findings]
    distinct = list({finding.key: finding for finding in ranked}.values())
    chosen = distinct[: max(left * 2 // 3, left - len(quotes))]
    yield from (finding.key for finding in chosen)
    first_quotes = [finding.quotes[0] for finding in chosen if finding.quotes]
    their_quotes = chain.from_iterable(finding.quotes for finding in chosen)
    ranked_quotes = dict.fromkeys((*first_quotes, *their_quotes, *quotes))
    yield from islice(ranked_quotes, left - len(chosen))
