"""Proves that quotes and excerpts stand word for word in their source.

What is proved is that a text stands in the source: every character, between the edges of words,
with runs of white space taken as equal. Who said it, and where in the source it stands, is the
author's word. A source is called verified, by the hash of its text in ``sources.sha256``, only
if every quote and excerpt that names it was proved; one that was not, and it is not.

The source's text is often somebody's copyright and can't be kept with the rows. So a build can
leave a note of what it proved: one `VerifiedText` for each quote and excerpt, hashes only. A later
build without the text goes by the note as long as every quote and excerpt of the source is in it; a
word changed since then is not, and the source is unverified until it is proved again. The note is
as honest as whoever keeps it: it guards against mistakes, not against forgery.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Final, NamedTuple

from briefing_app.database.source_rows import BriefingRows, SourceRow, VerifiedText
from briefing_app.errors import Problem, TableLocation

_VERBATIM: Final = (("quotes", "text"), ("findings", "excerpt"))
_SHOWN: Final = 40  # characters on either side of a difference
_ALIKE: Final = ("'\"‘’‚‛“”„‟′″`´", "-‐‑‒–—―−", ".…")  # signs that are easily taken for others
_UNSEEN: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # signs that are not shown, or seldom
_OPENING: Final = frozenset("\"'“‘„‚«‹»›")  # quotation marks, in whatever language
_CLOSING: Final = frozenset("\"'”’“‘»›«‹")
_NOWHERE: Final = "not even the beginning of these words stands in the source"
_ENOUGH: Final = 3  # words that are alike, to tell what the others should have been


class Verification(NamedTuple):
    """What could be proved.

    Args:
        failures: Texts that do not stand in the source they name; a briefing must not be built.
        warnings: Why a source is not verified, although nothing is known to be wrong.
        sha256: Source id to the hash of the text that everything from it was proved against.
        proved: The note for later builds.
    """

    failures: list[Problem]
    warnings: list[Problem]
    sha256: dict[int, str]
    proved: frozenset[VerifiedText]


class _Text(NamedTuple):
    """A quote or an excerpt."""

    row: SourceRow
    column: str
    words: str


def text_sha256(text: str) -> str:
    """The hash of a quote or excerpt: of its UTF-8, each run of white space made one space."""
    return hashlib.sha256(_one_spaced(text).encode()).hexdigest()


def cited_sources(rows: BriefingRows) -> frozenset[int]:
    """The ids of the sources that a quote or an excerpt names."""
    return frozenset(_cited(rows))


def verified_texts(rows: BriefingRows) -> frozenset[VerifiedText]:
    """The note that a build left, worked out from the rows of the briefing that it built.

    Args:
        rows: The rows, each source that is verified with its hash.
    """
    sha256 = {
        row.values["id"]: str(row.values.get("sha256", ""))
        for row in rows.tables.get("sources", ())
    }
    return frozenset(
        VerifiedText(source, sha256[source], text_sha256(text.words))
        for source, texts in _cited(rows).items()
        if sha256.get(source)
        for text in texts
    )


def verify_quotes(rows: BriefingRows, source_texts: Mapping[int, bytes]) -> Verification:
    """Prove every quote and excerpt as far as the sources' texts, or an earlier note, allow.

    Args:
        rows: The rows, all rules of the format holding.
        source_texts: Source id to the bytes of a file with its text in UTF-8.
    """
    proof = Verification([], [], {}, frozenset())
    proved: set[VerifiedText] = set()
    cited = _cited(rows)
    sources = {row.values["id"]: row for row in rows.tables.get("sources", ())}
    for source in sorted(source_texts.keys() - sources.keys()):
        what = f"a text was given for source {source}, but there is no such source"
        proof.failures.append(
            Problem(TableLocation("sources"), what, "give it for a source that is there")
        )
    for source, texts in sorted(cited.items()):
        if source in source_texts:
            sha256 = _prove_by_text(sources[source], texts, source_texts[source], proof.failures)
        else:
            sha256 = _prove_by_note(sources[source], source, texts, rows.proof, proof.warnings)
        if sha256:
            proof.sha256[source] = sha256
            proved.update(VerifiedText(source, sha256, text_sha256(text.words)) for text in texts)
    for source in sorted(source_texts.keys() & sources.keys() - cited.keys()):
        what = "a text was given for this source, but nothing is quoted from it"
        proof.warnings.append(Problem(sources[source].location, what))
    return proof._replace(proved=frozenset(proved))


def _cited(rows: BriefingRows) -> dict[int, list[_Text]]:
    """Source id to every quote and excerpt that names it."""
    cited: defaultdict[int, list[_Text]] = defaultdict(list)
    for table, column in _VERBATIM:
        for row in rows.tables.get(table, ()):
            words, source = row.values.get(column), row.values.get("source_id")
            if isinstance(words, str) and words.strip() and isinstance(source, int):
                cited[source].append(_Text(row, column, words))
    return dict(cited)


def _prove_by_text(
    source: SourceRow, texts: list[_Text], content: bytes, failures: list[Problem]
) -> str:
    """The hash of the source's text; empty if that text can't be read or lacks something."""
    try:
        whole = _one_spaced(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        what = f"the text given for this source is not UTF-8 (byte {error.start:,})"
        failures.append(Problem(source.location, what, "save the text as UTF-8"))
        return ""
    failed = []
    for text in texts:
        difference, remedy = _compared(_one_spaced(text.words), whole)
        if difference:
            failed.append(Problem(text.row.location_of(text.column), difference, remedy))
    failures += failed
    return "" if failed else hashlib.sha256(content).hexdigest()


def _prove_by_note(
    source: SourceRow,
    source_id: int,
    texts: list[_Text],
    note: frozenset[VerifiedText],
    warnings: list[Problem],
) -> str:
    """The hash in the note, if everything from the source is in it; else empty."""
    of_source = [proved for proved in note if proved.source_id == source_id]
    against = {proved.source_sha256 for proved in of_source}
    if len(against) != 1:
        what = (
            "the proof kept for this source is of several texts"
            if against
            else "nothing proves the words quoted from this source, so it is not verified"
        )
        warnings.append(Problem(source.location, what, "build with the source’s text"))
        return ""
    known = {proved.text_sha256 for proved in of_source}
    missing = [text for text in texts if text_sha256(text.words) not in known]
    for text in missing:
        what = "these words are not among those proved, so their source is not verified"
        location = text.row.location_of(text.column)
        warnings.append(Problem(location, what, "build with the source’s text"))
    return "" if missing else against.pop()


def _one_spaced(text: str) -> str:
    return " ".join(text.split())


def _compared(words: str, whole: str) -> tuple[str, str]:
    """Where a text leaves its source, and what to do about it; empty if it stands there."""
    difference = _difference(words, whole)
    remedy = "copy the words from the source as they stand there"
    inside = words[1:-1].strip()
    if not (difference and inside and words[0] in _OPENING and words[-1] in _CLOSING):
        return difference, remedy
    if not _difference(inside, whole):
        what = "the source has these words, but not the quotation marks around them"
        return what, "leave out the quotation marks around it"
    if difference == _NOWHERE:
        return _difference(inside, whole), f"{remedy}, without quotation marks around them"
    return difference, remedy


def _difference(words: str, whole: str) -> str:
    """Where a text leaves its source, as a sentence; empty if it stands there."""
    before = r"(?<!\w)" if re.match(r"\w", words) else ""
    after = r"(?!\w)" if re.match(r"\w", words[-1]) else ""
    if re.search(f"{before}{re.escape(words)}{after}", whole):
        return ""
    if words in whole:
        return "in the source, these words begin or end within a longer word"
    # If a beginning stands in the source, each shorter one does.
    least, most = 0, len(words)
    while most - least > 1:
        length = (least + most) // 2
        if words[:length] in whole:
            least = length
        else:
            most = length
    # Back to the beginning of the word, so that whole words are compared.
    same = words[: words.rfind(" ", 0, least) + 1]
    if not same:
        return _difference_before(words, whole)
    end = whole.index(words[:least]) + len(same)
    return (
        f"after “{_last(same)}” the source goes on “{_first(whole[end:])}”, "
        f"not “{_first(words[len(same) :])}”{_told_apart(words[len(same) :], whole[end:])}"
    )


def _difference_before(words: str, whole: str) -> str:
    """Where a text whose very beginning is not in its source comes to stand there."""
    # If an end stands in the source, each shorter one does.
    least, most = 0, len(words)
    while most - least > 1:
        length = (least + most) // 2
        if words[-length:] in whole:
            least = length
        else:
            most = length
    tail = words[-least:] if least else ""
    # On to the beginning of a word, so that whole words are compared.
    begin = tail.find(" ")
    same = tail[begin:] if begin >= 0 else ""
    if len(same.split()) < _ENOUGH:
        return _NOWHERE
    start = whole.index(tail) + begin
    before = words[: len(words) - len(same)]
    near = whole[max(0, start - len(before) - _SHOWN) : start]
    there = _last(" ".join(near.split()[-len(before.split()) :]))
    return (
        f"before “{_first(same.strip())}” the source has “{there}”, "
        f"not “{_last(before)}”{_told_apart(before[::-1], near[::-1])}"
    )


def _told_apart(words: str, source: str) -> str:
    """The signs that differ first, where nobody sees that they do, so that they need a name."""
    for own, other in zip(words, source, strict=False):
        if own != other:
            if other in _UNSEEN:
                return f" (the source has U+{ord(other):04X} there, which is not seen)"
            if own in _UNSEEN:
                return f" (here stands U+{ord(own):04X}, which is not seen)"
            if any(own in signs and other in signs for signs in _ALIKE):
                return f" (U+{ord(other):04X} {other}, not U+{ord(own):04X} {own})"
            break
    return ""


def _first(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …"


def _last(text: str) -> str:
    text = text.rstrip()
    return text if len(text) <= _SHOWN else f"… {text[-_SHOWN:].split(' ', 1)[-1]}"
