"""Mutated sources: workbooks and folders of CSV files."""

import shutil
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from briefing_app.authoring.build import BuildRequest, build_briefing, save_template
from briefing_app.database.checker import check_file
from briefing_app.errors import BriefingAppError
from tests.report_source import REPORT_SOURCE
from tools.fuzz.mutations import mutate_text, mutate_zip

_KINDS: Final = ("folder", "xlsx")
_MAX_SLIDES: Final = 50


def make_source(chance: Random, folder: Path) -> Path:
    """Write a mutated source of a random kind into a folder, and return it."""
    kind = chance.choice(_KINDS)
    if kind == "folder":
        path = Path(shutil.copytree(REPORT_SOURCE, folder / "source"))
        for _ in range(chance.randint(1, 3)):
            file = chance.choice(sorted(path.iterdir()))
            file.write_bytes(mutate_text(chance, file.read_bytes()))
        return path
    path = folder / "a.xlsx"
    path.write_bytes(mutate_zip(chance, _xlsx()))
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
        if outcome.slides is not None:
            for problem in outcome.warnings[:_MAX_SLIDES]:
                outcome.slides.row_slide(problem.location)
    if is_built:
        assert check_file(target) == []
    assert set(path.parent.rglob("*")) - before == ({target} if is_built else set())
    return is_built


@cache
def _xlsx() -> bytes:
    with TemporaryDirectory() as folder:
        path = save_template(Path(folder) / "a.xlsx", example=True, replace=False)
        return path.read_bytes()
