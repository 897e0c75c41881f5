"""Other ways to write a word: British, American and near ones, and what abbreviations stand for."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from briefing_app.model.search import words

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


_SMALL_WORDS: Final = ("a", "and", "by", "de", "for", "in", "of", "on", "the", "to", "with", "&")
_SMALL: Final = "|".join(_SMALL_WORDS)
_CAPITAL: Final = "[A-ZÀ-ÖØ-ÞŴŶ]"
# Without a limit, a long text without spaces would take quadratic time.
_NAME: Final = rf"{_CAPITAL}[\w'’-]{{0,40}}"
# "National Crime Agency", "HM Inspectorate of Constabulary and Fire & Rescue Services".
_NAMES: Final = rf"{_NAME}(?:,?[ \u00a0](?:(?:{_SMALL})[ \u00a0]){{0,2}}{_NAME})+"
_IN_BRACKETS: Final = rf"[ \u00a0]\(({_CAPITAL}[A-Za-z&]{{1,11}})\)"
_MIN_INITIALS: Final = 3  # letters, if the texts don't use it themselves
_LONGEST_MEANING: Final = 10  # words
_MAX_RUN: Final = 20  # words with capitals, one after the other
_MAX_TEXT_BEFORE: Final = 200  # characters before an abbreviation in brackets
_MAX_CHARACTERS: Final = 1_000_000
_MAX_FOUND: Final = 20_000
_MAX_MEANINGS: Final = 4


def find_abbreviations(texts: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return abbreviations that readers may use for what the texts write in full.

    These are the initials of words that begin with a capital, with or without the small words
    between them, and abbreviations in brackets behind what they stand for. In very long texts, only
    the beginning is read.

    Args:
        texts: The texts, those that matter most first.

    Returns:
        Folded abbreviation to what it stands for, as phrases that `search.terms` would return.
    """
    found: dict[str, dict[str, None]] = {}
    characters = 0
    for text in texts:
        characters += len(text)
        if characters > _MAX_CHARACTERS or len(found) > _MAX_FOUND:
            break
        for abbreviation, meaning in (*_defined(text), *_initialled(text)):
            meanings = found.setdefault(abbreviation.lower(), {})
            if len(meanings) < _MAX_MEANINGS:
                meanings[" ".join(words(meaning))] = None
    return {abbreviation: tuple(meanings) for abbreviation, meanings in found.items()}


def _initialled(text: str) -> Iterator[tuple[str, str]]:
    """Yield the initials of each run of words with capitals, and the run."""
    for names in re.finditer(_NAMES, text):
        run = names.group().replace(",", "").split()[:_MAX_RUN]
        for start in range(len(run)):
            for end in range(start + 2, min(start + _LONGEST_MEANING, len(run)) + 1):
                part = run[start:end]
                if part[0] in _SMALL_WORDS or part[-1] in _SMALL_WORDS:
                    continue
                for initials in _initials(part):
                    if len(initials) >= _MIN_INITIALS:
                        yield initials, " ".join(part)


def _defined(text: str) -> Iterator[tuple[str, str]]:
    """Yield each abbreviation in brackets, and the words before it with these initials."""
    for match in re.finditer(_IN_BRACKETS, text):
        abbreviation = match.group(1)
        before = text[max(0, match.start() - _MAX_TEXT_BEFORE) : match.start()].split()
        singular = abbreviation.removesuffix("s")
        wanted = {abbreviation.lower(), singular.lower()}
        for count in range(2, min(_LONGEST_MEANING, len(before)) + 1):
            part = before[-count:]
            if part[0] not in _SMALL_WORDS and wanted & {*map(str.lower, _initials(part))}:
                yield from ((each, " ".join(part)) for each in (abbreviation, singular))
                break


def _initials(run: Sequence[str]) -> set[str]:
    """Return the initials of words, with and without those of small words."""
    large = [word for word in run if word not in _SMALL_WORDS]
    all_but_signs = [word for word in run if word != "&"]
    return {"".join(map(_initial, large)), "".join(map(_initial, all_but_signs))}


def _initial(word: str) -> str:
    """Return the first letter of a word and of its parts; all of an abbreviation such as HM."""
    if word.isupper():
        return word
    return "".join(part[0] for part in word.split("-") if part[:1].isalpha())
