"""The police forces of the United Kingdom, so that officers find theirs in every briefing."""

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Final, NamedTuple

from briefing_app.files.paths import KNOWN_FORCES
from briefing_app.model.report import Force, force_labels
from briefing_app.model.search import words

_KIND_OF_FORCE: Final = re.compile(r" (?:Police(?: Service)?|Constabulary)$")
_NOT_LISTED: Final = 0  # the id of a force that the briefing doesn't list


class KnownForce(NamedTuple):
    """One police force, with the nation that it polices."""

    name: str
    short_name: str
    nation: str


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


def name_without_kind(name: str) -> str:
    """Return the name of a force without "Police" or "Constabulary" at its end."""
    return _KIND_OF_FORCE.sub("", name)


def _names_of(force: Force | KnownForce) -> frozenset[str]:
    return _spellings(force.name) | _spellings(force.short_name)


def _spellings(name: str) -> frozenset[str]:
    """Return a name and what is left without its kind, whatever case, accents and marks it has."""
    folded = (" ".join(words(each)) for each in (name, name_without_kind(name)))
    return frozenset(each for each in folded if each)
