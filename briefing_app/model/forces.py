"""The police forces of the United Kingdom, for officers who look for their own in a briefing."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Final, NamedTuple

from briefing_app.files.paths import KNOWN_FORCES
from briefing_app.model.report import Finding, Force, Measure, Quote, Report, force_labels
from briefing_app.model.search import words
from briefing_app.model.wording import counted

_KIND_OF_FORCE: Final = re.compile(r" (?:Police(?: Service)?|Constabulary)$")
_NOT_LISTED: Final = 0  # the id of a force that the briefing doesn't list


class KnownForce(NamedTuple):
    """One police force."""

    name: str
    short_name: str


@cache
def known_forces() -> tuple[KnownForce, ...]:
    """Return all forces that come with the program, by name."""
    with KNOWN_FORCES.open(encoding="utf-8", newline="") as file:
        return tuple(KnownForce(**row) for row in csv.DictReader(file))


def force_named(name: str, listed: Sequence[Force]) -> Force:
    """Return the force with a name, as the briefing lists it if it does.

    A briefing may call it otherwise, such as "West Midlands" for "West Midlands Police".

    Args:
        name: The full name, as it was chosen in this briefing or in another one.
        listed: The forces that the briefing lists.
    """
    for force in listed:
        if force.name == name:
            return force
    names = _spellings(name)
    known = next((each for each in known_forces() if names & _names_of(each)), None)
    if known is not None:
        names |= _names_of(known)
    same = [force for force in listed if names & _names_of(force)]
    if len(same) == 1:
        return same[0]
    if known is not None:
        return Force(_NOT_LISTED, known.name, known.short_name)
    return Force(_NOT_LISTED, name, name)


def forces_to_choose(listed: Sequence[Force]) -> dict[Force, str]:
    """Return the forces of a briefing and all other known ones with their labels, by label."""
    names = frozenset[str]().union(*map(_names_of, listed))
    forces = [
        *listed,
        *(
            Force(_NOT_LISTED, known.name, known.short_name)
            for known in known_forces()
            if not names & _names_of(known)
        ),
    ]
    labels = force_labels(forces)
    return dict(sorted(labels.items(), key=lambda item: item[1].casefold()))


def find_forces(text: str, choices: Mapping[Force, str]) -> list[Force]:
    """Return the forces that a user may mean: those that begin with what was typed come first.

    Then come those with a word that begins with it.

    Args:
        text: What was typed: parts of the short or the full name. Accents and case don't count.
        choices: The forces to choose from with their labels, in the order of the list.
    """
    typed = words(text)
    phrase = " ".join(typed)
    found: list[tuple[int, Force]] = []
    for force, label in choices.items():
        names = [" ".join(words(each)) for each in (label, force.name, force.short_name)]
        if all(any(part in name for name in names) for part in typed):
            is_first = any(name.startswith(phrase) for name in names)
            is_word = any(f" {phrase}" in name for name in names)
            found.append((0 if is_first else 1 if is_word else 2, force))
    return [force for _, force in sorted(found, key=itemgetter(0))]


def _name_without_kind(name: str) -> str:
    """Return the name of a force without "Police" or "Constabulary" at its end."""
    return _KIND_OF_FORCE.sub("", name)


def _names_of(force: Force | KnownForce) -> frozenset[str]:
    return _spellings(force.name) | _spellings(force.short_name)


def _spellings(name: str) -> frozenset[str]:
    """Return a name and what is left without its kind, whatever case, accents and marks it has."""
    folded = (" ".join(words(each)) for each in (name, _name_without_kind(name)))
    return frozenset(each for each in folded if each)


_MAX_NUMBERS: Final = 5  # findings that are listed one by one


class ForceMentions(NamedTuple):
    """The findings, quotes and figures of a briefing that name a force.

    Args:
        label: Its name in lists.
        findings: The findings that are about it.
        quotes: The quotes that are about it.
        measures: The measures that have figures for it.
        figure_count: The number of these figures, the missing ones included.
        is_in_other_texts: Whether its name is in any other text of the briefing.
    """

    label: str
    findings: tuple[Finding, ...]
    quotes: tuple[Quote, ...]
    measures: tuple[Measure, ...]
    figure_count: int
    is_in_other_texts: bool

    @property
    def findings_text(self) -> str:
        """The numbers of the findings, or how many there are; empty if there is none."""
        numbers = [str(finding.position) for finding in self.findings]
        if len(numbers) > _MAX_NUMBERS:
            return self.findings_count
        if len(numbers) > 1:
            return f"findings {', '.join(numbers[:-1])} and {numbers[-1]}"
        return "".join(f"finding {number}" for number in numbers)

    @property
    def findings_count(self) -> str:
        """How many findings there are; empty if there is none."""
        return counted(len(self.findings), "finding") if self.findings else ""

    @property
    def quotes_text(self) -> str:
        """How many quotes there are; empty if there is none."""
        return counted(len(self.quotes), "quote") if self.quotes else ""

    @property
    def figures_text(self) -> str:
        """How many figures there are; empty if there is none."""
        return counted(self.figure_count, "figure") if self.figure_count else ""

    @property
    def parts(self) -> tuple[str, ...]:
        """What the force is in: findings, quotes, figures, as far as there are any."""
        texts = (self.findings_text, self.quotes_text, self.figures_text)
        return tuple(text for text in texts if text)

    @property
    def text(self) -> str:
        """All of it as one sentence."""
        if self.parts:
            *others, last = self.parts
            places = f"{', '.join(others)} and {last}" if others else last
            return f"{self.label} is in {places}."
        if self.is_in_other_texts:
            return f"No finding, quote or figure is about {self.label}."
        return f"This briefing doesn’t mention {self.label}."

    @property
    def short_text(self) -> str:
        """The same in fewer words, if there is no part."""
        return (
            f"Nothing about {self.label}"
            if self.is_in_other_texts
            else f"{self.label}: not mentioned"
        )


def find_mentions(report: Report, force: Force) -> ForceMentions:
    """Return where a briefing names a force.

    Authors list the forces of each finding and quote. Texts are searched for the name only if no
    finding, quote or figure is about the force.

    Args:
        report: The briefing.
        force: The force, which the briefing may not list.
    """
    label = force_labels(report.forces).get(force, force.short_name)
    findings = tuple(finding for finding in report.findings if force in finding.forces)
    quotes = tuple(quote for quote in report.quotes if force in quote.forces)
    counts = {
        measure: sum(figure.force == force for figure in measure.figures)
        for measure in report.measures
    }
    measures = tuple(measure for measure, count in counts.items() if count)
    is_found = bool(findings or quotes or measures)
    return ForceMentions(
        label,
        findings,
        quotes,
        measures,
        sum(counts.values()),
        not is_found and _has_name(report, force),
    )


def _has_name(report: Report, force: Force) -> bool:
    """Return whether a text has the words of a name, whatever separates them."""
    names = {force.name, force.short_name, _name_without_kind(force.name)}
    phrases = {_phrase(name) for name in names} - {_phrase("")}
    return any(phrase in text for text in map(_phrase, _texts(report)) for phrase in phrases)


def _phrase(text: str) -> str:
    return f" {' '.join(words(text))} "


def _texts(report: Report) -> Iterator[str]:
    yield from (report.title, report.subtitle, report.summary)
    for source in report.sources:
        yield from (source.title, source.publisher, source.note)
    for speaker in report.speakers:
        yield from (speaker.name, speaker.role)
    for finding in report.findings:
        yield from (finding.headline, finding.detail, finding.excerpt, finding.locator)
        yield from (finding.caution, finding.prompt)
    for quote in report.quotes:
        yield from (quote.text, quote.locator)
    for measure in report.measures:
        yield from (measure.title, measure.message, measure.unit)
        yield from (measure.definition, measure.caveat, measure.locator)
        yield from {figure.locator for figure in measure.figures}
    for entry in report.running_order:
        yield from (entry.title, entry.text, entry.notes, entry.answer)
        yield from entry.options
