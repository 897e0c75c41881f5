"""Mutated sources: workbooks, folders of CSV files, and PowerPoint templates."""

import io
import shutil
from functools import cache
from pathlib import Path
from random import Random
from typing import Final
from zipfile import ZipFile

from briefing_app.authoring.build import BuildRequest, build_briefing, save_template
from briefing_app.database.checker import check_file
from briefing_app.database.reader import open_briefing
from briefing_app.errors import BriefingAppError
from briefing_app.export.powerpoint.presentation import powerpoint
from briefing_app.files.paths import BUNDLED_BRIEFING, REPORT_SOURCE
from briefing_app.model.report import Report
from briefing_app.model.slide_builder import briefing_slides
from tests.authoring.workbooks import pond_sheets
from tests.export.sample_templates import as_libreoffice_saves, make_template
from tests.fuzz.mutations import mutate_text, mutate_zip

_KINDS: Final = ("folder", "xlsx", "ods", "template")


def make_source(chance: Random, folder: Path) -> Path:
    """Write a mutated source of a random kind into a folder, and return it."""
    kind = chance.choice(_KINDS)
    if kind == "folder":
        path = Path(shutil.copytree(REPORT_SOURCE, folder / "source"))
        for _ in range(chance.randint(1, 3)):
            file = chance.choice(sorted(path.iterdir()))
            file.write_bytes(mutate_text(chance, file.read_bytes()))
        return path
    path = folder / {"xlsx": "a.xlsx", "ods": "a.ods", "template": "a.pptx"}[kind]
    samples = {"xlsx": _xlsx, "ods": _ods, "template": _templates}[kind]()
    path.write_bytes(mutate_zip(chance, chance.choice(samples)))
    return path


def try_source(path: Path) -> bool:
    """Build from a source, or export with a template. Return whether that succeeded."""
    if path.suffix == ".pptx":
        return _try_template(path)
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


def _try_template(path: Path) -> bool:
    report = _report()
    try:
        file = powerpoint(briefing_slides(report)[:4], report, path.read_bytes())
    except BriefingAppError as error:
        assert error.remedy
        return False
    with ZipFile(io.BytesIO(file)) as package:
        assert package.testzip() is None
        names = package.namelist()
        assert len({name.casefold() for name in names}) == len(names)
    return True


@cache
def _report() -> Report:
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        return briefing.report


@cache
def _xlsx() -> tuple[bytes, ...]:
    from tempfile import TemporaryDirectory  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        path = save_template(Path(folder) / "a.xlsx", example=True, replace=False)
        return (path.read_bytes(),)


@cache
def _ods() -> tuple[bytes, ...]:
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
    return (content.getvalue(),)


@cache
def _templates() -> tuple[bytes, ...]:
    return (make_template(), as_libreoffice_saves(make_template()))
