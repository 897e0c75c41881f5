"""The proof file, which records the quotes that a build checked against the source's text."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from briefing_app.authoring.csv_file import csv_lines, read_text_file
from briefing_app.database.source_rows import VerifiedText
from briefing_app.errors import OutputError
from briefing_app.files.atomic import write_file
from briefing_app.problems import FileLocation, Problem

PROOF_FILE: Final = "proof.csv"

_COLUMNS: Final = VerifiedText._fields
_LINE: Final = re.compile("[0-9]{1,18},[0-9a-f]{64},[0-9a-f]{64}")


def proof_file(source: Path) -> Path:
    """Return the path of the proof file of a folder or a workbook."""
    # Unlike Path.is_file, this accepts names that no file can have.
    is_file = os.path.isfile(source)  # noqa: PTH113
    return source.with_name(f"{source.stem}.{PROOF_FILE}") if is_file else source / PROOF_FILE


def read_proof(file: Path, problems: list[Problem]) -> frozenset[VerifiedText]:
    """Read a proof file; return nothing if there is none.

    Args:
        file: The file, from `proof_file`.
        problems: Collects what is wrong with it.
    """
    if not file.exists():
        return frozenset()
    text = read_text_file(file, problems, "")
    proof: list[VerifiedText] = []
    for line, cells in () if text is None else csv_lines(file, text, problems):
        if tuple(cells) == _COLUMNS and not proof:
            continue
        if not _LINE.fullmatch(",".join(cells)):
            what = "this isn’t a line of a proof file"
            remedy = "delete the file, and build with the source’s text to write it again"
            problems.append(Problem(FileLocation(file.name, line), what, remedy))
            continue
        source_id, source_sha256, text_sha256 = cells
        proof.append(VerifiedText(int(source_id), source_sha256, text_sha256))
    return frozenset(proof)


def keep_proof(source: Path, proof: Iterable[VerifiedText]) -> Path:
    """Write the proof file of a folder or a workbook, for builds without the source's text.

    Args:
        source: The folder or the workbook.
        proof: The texts that `builder.build` verified.

    Returns:
        The file.

    Raises:
        OutputError: The file can't be written, or is not a proof file. It is unchanged.
    """
    file = proof_file(source)
    _refuse_other_file(file)
    lines = [_COLUMNS, *sorted(proof)]
    try:
        write_file(file, "".join(f"{','.join(map(str, line))}\n" for line in lines).encode())
    except OutputError as error:
        what = f"The proof can’t be saved. {error.what}"
        raise OutputError(file, what, error.remedy) from error
    return file


def _refuse_other_file(file: Path) -> None:
    problems: list[Problem] = []
    if file.is_file():
        read_proof(file, problems)
    if problems:
        what = f"The proof can’t be saved: {file.name} exists and isn’t a proof file."
        raise OutputError(file, what, "Move that file away.")
