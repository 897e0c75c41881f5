"""Building briefings, checking their words and saving templates, for window and command line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from briefing_app.authoring import template
from briefing_app.authoring.csv_files import keep_proof
from briefing_app.authoring.row_slides import RowSlides
from briefing_app.authoring.source import files_of, read_source
from briefing_app.authoring.source_matching import (
    NO_TEXTS,
    GivenTexts,
    match_texts,
    words_in,
)
from briefing_app.authoring.source_problems import sorted_by_location
from briefing_app.database.builder import (
    build,
    check_build_target,
    read_source_rows,
    read_words,
)
from briefing_app.database.checked_file import CheckedFile, checked_file
from briefing_app.database.quotes import cited_words, verify_quotes
from briefing_app.database.source_rows import BriefingRows, VerifiedText
from briefing_app.database.source_text import SourceText
from briefing_app.errors import SourceError
from briefing_app.files.atomic import (
    check_target,
    refuse_existing,
    refuse_if_open_elsewhere,
    refuse_source_as_target,
    write_file,
)
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.files.progress import Progress, no_progress
from briefing_app.model.text import hyphenated, single_line
from briefing_app.problems import Problem


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """A request to build a briefing.

    Args:
        source: The workbook, or the folder of CSV files.
        target: The briefing file to write.
        replace: Whether an existing file may be replaced.
        texts: The files with the texts of its sources.
        keep_proof: Whether to keep the proof of the quotes for builds without the texts.
    """

    source: Path
    target: Path
    replace: bool = False
    texts: GivenTexts = NO_TEXTS
    keep_proof: bool = False


class ListedSource(NamedTuple):
    """A source of a briefing, and its text.

    Args:
        id: Its id.
        title: Its title.
        publisher: Who published it; may be empty.
        cited: How many quotes and excerpts are from it.
        file: The file with its text; None if none was given.
        found: How many of the quotes and excerpts are in that.
    """

    id: int
    title: str
    publisher: str = ""
    cited: int = 0
    file: Path | None = None
    found: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a build, or of comparing a briefing with texts.

    Args:
        path: The briefing file, if it was written, or if nothing was found in it.
        errors: Why it wasn't, or what was found.
        warnings: What the author may want to look at.
        sources: The sources, as far as they are known.
        checked: The file, if words in it were compared with a text and all of them were found.
        slides: The slides that the rows of a built briefing make.
    """

    path: Path | None = None
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    sources: tuple[ListedSource, ...] = ()
    checked: CheckedFile | None = None
    slides: RowSlides | None = field(default=None, compare=False)


def build_briefing(request: BuildRequest, progress: Progress = no_progress) -> Outcome:
    """Build a briefing, or find every reason why it can't be built.

    Raises:
        UnreadableSourceError: The source, or the text of one, can't be read.
        TargetExistsError: The target exists and must not be replaced.
        OutputError: The target can't be written, is not a briefing, or is one of the files read.
    """
    refuse_source_as_target(request.target, [*files_of(request.source), *request.texts.files])
    check_build_target(request.target)
    if not request.replace:
        refuse_existing(request.target)
    progress(0, 0)
    rows = read_source(request.source, progress)
    progress(0, 0)
    texts = _match(rows, request.texts, progress)

    def before_replacing(verified: frozenset[VerifiedText]) -> None:
        progress(0, 0)  # the last chance to stop
        if request.keep_proof:
            keep_proof(request.source, verified)

    try:
        built = build(
            rows,
            request.target,
            source_texts=texts.by_source,
            keep_proof=before_replacing,
            progress=progress,
        )
    except SourceError as error:
        errors = tuple(sorted_by_location(error.problems))
        warnings = (*sorted_by_location(error.warnings), *texts.warnings)
        return Outcome(errors=errors, warnings=warnings, sources=texts.sources)
    warnings = (*sorted_by_location(built.warnings), *texts.warnings)
    checked = _if_compared(built.checked)
    return Outcome(built.path, (), warnings, texts.sources, checked=checked, slides=RowSlides(rows))


def check_words(path: Path, given: GivenTexts) -> Outcome:
    """Compare the quotes and excerpts of a briefing with the texts of their sources.

    Args:
        path: The briefing.
        given: The files with the texts of its sources.

    Raises:
        BriefingError: The briefing can't be opened, or rows in it break a rule.
        UnreadableSourceError: A text can't be read.
    """
    rows, content = read_words(path)
    texts = _match(rows, given)
    verification = verify_quotes(rows, texts.by_source)
    warnings = (*verification.warnings, *texts.warnings)
    if verification.failures:
        return Outcome(
            errors=tuple(verification.failures), warnings=warnings, sources=texts.sources
        )
    checked = checked_file(content, verification.compared)
    return Outcome(path, (), warnings, texts.sources, checked=_if_compared(checked))


def _if_compared(file: CheckedFile) -> CheckedFile | None:
    return file if file.texts else None


def save_template(
    target: Path, progress: Progress = no_progress, *, example: bool, replace: bool
) -> Path:
    """Write a workbook in which to author a briefing.

    Args:
        target: The file, whose name ends in .xlsx.
        progress: The progress callback.
        example: Whether to fill it in with the bundled briefing.
        replace: Whether an existing file may be replaced.

    Returns:
        The file.

    Raises:
        TargetExistsError: The file exists and must not be replaced.
        OutputError: It can't be written.
    """
    check_target(target)
    if not replace:
        refuse_existing(target)
    refuse_if_open_elsewhere(target)
    progress(0, 0)
    if example:
        content = template.create_template(read_source_rows(BUNDLED_BRIEFING))
    else:
        content = template.create_template(key=_new_key(target))
    progress(0, 0)
    write_file(target, content)
    return target


def _new_key(target: Path) -> str:
    """Return a key that no other briefing has, made from the name of the template's file."""
    return f"{hyphenated(target.stem) or 'briefing'}-{uuid4().hex[:6]}"


class _Texts(NamedTuple):
    """The texts to compare by source id, why a file is of no use, and all sources."""

    by_source: Mapping[int, SourceText]
    warnings: tuple[Problem, ...]
    sources: tuple[ListedSource, ...]


def _match(rows: BriefingRows, given: GivenTexts, progress: Progress = no_progress) -> _Texts:
    cited, listed = cited_words(rows), {}
    for row in rows.tables.get("sources", ()):
        source_id = row.values.get("id")
        if isinstance(source_id, int):
            title, publisher = (str(row.values.get(of) or "") for of in ("title", "publisher"))
            listed[source_id] = ListedSource(source_id, title, publisher)
    titles = {source_id: single_line(source.title) for source_id, source in listed.items()}
    matched = match_texts(given, titles, cited, progress)
    for source_id, source in listed.items():
        words, text = cited.get(source_id, []), matched.by_source.get(source_id)
        found = len(words_in(text.text, words)) if text is not None else 0
        file = text.file if text is not None else None
        listed[source_id] = source._replace(cited=len(words), file=file, found=found)
    texts = {source_id: each.text for source_id, each in matched.by_source.items()}
    return _Texts(texts, matched.warnings, tuple(listed.values()))
