"""British and American spellings of a word, and words that are nearly the same."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

# The beginnings of words that are spelt in two ways, British first.
_BEGINNINGS: Final = (
    ("ageing", "aging"),
    ("anaesth", "anesth"),
    ("analogue", "analog"),
    ("archaeolog", "archeolog"),
    ("armour", "armor"),
    ("artefact", "artifact"),
    ("behaviour", "behavior"),
    ("cancell", "cancel"),
    ("catalogu", "catalog"),
    ("centre", "center"),
    ("colour", "color"),
    ("counsell", "counsel"),
    ("defence", "defense"),
    ("dialogue", "dialog"),
    ("discolour", "discolor"),
    ("endeavour", "endeavor"),
    ("enquir", "inquir"),
    ("enrol", "enroll"),
    ("favour", "favor"),
    ("fibre", "fiber"),
    ("flavour", "flavor"),
    ("fuell", "fuel"),
    ("fulfil", "fulfill"),
    ("grey", "gray"),
    ("harbour", "harbor"),
    ("honour", "honor"),
    ("humour", "humor"),
    ("instal", "install"),
    ("jewell", "jewel"),
    ("judgement", "judgment"),
    ("kilometre", "kilometer"),
    ("labell", "label"),
    ("labour", "labor"),
    ("licence", "license"),
    ("litre", "liter"),
    ("manoeuvr", "maneuver"),
    ("metre", "meter"),
    ("misbehaviour", "misbehavior"),
    ("misdemeanour", "misdemeanor"),
    ("modell", "model"),
    ("mould", "mold"),
    ("neighbour", "neighbor"),
    ("odour", "odor"),
    ("offence", "offense"),
    ("orthopaed", "orthoped"),
    ("paed", "ped"),
    ("plough", "plow"),
    ("practise", "practice"),
    ("pretence", "pretense"),
    ("programme", "program"),
    ("rigour", "rigor"),
    ("rumour", "rumor"),
    ("savour", "savor"),
    ("sceptic", "skeptic"),
    ("signall", "signal"),
    ("skilful", "skillful"),
    ("theatre", "theater"),
    ("totall", "total"),
    ("travell", "travel"),
    ("tumour", "tumor"),
    ("vapour", "vapor"),
    ("vigour", "vigor"),
    ("wilful", "willful"),
    ("woollen", "woolen"),
)
_ISE: Final = "(?<=....[iy])[sz](?![sz])"  # in "recognised" and "analyze", not in "prize"


def spellings(word: str) -> tuple[str, ...]:
    """Return a word, and how it is spelt on the other side of the Atlantic.

    Args:
        word: A folded word, or its beginning. Its other spelling need not be a word.
    """
    found = {word: None}
    *_, last = (None, *re.finditer(_ISE, word))
    if last is not None:
        other = "z" if last.group() == "s" else "s"
        found[word[: last.start()] + other + word[last.end() :]] = None
    for pair in _BEGINNINGS:
        for here, there in (pair, reversed(pair)):
            if word.startswith(here):
                found[there + word.removeprefix(here)] = None
            elif here.startswith(word) and not there.startswith(word):
                found[there] = None
    return tuple(found)


_MIN_LENGTH: Final = 4  # letters of a word that may be misspelt
_MIN_LENGTH_OF_TWO: Final = 7  # letters of one with two mistakes
_MAX_WORDS: Final = 50_000


class Vocabulary:
    """The words of a briefing, among which near ones are found.

    Args:
        words: Each folded word, and in how many rows it is. Words with digits are left out, and so
            are all beyond 50,000.
    """

    def __init__(self, words: Iterable[tuple[str, int]]) -> None:
        self._counts = {word: count for word, count in islice(words, _MAX_WORDS) if word.isalpha()}
        self._sorted = sorted(self._counts)
        self._by_length: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        for word in self._sorted:
            self._by_length[len(word)].append((word, _letters(word)))

    def has_beginning(self, beginning: str) -> bool:
        """Return whether a word begins with these letters."""
        at = bisect_left(self._sorted, beginning)
        return at < len(self._sorted) and self._sorted[at].startswith(beginning)

    def near(self, word: str) -> list[str]:
        """Return the words that differ in one letter, or two if it is long; the nearest first.

        A letter may be another one, missing, too many, or swapped with the one after it.
        """
        if len(word) < _MIN_LENGTH or not word.isalpha():
            return []
        found = self._within(word, 1)
        if not found and len(word) >= _MIN_LENGTH_OF_TWO:
            found = self._within(word, 2)
        return [other for *_, other in sorted(found)]

    def _within(self, word: str, limit: int) -> list[tuple[int, int, str]]:
        """Return the words with at most so many mistakes: distance, rareness, word."""
        letters = _letters(word)
        return [
            (distance, -self._counts[other], other)
            for length in range(len(word) - limit, len(word) + limit + 1)
            for other, other_letters in self._by_length.get(length, ())
            # Each mistake adds or removes at most one letter of each word. Whoever makes two gets
            # the first letter right.
            if (letters ^ other_letters).bit_count() <= 2 * limit
            and (limit == 1 or other[0] == word[0])
            and (distance := _distance(word, other, limit)) <= limit
        ]


def _letters(word: str) -> int:
    """Return a number with one bit for each of the letters."""
    bits = 0
    for letter in word:
        bits |= 1 << ord(letter) % 64
    return bits


def _distance(word: str, other: str, limit: int) -> int:
    """Return how many mistakes make one word of the other; any number above the limit if more."""
    before: Sequence[int] = ()
    row = list(range(len(other) + 1))
    for at, letter in enumerate(word):
        next_row = [at + 1]
        for place, letter_there in enumerate(other):
            least = min(row[place] + (letter != letter_there), row[place + 1] + 1, next_row[-1] + 1)
            if at and place and letter == other[place - 1] and letter_there == word[at - 1]:
                least = min(least, before[place - 1] + 1)
            next_row.append(least)
        if min(next_row) > limit:
            return limit + 1
        before, row = row, next_row
    return row[-1]
