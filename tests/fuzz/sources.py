"""Mutated sources: workbooks and folders of CSV files."""

import io
import shutil
from functools import cache
from pathlib import Path
from random import Random
from typing import Final
from zipfile import ZipFile

from briefing_app.authoring.build import BuildRequest, build_briefing, save_template
from briefing_app.database.checker import check_file
from briefing_app.errors import BriefingAppError
from briefing_app.files.paths import REPORT_SOURCE
from tests.authoring.workbooks import pond_sheets
from tests.fuzz.mutations import mutate_text, mutate_zip

_KINDS: Final = ("folder", "xlsx", "ods")


def make_source(chance: Random, folder: Path) -> Path:
    """Write a mutated source of a random kind into a folder, and return it."""
    kind = chance.choice(_KINDS)
    if kind == "folder":
        path = Path(shutil.copytree(REPORT_SOURCE, folder / "source"))
        for _ in range(chance.randint(1, 3)):
            file = chance.choice(sorted(path.iterdir()))
            file.write_bytes(mutate_text(chance, file.read_bytes()))
        return path
    path = folder / f"a.{kind}"
    sample = {"xlsx": _xlsx, "ods": _ods}[kind]()
    path.write_bytes(mutate_zip(chance, sample))
    return path


def try_source(path: Path) -> bool:
    """Build from a source. Return whether that succeeded."""
    target = path.with_name("out.db")
    before = set(path.parent.rglob("*"))
    try:
        outcome = build_briefing(BuildRequest(path, target))
    except BriefingAppError as error:
        assert error.remedy
        is_built = False
    else:
        is_built = outcome.path is not None
        assert is_built or outcome.errors
    if is_built:
        assert check_file(target) == []
    assert set(path.parent.rglob("*")) - before == ({target} if is_built else set())
    return is_built


@cache
def _xlsx() -> bytes:
    from tempfile import TemporaryDirectory  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        path = save_template(Path(folder) / "a.xlsx", example=True, replace=False)
        return path.read_bytes()


@cache
def _ods() -> bytes:
    def cell(value: object) -> str:
        kind = "string" if isinstance(value, str) else "float"
        number = "" if isinstance(value, str) else f' office:value="{value}"'
        return (
            f'<table:table-cell office:value-type="{kind}"{number}>'
            f"<text:p>{value}</text:p></table:table-cell>"
        )

    tables = "".join(
        f'<table:table table:name="{name}">'
        + "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in pond_sheets().items()
    )
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("meta.xml", "<meta:generator>LibreOffice</meta:generator>")
        archive.writestr(
            "content.xml", f"<office:document-content>{tables}</office:document-content>"
        )
    return content.getvalue()
