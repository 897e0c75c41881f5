"""Mutated workbooks and folders of CSV files are built, or refused with messages."""

import io
import shutil
import zipfile
from pathlib import Path
from typing import Final

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from briefing_app.authoring.build import BuildRequest, build_briefing, save_template
from briefing_app.database.checker import check_file
from briefing_app.errors import BriefingAppError
from tests.report_source import REPORT_SOURCE
from tools.fuzz.case import case_folder
from tools.fuzz.splices import spliced, splices, text_splices

_MAX_SLIDES: Final = 50

_file_names: Final = st.sampled_from(sorted(path.name for path in REPORT_SOURCE.iterdir()))


@pytest.fixture(scope="session")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the workbook of the bundled briefing."""
    path = tmp_path_factory.mktemp("workbook") / "a.xlsx"
    return save_template(path, example=True, replace=False).read_bytes()


@given(data=st.data())
def test_mutated_folder_is_built_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    """Change words or bytes of the CSV files."""
    with case_folder(tmp_path) as folder:
        source = Path(shutil.copytree(REPORT_SOURCE, folder / "source"))
        for name in data.draw(st.lists(_file_names, min_size=1, max_size=3), "files"):
            content = (source / name).read_bytes()
            (source / name).write_bytes(spliced(content, data.draw(text_splices(content), name)))
        _build(source)


@given(data=st.data())
def test_mutated_workbook_is_built_or_refused(
    tmp_path: Path, workbook: bytes, data: st.DataObject
) -> None:
    """Change the files in a workbook and their names, or its bytes."""
    with case_folder(tmp_path) as folder:
        source = folder / "a.xlsx"
        if data.draw(st.integers(0, 6), "0 for bytes") == 0:
            content = spliced(workbook, data.draw(splices(len(workbook))))
        else:
            content = _change_parts(data, workbook)
        source.write_bytes(content)
        _build(source)


def _change_parts(data: st.DataObject, workbook: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        before = {name: archive.read(name) for name in archive.namelist()}
    parts = [*before.items()]
    names = st.sampled_from(sorted(before))
    for name in data.draw(st.lists(names, min_size=1, max_size=3, unique=True), "parts"):
        parts.remove((name, before[name]))
        new_names = st.sampled_from(([name],) * 5 + _new_names(name))
        content = before[data.draw(st.just(name) | names, "content of")]
        if data.draw(st.integers(0, 2)):
            content = spliced(content, data.draw(text_splices(content)))
        parts += [(new, content) for new in data.draw(new_names, "names")]
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content)
    return changed.getvalue()


def _new_names(name: str) -> tuple[list[str], ...]:
    return [], [name.upper()], [f"{name}x"], [f"../{name}"], [name, name.swapcase()]


def _build(path: Path) -> None:
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
        if outcome.slides is not None:
            for problem in outcome.warnings[:_MAX_SLIDES]:
                outcome.slides.row_slide(problem.location)
    event("built" if is_built else "refused")
    if is_built:
        assert check_file(target) == []
    assert set(path.parent.rglob("*")) - before == ({target} if is_built else set())
