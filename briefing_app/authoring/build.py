"""Building briefings, checking their words and saving templates, for window and command line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from briefing_app.authoring import template
from briefing_app.authoring.csv_files import keep_proof
from briefing_app.authoring.row_slides import RowSlides
from briefing_app.authoring.source import files_of, read_source, read_source_text
from briefing_app.authoring.source_problems import sorted_by_location
from briefing_app.database.builder import (
    build,
    check_build_target,
    read_source_rows,
    read_words,
)
from briefing_app.database.checked_file import CheckedFile, checked_file
from briefing_app.database.quotes import cited_sources, verify_quotes
from briefing_app.database.source_rows import BriefingRows, VerifiedText
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
from briefing_app.model.text import hyphenated
from briefing_app.problems import FileLocation, Problem


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """A request to build a briefing.

    Args:
        source: The workbook, or the folder of CSV files.
        target: The briefing file to write.
        replace: Whether an existing file may be replaced.
        texts: Source id to the file with the source's text; None is the only source that
            is quoted.
        keep_proof: Whether to keep the proof of the quotes for builds without the texts.
    """

    source: Path
    target: Path
    replace: bool = False
    texts: Mapping[int | None, Path] = field(default_factory=dict)
    keep_proof: bool = False


@dataclass(frozen=True, slots=True)
class QuotedSource:
    """A source that a quote or an excerpt names."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a build, or of comparing a briefing with texts.

    Args:
        path: The briefing file, if it was written, or if nothing was found in it.
        errors: Why it wasn't, or what was found.
        warnings: What the author may want to look at.
        quoted: The sources that are quoted, as far as they are known.
        is_text_unclear: Whether a text was given and it is not known which source it belongs to.
        checked: The file, if words in it were compared with a text and all of them were found.
        slides: The slides that the rows of a built briefing make.
    """

    path: Path | None = None
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    quoted: tuple[QuotedSource, ...] = ()
    is_text_unclear: bool = False
    checked: CheckedFile | None = None
    slides: RowSlides | None = field(default=None, compare=False)


def build_briefing(request: BuildRequest, progress: Progress = no_progress) -> Outcome:
    """Build a briefing, or find every reason why it can't be built.

    Raises:
        UnreadableSourceError: The source, or the text of one, can't be read.
        TargetExistsError: The target exists and must not be replaced.
        OutputError: The target can't be written, is not a briefing, or is one of the files read.
    """
    refuse_source_as_target(request.target, [*files_of(request.source), *request.texts.values()])
    check_build_target(request.target)
    if not request.replace:
        refuse_existing(request.target)
    progress(0, 0)
    rows = read_source(request.source, progress)
    progress(0, 0)
    quoted = _quoted_sources(rows)
    if None in request.texts and len(quoted) > 1:
        return Outcome(warnings=rows.warnings, quoted=quoted, is_text_unclear=True)
    texts, unused = _read_texts(request.texts, quoted)

    def before_replacing(verified: frozenset[VerifiedText]) -> None:
        progress(0, 0)  # the last chance to stop
        if request.keep_proof:
            keep_proof(request.source, verified)

    try:
        built = build(
            rows, request.target, source_texts=texts, keep_proof=before_replacing, progress=progress
        )
    except SourceError as error:
        errors = tuple(sorted_by_location(error.problems))
        warnings = (*sorted_by_location(error.warnings), *unused)
        return Outcome(errors=errors, warnings=warnings, quoted=quoted)
    warnings = (*sorted_by_location(built.warnings), *unused)
    checked = _if_compared(built.checked)
    return Outcome(built.path, (), warnings, quoted, checked=checked, slides=RowSlides(rows))


def check_words(path: Path, texts: Mapping[int | None, Path]) -> Outcome:
    """Compare the quotes and excerpts of a briefing with the texts of their sources.

    Args:
        path: The briefing.
        texts: Source id to the file with the source's text; None is the only source that is quoted.

    Raises:
        BriefingError: The briefing can't be opened, or rows in it break a rule.
        UnreadableSourceError: A text can't be read.
    """
    rows, content = read_words(path)
    quoted = _quoted_sources(rows)
    if None in texts and len(quoted) > 1:
        return Outcome(quoted=quoted, is_text_unclear=True)
    given, unused = _read_texts(texts, quoted)
    verification = verify_quotes(rows, given)
    warnings = (*verification.warnings, *unused)
    if verification.failures:
        return Outcome(errors=tuple(verification.failures), warnings=warnings, quoted=quoted)
    checked = checked_file(content, verification.compared)
    return Outcome(path, (), warnings, quoted, checked=_if_compared(checked))


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


def _quoted_sources(rows: BriefingRows) -> tuple[QuotedSource, ...]:
    cited = cited_sources(rows)
    return tuple(
        QuotedSource(source_id, str(row.values.get("title") or ""))
        for row in rows.tables.get("sources", ())
        if isinstance(source_id := row.values.get("id"), int) and source_id in cited
    )


def _read_texts(
    given: Mapping[int | None, Path], quoted: tuple[QuotedSource, ...]
) -> tuple[dict[int, bytes], list[Problem]]:
    """Return the text of each source, and warnings about texts that are of no use."""
    texts, unused = {}, []
    for given_id, file in given.items():
        source_id = given_id if given_id is not None or not quoted else quoted[0].id
        if source_id is None:
            what = "this briefing quotes nothing, so no text of a source is needed"
            unused.append(Problem(FileLocation(file.name), what))
        else:
            texts[source_id] = read_source_text(file)
    return texts, unused
