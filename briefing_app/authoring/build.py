"""What the window does to make a briefing, or a workbook to write one in. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from briefing_app.authoring.folder import keep_proof
from briefing_app.authoring.source import files_of, read_source, read_source_text
from briefing_app.authoring.source_problems import sorted_by_location
from briefing_app.authoring.template import template
from briefing_app.database.builder import build, check_build_target
from briefing_app.database.quote_verification import cited_sources
from briefing_app.database.source_row_reader import read_source_rows
from briefing_app.database.source_rows import BriefingRows, VerifiedText
from briefing_app.errors import FileLocation, Problem, SourceError
from briefing_app.files.atomic_write import write_file
from briefing_app.files.output_checks import (
    check_target,
    refuse_existing,
    refuse_if_open_elsewhere,
    refuse_source_as_target,
)
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.files.progress import Progress


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """A briefing that is to be built.

    Args:
        source: The workbook, or the folder of CSV files.
        target: The briefing's file.
        replace: Whether a file that is there may be replaced.
        texts: The id of a source to the file with its text; None for the one that is quoted.
        keep_proof: Whether what was proved is kept beside the source, for builds without the texts.
    """

    source: Path
    target: Path
    replace: bool = False
    texts: Mapping[int | None, Path] = field(default_factory=dict)
    keep_proof: bool = False


class QuotedSource(NamedTuple):
    """A source that a quote or an excerpt names."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How building ended.

    Args:
        path: The briefing's file, if it was written.
        errors: Why it wasn't.
        warnings: What its author may want to look at.
        quoted: The sources that are quoted, as far as they are known.
        which_text: A text was given, and it isn't known of which of several sources it is.
    """

    path: Path | None = None
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    quoted: tuple[QuotedSource, ...] = ()
    which_text: bool = False


def build_briefing(new: BuildRequest, progress: Progress) -> Outcome:
    """Build a briefing, or find every reason why it can't be built.

    Args:
        new: What is asked for.
        progress: Told how far it is.

    Raises:
        UnreadableSourceError: The source, or a text, can't be read.
        AlreadyThereError: The file is there and not to be replaced.
        OutputError: The file can't be written, is no briefing, or is one of those that are read.
    """
    refuse_source_as_target(new.target, [*files_of(new.source), *new.texts.values()])
    check_build_target(new.target)
    if not new.replace:
        refuse_existing(new.target)
    progress(0, 0)
    try:
        rows = read_source(new.source, progress)
    except SourceError as error:
        return Outcome(errors=error.problems, warnings=error.warnings)
    progress(0, 0)
    quoted = _quoted(rows)
    if None in new.texts and len(quoted) > 1:
        return Outcome(warnings=rows.warnings, quoted=quoted, which_text=True)
    texts, needless = _texts(new.texts, quoted)

    def about_to_be_there(proved: frozenset[VerifiedText]) -> None:
        progress(0, 0)  # the last chance to stop it
        if new.keep_proof:
            keep_proof(new.source, proved)

    try:
        built = build(
            rows, new.target, source_texts=texts, keep_proof=about_to_be_there, progress=progress
        )
    except SourceError as error:
        return Outcome(errors=error.problems, warnings=error.warnings, quoted=quoted)
    return Outcome(built.path, (), (*sorted_by_location(built.warnings), *needless), quoted)


def save_template(target: Path, progress: Progress, *, example: bool, replace: bool) -> Path:
    """Write a workbook to write a briefing in.

    Args:
        target: The file, whose name ends in .xlsx.
        progress: Told how far it is.
        example: Whether the bundled briefing stands in it.
        replace: Whether a file that is there may be replaced.

    Returns:
        The file.

    Raises:
        AlreadyThereError: The file is there and not to be replaced.
        OutputError: It can't be written.
    """
    check_target(target)
    if not replace:
        refuse_existing(target)
    refuse_if_open_elsewhere(target)
    progress(0, 0)
    content = template(read_source_rows(BUNDLED_BRIEFING) if example else None)
    progress(0, 0)
    write_file(target, content)
    return target


def _quoted(rows: BriefingRows) -> tuple[QuotedSource, ...]:
    cited = cited_sources(rows)
    return tuple(
        QuotedSource(identity, str(row.values.get("title") or ""))
        for row in rows.tables.get("sources", ())
        if isinstance(identity := row.values.get("id"), int) and identity in cited
    )


def _texts(
    given: Mapping[int | None, Path], quoted: tuple[QuotedSource, ...]
) -> tuple[dict[int, bytes], list[Problem]]:
    """The bytes of each source's text, and what to tell of texts that are of no use."""
    texts, needless = {}, []
    for identity, file in given.items():
        source = identity if identity is not None or not quoted else quoted[0].id
        if source is None:
            what = "nothing is quoted in this briefing, so the text of a source proves nothing"
            needless.append(Problem(FileLocation(file.name), what))
        else:
            texts[source] = read_source_text(file)
    return texts, needless
