"""What each export makes and where it goes, for the window and the command line alike.

Qt, typst and python-pptx are imported by the job that needs them: the command line exports a
handout where no Qt can be loaded.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from briefing_app.errors import OptionError, OutputError
from briefing_app.export.handout import HandoutOptions
from briefing_app.files.atomic_folder import write_folder
from briefing_app.files.atomic_write import write_file
from briefing_app.files.output_checks import (
    check_target,
    output_error,
    refuse_existing,
    refuse_if_open_elsewhere,
    refuse_source_as_target,
)
from briefing_app.files.progress import Progress, no_progress
from briefing_app.model.charts import LATEST, BarChart, ChartView, bar_chart
from briefing_app.model.comparison import Comparison
from briefing_app.model.report import Force, Measure, Report
from briefing_app.model.slides import Slide
from briefing_app.model.text_direction import is_rtl_language

_T = TypeVar("_T")


class ExportKind(Enum):
    """What can be taken away; the values are the words of the command line."""

    HANDOUT = "handout"
    SLIDES = "slides"
    CHART = "chart"
    PICTURES = "pictures"
    DATA = "data"


ENDINGS: Final = {
    ExportKind.HANDOUT: (".pdf",),
    ExportKind.SLIDES: (".pptx",),
    ExportKind.CHART: (".png", ".svg"),
    ExportKind.PICTURES: (),
    ExportKind.DATA: (".zip",),
}
"""How the name of each export's file ends; pictures, and data if wanted, go into a folder."""

_ENDING_OF_A_FILE: Final = re.compile(
    "[.](?i:7z|csv|db|docx?|gif|gz|html?|jpe?g|json|od[pst]|pdf|png|potx|pptx?|rar|rtf|sqlite|svg"
    "|tar|tiff?|toml|tsv|txt|webp|xlsx?|xml|zip)"
)


@dataclass(frozen=True, slots=True)
class Export:
    """One export that is asked for.

    Args:
        kind: What is made.
        target: The file, or the folder for pictures; for data a folder unless it ends in .zip.
        replace: Whether what is there may be replaced.
        handout: What the handout holds.
        template: A PowerPoint file whose look the slides take, if any.
        measure: What the chart shows; the briefing's first measure by default.
        view: What of it.
        width: Pixels of a picture; `pictures` knows how many there can be.
        changes_only: Whether the handout holds what has changed alone.
    """

    kind: ExportKind
    target: Path
    replace: bool = False
    handout: HandoutOptions = field(default_factory=HandoutOptions)
    template: Path | None = None
    measure: Measure | None = None
    view: ChartView = LATEST
    width: int = 1920
    changes_only: bool = False


class Material(NamedTuple):
    """What exports are made from.

    Args:
        path: The briefing's file.
        report: What stands in it.
        slides: The slides in the order in which they are shown.
        my_force: The force that is highlighted, if one was chosen.
        comparison: What has changed since an earlier briefing, if that is wanted.
        compared_file: The file of the compared briefing, which must not be overwritten either.
    """

    path: Path
    report: Report
    slides: Sequence[Slide]
    my_force: Force | None = None
    comparison: Comparison | None = None
    compared_file: Path | None = None


def run(export: Export, material: Material, progress: Progress = no_progress) -> list[Path]:
    """Make an export and put it in its place: all of it, or nothing.

    Args:
        export: What is asked for.
        material: What it is made from.
        progress: Told how far it is.

    Returns:
        The files written.

    Raises:
        OptionError: Something about what is asked for can't be done.
        AlreadyThereError: The target is there and not to be replaced.
        OutputError: The target can't be written.
        BriefingError: The briefing's file can't be read again, or says something else by now.
    """
    target = export.target
    if export.kind is ExportKind.PICTURES:
        _check_name(export, material)
        return _pictures(export, material, progress)
    if export.kind is ExportKind.DATA and target.suffix.lower() != ".zip":
        _check_name(export, material)
        return _data_folder(export, material, progress)
    check_file(export, material)
    progress(0, 0)
    content = _MAKERS[export.kind](export, material, progress)
    progress(0, 0)  # the last chance to stop it
    write_file(target, content)
    return [target]


def check_file(export: Export, material: Material) -> None:
    """Refuse a file that an export not allowed to write, before any work is done.

    Args:
        export: What is asked for, of a kind that goes into one file.
        material: What it is made from.

    Raises:
        AlreadyThereError: The file is there and not to be replaced.
        OutputError: It can't be written, has another kind's name, is what the export is made from,
            or is open in another program.
    """
    _check_name(export, material)
    check_target(export.target)
    if not export.replace:
        refuse_existing(export.target)
    refuse_if_open_elsewhere(export.target)


def chart_of(export: Export, material: Material) -> BarChart:
    """The chart that is asked for.

    Raises:
        OptionError: The briefing has none.
    """
    measures = material.report.measures
    if not measures:
        raise OptionError("This briefing has no figures, so there is no chart.")
    return bar_chart(export.measure or measures[0], material.my_force, export.view)


def _check_name(export: Export, material: Material) -> None:
    _check_ending(export)
    _refuse_ingredient(export.target, export, material)


def _check_ending(export: Export) -> None:
    endings = ENDINGS[export.kind]
    target = export.target
    if target.name.lower() in endings:
        ending = target.name
        raise OutputError(
            target, f"There is no name before {ending}.", f"Name it {export.kind.value}{ending}."
        )
    if target.suffix.lower() in endings:
        return
    if not endings or export.kind is ExportKind.DATA:
        _check_folder_name(target, endings)
        return
    # What follows the last dot may be no ending but a part of the name, as in “v1.2”.
    ends = _ENDING_OF_A_FILE.fullmatch(target.suffix) is not None
    name = (target.stem if ends else target.name).rstrip(" .") or export.kind.value
    wanted = " or ".join(f"{name}{ending}" for ending in endings)
    raise OutputError(target, "The name’s ending says another kind of file.", f"Name it {wanted}.")


def _check_folder_name(target: Path, endings: Sequence[str]) -> None:
    """Refuse to make a folder that is named like a file, which nobody means."""
    if _ENDING_OF_A_FILE.fullmatch(target.suffix) is None or target.is_dir():
        return
    one_file = "".join(
        f", or {target.stem}{ending} for all of it in one file" for ending in endings
    )
    raise OutputError(
        target,
        f"A folder of files is made, and a name that ends in {target.suffix} says one file.",
        f"Name a folder, such as {target.stem}{one_file}.",
    )


def _refuse_ingredient(target: Path, export: Export, material: Material) -> None:
    """Refuse to write over what the export is made from, by whatever name it goes.

    Raises:
        OutputError: The target is such a file.
    """
    made_from = (material.path, material.compared_file, export.template)
    refuse_source_as_target(target, filter(None, made_from))


def _check_folder(names: re.Pattern[str], export: Export, material: Material) -> None:
    """Refuse a folder where a file to be replaced is open elsewhere, or is needed.

    Args:
        names: Of the files that may be replaced.
        export: What is asked for.
        material: What it is made from.

    Raises:
        OutputError: There is such a file.
    """
    try:
        there = list(export.target.iterdir()) if export.target.is_dir() else []
    except OSError as error:
        raise output_error(export.target, error) from error
    for file in sorted(there):
        if names.fullmatch(file.name):
            _refuse_ingredient(file, export, material)
            refuse_if_open_elsewhere(file)


def _handout(export: Export, material: Material, progress: Progress) -> bytes:
    from briefing_app.export.handout import make_comparison_pdf, make_handout_pdf  # noqa: PLC0415

    comparison = material.comparison
    if export.changes_only and comparison is not None:
        return make_comparison_pdf(comparison, progress)
    return make_handout_pdf(
        material.report, export.handout, material.my_force, comparison, progress
    )


def _slides(export: Export, material: Material, progress: Progress) -> bytes:
    from briefing_app.export.powerpoint.package import read_template  # noqa: PLC0415
    from briefing_app.export.powerpoint.presentation import powerpoint  # noqa: PLC0415

    template = None if export.template is None else read_template(export.template)
    try:
        return powerpoint(material.slides, material.report, template, progress)
    except OptionError as error:  # the template's bytes don't say which file they are of
        raise OptionError(f"{export.template}: {error.what}", error.remedy) from error


def _chart(export: Export, material: Material, _progress: Progress) -> bytes:
    from briefing_app.gui.slides.render import chart_png, chart_svg  # noqa: PLC0415

    chart = chart_of(export, material)
    draw = chart_svg if export.target.suffix.lower() == ".svg" else chart_png
    leftwards = is_rtl_language(material.report.language)
    return draw(chart, export.width, leftwards=leftwards)


def _zip(_export: Export, material: Material, _progress: Progress) -> bytes:
    from briefing_app.export.data_package import make_data_files, make_zip  # noqa: PLC0415

    return make_zip(make_data_files(material.path, material.report))


def _data_folder(export: Export, material: Material, progress: Progress) -> list[Path]:
    from briefing_app.export.data_package import DATA_FILE_NAMES, make_data_files  # noqa: PLC0415

    _check_folder(DATA_FILE_NAMES, export, material)
    progress(0, 0)
    files = make_data_files(material.path, material.report)
    return write_folder(
        export.target,
        _counted(files, len(files), progress),
        replaceable=DATA_FILE_NAMES,
        force=export.replace,
    )


def _pictures(export: Export, material: Material, progress: Progress) -> list[Path]:
    from briefing_app.gui.slides.render import NAMES, slide_pictures  # noqa: PLC0415

    _check_folder(NAMES, export, material)
    pictures = slide_pictures(material.slides, export.width)
    return write_folder(
        export.target,
        _counted(pictures, len(material.slides), progress),
        replaceable=NAMES,
        force=export.replace,
    )


def _counted(parts: Iterable[_T], number: int, progress: Progress) -> Iterator[_T]:
    """The same parts, each told when it is made."""
    progress(0, number)
    for done, part in enumerate(parts, 1):
        progress(min(done, number), number)
        yield part


_MAKERS: Final = {
    ExportKind.HANDOUT: _handout,
    ExportKind.SLIDES: _slides,
    ExportKind.CHART: _chart,
    ExportKind.DATA: _zip,
}
