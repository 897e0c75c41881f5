"""Abbreviations and what they stand for, found in the texts of a briefing."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from briefing_app.model.search import words

_SMALL_WORDS: Final = ("a", "and", "by", "de", "for", "in", "of", "on", "the", "to", "with", "&")
_SMALL: Final = "|".join(_SMALL_WORDS)
_CAPITAL: Final = "[A-ZÀ-ÖØ-ÞŴŶ]"
# Without a limit, a long text without spaces would take quadratic time.
_NAME: Final = rf"{_CAPITAL}[\w'’-]{{0,40}}"
# "National Crime Agency", "HM Inspectorate of Constabulary and Fire & Rescue Services".
_NAMES: Final = rf"{_NAME}(?:,?[ \u00a0](?:(?:{_SMALL})[ \u00a0]){{0,2}}{_NAME})+"
_IN_BRACKETS: Final = rf"[ \u00a0]\(({_CAPITAL}[A-Za-z&]{{1,11}})\)"
_MIN_LENGTH: Final = 3  # letters, if the texts don't use it themselves
_MAX_LENGTH: Final = 10  # words
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
            for end in range(start + 2, min(start + _MAX_LENGTH, len(run)) + 1):
                part = run[start:end]
                if part[0] in _SMALL_WORDS or part[-1] in _SMALL_WORDS:
                    continue
                for initials in _initials(part):
                    if len(initials) >= _MIN_LENGTH:
                        yield initials, " ".join(part)


def _defined(text: str) -> Iterator[tuple[str, str]]:
    """Yield each abbreviation in brackets, and the words before it with these initials."""
    for match in re.finditer(_IN_BRACKETS, text):
        abbreviation = match.group(1)
        before = text[max(0, match.start() - _MAX_TEXT_BEFORE) : match.start()].split()
        singular = abbreviation.removesuffix("s")
        wanted = {abbreviation.lower(), singular.lower()}
        for count in range(2, min(_MAX_LENGTH, len(before)) + 1):
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
