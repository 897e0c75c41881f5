"""Finds the source that each of several texts belongs to, by the words that are found in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from briefing_app.authoring.source import read_source_text
from briefing_app.database.source_text import SourceText, find_words
from briefing_app.files.progress import Progress, no_progress
from briefing_app.problems import FileLocation, Problem


@dataclass(frozen=True, slots=True)
class GivenTexts:
    """The files with the texts of sources that a user gives.

    Args:
        by_source: Source id to the file that the user says is its text.
        others: Files whose source is found by the words in them.
    """

    by_source: Mapping[int, Path] = field(default_factory=dict)
    others: tuple[Path, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """All files."""
        return (*self.by_source.values(), *self.others)


NO_TEXTS: Final = GivenTexts()


class SourceFile(NamedTuple):
    """A file, and the text in it."""

    file: Path
    text: SourceText


class MatchedTexts(NamedTuple):
    """The text of each source, and why a file is of no use."""

    by_source: Mapping[int, SourceFile]
    warnings: tuple[Problem, ...]


def match_texts(
    given: GivenTexts,
    titles: Mapping[int, str],
    cited: Mapping[int, Sequence[str]],
    progress: Progress = no_progress,
) -> MatchedTexts:
    """Read texts, and find the source of each by the words in it.

    The more of a source's words are in a file, the sooner the two belong together. Each source gets
    one file at most. A source and a file that are left alone belong together, too: all words may
    have been copied wrongly.

    Args:
        given: The files.
        titles: Source id to its title on one line, which its text may contain, too.
        cited: Source id to the quotes and excerpts from it, each on one line.
        progress: The progress callback.

    Raises:
        UnreadableSourceError: A file can't be read, or is no text.
    """
    matched = {id_: _read(file, progress) for id_, file in given.by_source.items()}
    left = [_read(file, progress) for file in dict.fromkeys(given.others)]
    words = {id_: [*cited.get(id_, ()), title] for id_, title in titles.items()}
    found = sorted(_found(left, words, progress), key=lambda each: -each.characters)
    for characters, id_, file in found:
        if characters and id_ not in matched and file in left:
            matched[id_] = file
            left.remove(file)
    without_text = [id_ for id_ in cited or titles if id_ not in matched]
    if len(left) == len(without_text) == 1:
        matched[without_text[0]] = left.pop()
    return MatchedTexts(matched, tuple(_why_unused(file, found) for file in left))


class _Found(NamedTuple):
    """How many characters of a source's words are in a file."""

    characters: int
    source: int
    file: SourceFile


def _found(
    files: Sequence[SourceFile], words: Mapping[int, Sequence[str]], progress: Progress
) -> Iterator[_Found]:
    for file in files:
        for id_, each in words.items():
            progress(0, 0)
            yield _Found(sum(map(len, words_in(file.text, each))), id_, file)


def words_in(text: SourceText, words: Sequence[str]) -> list[str]:
    """Return those of some words that are in a text; each run of white space is one space."""
    return [each for each in words if find_words(each, text.words) >= 0]


def _read(file: Path, progress: Progress) -> SourceFile:
    progress(0, 0)
    return SourceFile(file, read_source_text(file))


def _why_unused(file: SourceFile, found: Sequence[_Found]) -> Problem:
    location = FileLocation(file.file.name)
    most = next((each for each in found if each.file == file and each.characters), None)
    if most is None:
        what = "no quote, excerpt or title of a source is in this file"
        return Problem(location, what, "check that it is the text of a source, or leave it out")
    what = f"this file has words of source {most.source}, which has another text"
    return Problem(location, what, "leave one of the two out")
