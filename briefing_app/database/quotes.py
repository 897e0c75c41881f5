"""Verifies that quotes and excerpts are, word for word, in the text of their source.

Verification compares every character from one word boundary to another; runs of white space count
as equal, and of a web page only what a reader sees is compared. It does not cover who said the
words. If their place is a paragraph by its number, or is left empty, a warning says the right one;
another place is not judged. A source is verified, and the hash of its text is stored in
``sources.sha256``, only if every quote and excerpt from it is in that text.

The source's text is often under copyright and can't be kept with the rows. A build can therefore
record what it verified: one `VerifiedText`, hashes only, for each quote and excerpt. A later build
without the text accepts that record as long as it covers every quote and excerpt from the source.
The record guards against mistakes, not against forgery.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, NamedTuple

from briefing_app.database.source_rows import BriefingRows, SourceRow, VerifiedText
from briefing_app.database.source_text import (
    Place,
    SourceText,
    SourceTextError,
    complete_words,
    find_words,
    read_place,
    read_text,
)
from briefing_app.model.text import single_line
from briefing_app.problems import Problem, TableLocation

_VERBATIM_COLUMNS: Final = (("quotes", "text"), ("findings", "excerpt"))
_GIVE_TEXT: Final = "give the source’s text"
_MAX_PLACES: Final = 3  # of the same words


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of verifying every quote and excerpt.

    Args:
        failures: Texts that are not in the source that they name; the briefing must not be built.
        warnings: Why a source is not verified, although no mistake was found, and places that are
            missing or wrong.
        sha256: The id of each verified source to the hash of its text.
        compared: Those of them whose text was given, and not an earlier record.
        verified_texts: The record for later builds.
    """

    failures: list[Problem]
    warnings: list[Problem]
    sha256: dict[int, str]
    compared: dict[int, str]
    verified_texts: frozenset[VerifiedText]


@dataclass(frozen=True, slots=True)
class _Excerpt:
    """A quote or an excerpt, and where it is in the rows."""

    row: SourceRow
    column: str
    text: str


def hash_text(text: str) -> str:
    """Return the SHA-256 of a quote or excerpt in UTF-8, each run of white space as one space."""
    return sha256(single_line(text).encode()).hexdigest()


def cited_words(rows: BriefingRows) -> dict[int, list[str]]:
    """Return source id to every quote and excerpt from that source, each on one line."""
    cited = sorted(_excerpts_by_source(rows).items())
    return {source: [single_line(each.text) for each in excerpts] for source, excerpts in cited}


def verified_texts(rows: BriefingRows) -> frozenset[VerifiedText]:
    """Return the record that a build made, from the rows of the briefing that it built.

    Args:
        rows: The rows; each verified source has its hash.
    """
    sha256 = {
        row.values["id"]: str(row.values.get("sha256", ""))
        for row in rows.tables.get("sources", ())
    }
    return frozenset(
        VerifiedText(source, sha256[source], hash_text(excerpt.text))
        for source, excerpt in _excerpts(rows)
        if sha256.get(source)
    )


def verify_quotes(
    rows: BriefingRows, source_texts: Mapping[int, bytes | SourceText]
) -> Verification:
    """Verify every quote and excerpt by the text of its source or else by an earlier record.

    Args:
        rows: The rows; what breaks a rule in them is left out.
        source_texts: Source id to its text, or the bytes of a file with it, as
            `source_text.read_text` takes them.
    """
    failures: list[Problem] = []
    warnings: list[Problem] = []
    hashes: dict[int, str] = {}
    verified: set[VerifiedText] = set()
    sources = {row.values.get("id"): row for row in rows.tables.get("sources", ())}
    cited = {
        source: excerpts
        for source, excerpts in _excerpts_by_source(rows).items()
        if source in sources
    }
    for source in () if rows.problems else sorted(source_texts.keys() - sources.keys()):
        what = f"a text was given for source {source}, but there is no such source"
        remedy = "use the number of a source that exists"
        failures.append(Problem(TableLocation("sources"), what, remedy))
    texts: dict[int, SourceText] = {}
    for source in sorted(source_texts.keys() & sources.keys()):
        content = source_texts[source]
        try:
            texts[source] = content if isinstance(content, SourceText) else read_text(content)
        except SourceTextError as error:
            what = f"the text given for this source {error.what}"
            failures.append(Problem(sources[source].location, what, error.remedy))
    for source, excerpts in sorted(cited.items()):
        if source in texts:
            differing = list(_differing(source, excerpts, texts))
            failures += differing
            warnings += _wrong_places(excerpts, texts[source])
            sha256 = "" if differing else texts[source].sha256
        elif source in source_texts:
            sha256 = ""
        else:
            record = [text for text in rows.proof if text.source_id == source]
            sha256 = _verify_by_record(sources[source], excerpts, record, warnings)
        if sha256:
            hashes[source] = sha256
            verified.update(
                VerifiedText(source, sha256, hash_text(excerpt.text)) for excerpt in excerpts
            )
    compared = {source: sha256 for source, sha256 in hashes.items() if source in source_texts}
    return Verification(failures, warnings, hashes, compared, frozenset(verified))


def _excerpts_by_source(rows: BriefingRows) -> dict[int, list[_Excerpt]]:
    """Return source id to every quote and excerpt from that source."""
    cited: defaultdict[int, list[_Excerpt]] = defaultdict(list)
    for source, excerpt in _excerpts(rows):
        cited[source].append(excerpt)
    return dict(cited)


def _excerpts(rows: BriefingRows) -> Iterator[tuple[int, _Excerpt]]:
    """Yield every quote and excerpt after the id of its source."""
    for table, column in _VERBATIM_COLUMNS:
        for row in rows.tables.get(table, ()):
            text, source = row.values.get(column), row.values.get("source_id")
            if isinstance(text, str) and text.strip() and isinstance(source, int):
                yield source, _Excerpt(row, column, text)


def _differing(
    source: int, excerpts: list[_Excerpt], texts: Mapping[int, SourceText]
) -> Iterator[Problem]:
    """Yield a problem for each text that is not in its source."""
    for excerpt in excerpts:
        words = single_line(excerpt.text)
        what, remedy = describe_difference(words, texts[source].words)
        if not what:
            continue
        others = (each for each, text in texts.items() if find_words(words, text.words) >= 0)
        if (other := next(others, None)) is not None:
            what = f"these words are in source {other}, not in source {source}"
            remedy = f"write {other}, or copy the words from source {source}"
            yield Problem(excerpt.row.location_of("source_id"), what, remedy)
        else:
            yield Problem(excerpt.row.location_of(excerpt.column), what, remedy)


def _wrong_places(excerpts: list[_Excerpt], text: SourceText) -> Iterator[Problem]:
    """Yield a problem for each text whose place is left empty, or is another paragraph."""
    for excerpt in excerpts:
        written = single_line(str(excerpt.row.values.get("locator") or ""))
        stated = read_place(written)
        if written and stated is None:
            continue
        places = _places(single_line(excerpt.text), text)
        if not places or (stated is not None and any(map(stated.overlaps, places))):
            continue
        where = " or ".join(map(str, places))
        what = f"the words are in {where}, not in {written}" if stated else "the place is missing"
        remedy = f"write {' or '.join(f'“{place}”' for place in places)}"
        yield Problem(excerpt.row.location_of("locator"), what, remedy)


def _places(words: str, text: SourceText) -> list[Place]:
    """Return the places of words in a text; none if there are too many to name."""
    places: list[Place] = []
    at = find_words(words, text.words)
    while at >= 0 and len(places) <= _MAX_PLACES:
        place = text.place_of(at, at + len(words))
        if place not in places:
            places.append(place)
        at = find_words(words, text.words, at + len(words))
    return places if len(places) <= _MAX_PLACES else []


def _verify_by_record(
    source: SourceRow,
    excerpts: list[_Excerpt],
    record: list[VerifiedText],
    warnings: list[Problem],
) -> str:
    """Return the hash in the source's record; empty, with warnings added, if it lacks anything."""
    source_hashes = {text.source_sha256 for text in record}
    if len(source_hashes) != 1:
        what = (
            "this source’s quotes were checked against several texts, so it counts as unchecked"
            if source_hashes
            else "the words quoted from this source were not checked against its text"
        )
        warnings.append(Problem(source.location, what, _GIVE_TEXT))
        return ""
    known = {text.text_sha256 for text in record}
    missing = [excerpt for excerpt in excerpts if hash_text(excerpt.text) not in known]
    for excerpt in missing:
        what = "these words are new or were changed, so their source now counts as unchecked"
        warnings.append(Problem(excerpt.row.location_of(excerpt.column), what, _GIVE_TEXT))
    return "" if missing else source_hashes.pop()


_MAX_CONTEXT_LENGTH: Final = 40  # characters on either side of a difference
_MIN_MATCHING_WORDS: Final = 3  # at the end of a quote, to describe the difference before them

_LOOK_ALIKES: Final = ("'\"‘’‚‛“”„‟′″`´", "-‐‑‒–—―−", ".…")
_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
OPENING_QUOTATION_MARKS: Final = "\"'“‘„‚«‹»›"
"""The marks that open a quotation in any language."""
_CLOSING_QUOTATION_MARKS: Final = "\"'”’“‘»›«‹"

_WORD: Final = re.compile(r"\S+")
_RUN_WORDS: Final = 3  # of a quote that are matched as a phrase
_MAX_RUNS: Final = 20  # of a quote
_MAX_PLACES_OF_RUN: Final = 50  # in the source

_NOT_FOUND: Final = "not even the beginning of these words is in the source"


def describe_difference(quote: str, source: str) -> tuple[str, str]:
    """Compare a quote with its source.

    Args:
        quote: The quote, each run of white space as one space.
        source: The text of the source, likewise.

    Returns:
        What differs and what to do about it, each as a sentence without a full stop. Both are empty
        if the quote is in the source, word for word.
    """
    difference = _difference(quote, source)
    if not difference:
        return "", ""
    remedy = "copy the words exactly from the source"
    inside = text_in_quotation_marks(quote)
    if not inside:
        return difference, remedy
    if not _difference(inside, source):
        what = "the source has these words, but not the quotation marks around them"
        return what, "delete the quotation marks around them"
    if difference == _NOT_FOUND:
        return _difference(inside, source), f"{remedy}, without quotation marks around them"
    return difference, remedy


def text_in_quotation_marks(quote: str) -> str:
    """Return the text within quotation marks; empty if there are none around the quote."""
    if quote and quote[0] in OPENING_QUOTATION_MARKS and quote[-1] in _CLOSING_QUOTATION_MARKS:
        return quote[1:-1].strip()
    return ""


def _difference(quote: str, source: str) -> str:
    """Return how a quote differs from its source, as a sentence; empty if it doesn't."""
    if find_words(quote, source) >= 0:
        return ""
    if quote in source:
        return "in the source, these words begin or end in the middle of a word"
    part = _nearest_part(quote, source)
    near = source[part.start : part.end]
    length = _longest_match(quote, near, from_end=False)
    # Go back to the beginning of the word, so that complete words are compared.
    same = quote[: quote.rfind(" ", 0, length) + 1]
    begins = _all_places(quote[:length], near)
    begin = min(begins, key=lambda at: abs(part.start + at - part.expected), default=0) + part.start
    if not same or abs(begin - part.expected) > part.tolerance:
        return _difference_before_end(quote, source, part)
    end = begin + len(same)
    there = source[end : end + len(quote) + _MAX_CONTEXT_LENGTH]
    return (
        f"after “{_last_words(same)}” the source continues “{_first_words(there)}”, "
        f"not “{_first_words(quote[len(same) :])}”"
        f"{_name_character(quote[len(same) :], there)}"
    )


class _Part(NamedTuple):
    """The part of a source with the words that are most like a quote.

    Args:
        start: Where it starts, with some more before the words.
        end: Where it ends.
        expected: Where the words of the quote begin, as far as that is known.
        tolerance: How many characters that may be wrong.
        is_known: Whether there are such words, or else this is all of the source.
    """

    start: int
    end: int
    expected: int
    tolerance: int
    is_known: bool = True


def _nearest_part(quote: str, source: str) -> _Part:
    """Return the part of a source that has most of a quote's runs of words, or else all of it."""
    words = [found.span() for found in _WORD.finditer(quote)]
    spans = [
        (start, end) for (start, _), (_, end) in zip(words, words[_RUN_WORDS - 1 :], strict=False)
    ]
    spans = spans[:: 1 + len(spans) // _MAX_RUNS]
    # Where the quote would begin, if it were the same up to this run.
    places = sorted(
        at - start for start, end in spans for at in _all_places(quote[start:end], source)
    )
    if not places:
        return _Part(0, len(source), 0, len(source), is_known=False)
    tolerance = _MAX_CONTEXT_LENGTH + len(quote) // 5
    counts = [bisect_right(places, place + tolerance) - at for at, place in enumerate(places)]
    expected = places[counts.index(max(counts))]
    end = expected + len(quote) + 2 * tolerance
    return _Part(max(0, expected - tolerance), end, expected, tolerance)


def _all_places(words: str, text: str) -> list[int]:
    """Return where words are in a text; only the first places if they are very common."""
    places: list[int] = []
    at = text.find(words) if words else -1
    while at >= 0 and len(places) < _MAX_PLACES_OF_RUN:
        places.append(at)
        at = text.find(words, at + 1)
    return places


def _difference_before_end(quote: str, source: str, part: _Part) -> str:
    """Return how a quote differs from its source if only the end of it is there."""
    near = source[part.start : part.end]
    length = _longest_match(quote, near, from_end=True)
    tail = quote[-length:] if length else ""
    # Go on to the beginning of a word, so that complete words are compared.
    begin = tail.find(" ")
    same = tail[begin:] if begin >= 0 else ""
    if len(same.split()) < _MIN_MATCHING_WORDS:
        if not part.is_known:
            return _NOT_FOUND
        # The quote may be longer than the source, or than what is before these words in it.
        last = min(part.expected + len(quote), len(source))
        begin, end = complete_words(source, max(part.expected, 0), last)
        return f"the nearest words in the source are “{_first_words(source[begin:end])}”"
    wanted = part.expected + len(quote) - length - part.start
    start = part.start + begin
    start += min(_all_places(tail, near), key=lambda at: abs(at - wanted))
    before = quote[: len(quote) - len(same)]
    there_before = source[max(0, start - len(before) - _MAX_CONTEXT_LENGTH) : start]
    there = _last_words(" ".join(there_before.split()[-len(before.split()) :]))
    return (
        f"before “{_first_words(same.strip())}” the source has “{there}”, "
        f"not “{_last_words(before)}”{_name_character(before[::-1], there_before[::-1])}"
    )


def _longest_match(quote: str, source: str, *, from_end: bool) -> int:
    """Return the length of the longest beginning, or end, of a quote that is in its source."""
    # If one is in the source, so is each shorter one: search by bisection.
    shortest, longest = 0, len(quote)
    while longest - shortest > 1:
        length = (shortest + longest) // 2
        if (quote[-length:] if from_end else quote[:length]) in source:
            shortest = length
        else:
            longest = length
    return shortest


def _name_character(quote: str, source: str) -> str:
    """Name the first differing characters by their code points if they look alike or invisible."""
    for quoted, expected in zip(quote, source, strict=False):
        if quoted != expected:
            if expected in _INVISIBLE:
                return f" (the source has an invisible U+{ord(expected):04X} there)"
            if quoted in _INVISIBLE:
                return f" (there is an invisible U+{ord(quoted):04X} here)"
            if any(quoted in group and expected in group for group in _LOOK_ALIKES):
                return f" (U+{ord(expected):04X} {expected}, not U+{ord(quoted):04X} {quoted})"
            break
    return ""


def _first_words(text: str) -> str:
    if len(text) <= _MAX_CONTEXT_LENGTH:
        return text
    return f"{text[:_MAX_CONTEXT_LENGTH].rsplit(' ', 1)[0]} …"


def _last_words(text: str) -> str:
    text = text.rstrip()
    if len(text) <= _MAX_CONTEXT_LENGTH:
        return text
    return f"… {text[-_MAX_CONTEXT_LENGTH:].split(' ', 1)[-1]}"
