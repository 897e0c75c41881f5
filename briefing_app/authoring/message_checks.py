"""Whether the figures of a measure bear its message out, as far as a program can tell.

Only what is plain is doubted: a number that is no figure of the measure and can't have been worked
out of two of them; a force that is said to have the most, the fewest, more than half, more than
another or so many times as many, and has not; and a rise or a fall between two periods where all
went the other way. Whatever else a message says is left to its author.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import combinations
from typing import Final, NamedTuple

from briefing_app.database.source_rows import Value

_Figure = int | float | None

_NUMBER: Final = re.compile(
    r"(?<![\w.,/–-])[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|(?<![\w.,/–-])[0-9]+(?:\.[0-9]+)?"
)
_ROUNDED: Final = re.compile(
    r"(?i)\b(about|around|nearly|almost|over|under|above|below|roughly|some|than|least|most|up to"
    r"|approximately|fewer|less|more|to|in|top|of every|per|between|and)\s+$"
)
_WORKED_OUT: Final = re.compile(
    r"(?i)^(\s*(%|per ?cent|percentage|times|in every|out of|in \d|years?|months?|weeks?|days?"
    r"|hours?|forces?|areas?|of the|million|billion|thousand|th\b|st\b|nd\b|rd\b)|[/\w–-])"
)
_YEARS: Final = range(1900, 2101)
_SMALL: Final = 10  # such numbers count anything
_MOST_PAIRS: Final = 200  # figures, to keep the pairs of them few

_MOST: Final = re.compile(
    r"(?i)\b(?:the\s+(?:most|highest|largest|greatest|biggest)|(?:highest|largest)\s+(?:number|figure))\b"
)
_FEWEST: Final = re.compile(
    r"(?i)\b(?:the\s+(?:fewest|lowest|smallest|least)|(?:lowest|smallest)\s+(?:number|figure))\b"
)
_DENIED: Final = re.compile(
    r"(?i)\b(?:not|no|never|nor|isn[’']t|second|third|fourth|next|one of|among)\b"
)
_LEADS: Final = re.compile(
    r"(?i)\b(?:leads\s+with|tops\s+the\s+(?:list|table)|(?:comes|came)\s+(?:first|top))\b"
)
_TOGETHER: Final = re.compile(r"(?i)\b(?:together|combined|put together)\b")
_TIMES: Final = re.compile(
    r"(?i)\b(?:times|twice|half|as many|as much|per|rate|share|proportion)\b"
)
_AS_MANY: Final = re.compile(
    r"(?i)(?P<more>\b(?:more\s+than|over|at\s+least)\s+)?"
    r"\b(?P<times>half|twice|(?:two|three|four|five|ten)\s+times)\s+as\s+(?:many|much)"
    r"(?:\s+\w+){0,2}?\s+as\s+"
)
_SO_MANY: Final = {"half": 0.5, "twice": 2, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}
_ABOUT: Final = (0.7, 1.5)  # times what is said, beyond which nobody would say so
_MORE_THAN_HALF: Final = re.compile(
    r"(?i)\s+\w+\s+(?:well\s+)?(?:more\s+than|over)\s+half"
    r"(?:\s+of\s+(?:all(?:\s+the)?|the)\s+\w+)?\s*[.!]?\s*"
)

_ROSE: Final = re.compile(
    r"(?i)\b(?:rose|grew|increased|climbed|went\s+up|doubled|trebled|tripled)\b"
)
_FELL: Final = re.compile(r"(?i)\b(?:fell|dropped|declined|decreased|went\s+down|halved)\b")
_OF_SOMETHING_ELSE: Final = re.compile(  # or of more than one period, force or direction
    r"(?i)\b(?:rates?|shares?|proportion|percentage|per\s+(?!cent\b)|gap|difference|average|mean"
    r"|number\s+of\s+forces|but|although|though|while|whereas|despite|except|after|before|since"
    r"|than|other|rest|some|most|only)\b"
)


class MeasureFigures(NamedTuple):
    """What a message can be held against.

    Args:
        figures: Period to force to figure; None where it is missing.
        forces: Force to what it is called.
        about: What else the measure says of itself, whose numbers a message may repeat.
    """

    figures: Mapping[str, Mapping[Value, _Figure]]
    forces: Mapping[Value, tuple[str, ...]]
    about: str


def doubts(message: str, measure: MeasureFigures) -> Iterator[str]:
    """What the figures do not bear out, each as a sentence without a full stop."""
    named = list(_named(message, measure.forces))
    yield from _wrong_numbers(message, measure, named)
    yield from _wrong_direction(message, measure.figures, named)
    figures = _meant(message, measure.figures)
    if figures is None or _DENIED.search(message):
        return
    yield from _wrong_multiple(message, figures, named)
    yield from _wrong_half(message, figures, named)
    if _TIMES.search(message):
        return
    yield from _wrong_extremes(message, figures, named)
    yield from _wrong_comparison(message, figures, named)


class _Named(NamedTuple):
    force: Value
    start: int
    end: int
    words: str


def _named(message: str, forces: Mapping[Value, tuple[str, ...]]) -> Iterator[_Named]:
    """The forces that a message names, from its start; of names within names, the longest."""
    by_name: dict[str, list[Value]] = {}
    for force, names in forces.items():
        for name in set(names):
            by_name.setdefault(name.casefold(), []).append(force)
    if not by_name:
        return
    longest_first = sorted(by_name, key=len, reverse=True)
    pattern = "|".join(map(re.escape, longest_first))
    for found in re.finditer(rf"(?i)(?<!\w)(?:{pattern})(?!\w)", message):
        called = by_name.get(found.group().casefold(), [])
        if len(called) == 1:
            yield _Named(called[0], *found.span(), found.group())


def _meant(
    message: str, figures: Mapping[str, Mapping[Value, _Figure]]
) -> Mapping[Value, _Figure] | None:
    """The figures of the period that a message is about; None where that can't be told."""
    named = _periods(message, figures)
    if len(named) > 1 or not figures:
        return None
    return figures[named[0] if named else max(figures)]


def _periods(message: str, figures: Collection[str]) -> list[str]:
    """The periods that a message names, in their order."""
    return sorted(period for period in figures if period in message)


def _wrong_direction(
    message: str, figures: Mapping[str, Mapping[Value, _Figure]], named: list[_Named]
) -> Iterator[str]:
    """A rise or a fall from one period to another where all went the other way.

    They are the forces that are named; where none is, all of them.
    """
    periods = [
        period
        for period in _periods(message, figures)
        if re.search(rf"(?<![\w/–-]){re.escape(period)}(?![\w/–-])", message)
    ]
    rose, fell = _ROSE.search(message), _FELL.search(message)
    is_plain = len(periods) == 2 and (not rose) != (not fell)
    if not is_plain or _DENIED.search(message) or _OF_SOMETHING_ELSE.search(message):
        return
    before, after = (figures[period] for period in periods)
    forces = {name.force for name in named} or {*before, *after}
    changes = [
        now - then
        for force in forces
        if (then := before.get(force)) is not None and (now := after.get(force)) is not None
    ]
    if named and len(changes) < len(forces):
        return
    if changes and (max(changes) < 0 if rose else min(changes) > 0):
        whose = " and ".join(dict.fromkeys(name.words for name in named)) or "every force"
        way = "fell" if rose else "rose"
        yield f"the figures of {whose} {way} from {periods[0]} to {periods[1]}"


def _wrong_multiple(
    message: str, figures: Mapping[Value, _Figure], named: list[_Named]
) -> Iterator[str]:
    """A force that is said to have so many times as many as another, and is far from it."""
    said = _AS_MANY.search(message)
    if said is None or len(named) != 2 or _OF_SOMETHING_ELSE.search(message, said.end()):
        return
    first, second = named
    if first.end > said.start() or second.start != said.end():
        return
    own, other = figures.get(first.force), figures.get(second.force)
    if own is None or other is None or min(own, other) <= 0:
        return
    times = _SO_MANY[said["times"].split()[0].lower()]
    least, most = (1.0, float("inf")) if said["more"] else _ABOUT
    if not least * times <= own / other <= most * times:
        words = " ".join(said["times"].split())
        yield f"{first.words} does not have {words} as many as {second.words}"


def _wrong_half(
    message: str, figures: Mapping[Value, _Figure], named: list[_Named]
) -> Iterator[str]:
    """A force that is said to have more than half of all, and has not."""
    if len(named) != 1 or not _MORE_THAN_HALF.fullmatch(message, named[0].end):
        return
    values = [value for value in figures.values() if value is not None]
    own = figures.get(named[0].force)
    if own is not None and min(values) >= 0 and 2 * own <= sum(values):
        yield f"{named[0].words} does not have more than half of these figures together"


def _wrong_numbers(message: str, measure: MeasureFigures, named: list[_Named]) -> Iterator[str]:
    known = _explained(measure)
    for found in _NUMBER.finditer(message):
        text = found.group()
        number = float(text.replace(",", ""))
        before, after = message[: found.start()], message[found.end() :]
        if (
            number in known
            or number <= _SMALL
            or (number in _YEARS and "," not in text)
            or text in measure.about
            or any(text in period for period in measure.figures)
            or any(name.start <= found.start() < name.end for name in named)
            or _ROUNDED.search(before)
            or _WORKED_OUT.match(after)
        ):
            continue
        yield f"{text} is no figure of this measure"


def _explained(measure: MeasureFigures) -> set[float]:
    """Every figure, the sum of each period, and sums and differences of two."""
    explained: set[float] = set()
    values = [
        value
        for of_period in measure.figures.values()
        for value in of_period.values()
        if value is not None
    ]
    explained.update(map(float, values))
    for of_period in measure.figures.values():
        explained.add(float(sum(value for value in of_period.values() if value is not None)))
        explained.add(float(len(of_period)))
    if len(values) <= _MOST_PAIRS:
        for one, other in combinations(values, 2):
            explained |= {float(one + other), float(abs(one - other))}
    return explained


def _wrong_extremes(
    message: str, figures: Mapping[Value, _Figure], named: list[_Named]
) -> Iterator[str]:
    """A single force that is said to have the most, or the fewest, and has not."""
    if len({name.force for name in named}) != 1:
        return
    (name, *_) = named
    own = figures.get(name.force)
    values = [value for value in figures.values() if value is not None]
    if own is None:
        return
    is_most = _MOST.search(message) or _LEADS.match(message, name.end + 1)
    if is_most and not _FEWEST.search(message) and own < max(values):
        yield f"{name.words} does not have the highest of these figures"
    if _FEWEST.search(message) and not _MOST.search(message) and own > min(values):
        yield f"{name.words} does not have the lowest of these figures"


def _wrong_comparison(
    message: str, figures: Mapping[Value, _Figure], named: list[_Named]
) -> Iterator[str]:
    """A force that is said to have more, or fewer, than others that follow, and has not."""
    compared = re.search(r"(?i)\b(?P<more>more|fewer|less)\b(?:\s+\w+){0,3}?\s+than\s+", message)
    if compared is None or len(re.findall(r"(?i)\bthan\b", message)) != 1:
        return
    before = [name for name in named if name.end <= compared.start()]
    after = [name for name in named if name.start >= compared.end()]
    # The others follow at once, or "than" goes on with something else.
    if len({name.force for name in before}) != 1 or not after or after[0].start != compared.end():
        return
    own = figures.get(before[0].force)
    others = [figures.get(name.force) for name in after]
    known = [value for value in others if value is not None]
    if own is None or len(known) != len(others):
        return
    together = _TOGETHER.search(message) is not None
    if compared["more"].lower() == "more":
        holds = own > (sum(known) if together else max(known))
    else:
        holds = own < (sum(known) if together else min(known))
    if not holds:
        than = " and ".join(name.words for name in after)
        words = compared["more"].lower()
        end = " together" if together else ""
        yield f"{before[0].words} does not have {words} than {than}{end}"
