"""Makes exports, for the main window and the command line alike.

Each job imports typst, python-pptx or Qt itself, so that the command line can export a handout if
Qt can't be loaded.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from briefing_app.database.file_checks import MAX_FILE_SIZE
from briefing_app.database.file_errors import unreadable_file_error
from briefing_app.errors import OptionError
from briefing_app.export.handout_data import HandoutOptions
from briefing_app.export.size_limits import check_bar_count
from briefing_app.files.atomic import FolderKind, check_free_space, write_file, write_folder
from briefing_app.files.progress import Progress, no_progress, stage
from briefing_app.files.reading import UnsuitableFileError, read_regular_file
from briefing_app.gui.export.request import Export, ExportKind, Material
from briefing_app.gui.export.target_checks import check_file, check_folder
from briefing_app.layout.theme import LIGHT, branded
from briefing_app.model.charts import bar_chart
from briefing_app.model.slideshow.said import last_slideshow
from briefing_app.model.wording import NO_CHART, NOTHING_NOTED, NOTHING_SAID

if TYPE_CHECKING:
    from briefing_app.export.pack.folder import PackPart
    from briefing_app.gui.slides.render import Figure

_PICTURES_MARKER: Final = ".briefing-app-pictures"

_T = TypeVar("_T")


class _Folder(NamedTuple):
    """An export that is a folder.

    Args:
        kind: What the folder may contain.
        files: Name and content of each file, made one by one.
    """

    kind: FolderKind
    files: Iterable[tuple[str, bytes]]


_MakeFile = Callable[[Export, Material, Progress], bytes]
_MakeFolder = Callable[[Export, Material, Progress], _Folder]


class _Job(NamedTuple):
    """How an export of one kind is made.

    Args:
        make_file: Returns the content of the file; None if the export is always a folder.
        make_folder: Returns the folder; None if the export is always a file.
    """

    make_file: _MakeFile | None = None
    make_folder: _MakeFolder | None = None


def run(export: Export, material: Material, progress: Progress = no_progress) -> list[Path]:
    """Make an export and write it, completely or not at all.

    Args:
        export: What to make.
        material: What to make it from.
        progress: The progress callback.

    Returns:
        The files written.

    Raises:
        OptionError: An option of the export is not possible.
        TargetExistsError: The target exists and is not to be replaced.
        OutputError: The target can't be written.
        BriefingError: The briefing's file can't be read again, or has changed since it was opened.
    """
    job = _JOBS[export.kind]
    is_file = export.target.suffix.lower() in export.kind.endings or job.make_folder is None
    if is_file and job.make_file is not None:
        check_file(export, material)
        progress(0, 0)
        content = job.make_file(export, material, progress)
        progress(0, 0)  # the last chance to cancel
        write_file(export.target, content)
        return [export.target]
    assert job.make_folder is not None  # noqa: S101, each job makes a file or a folder
    kind, files = job.make_folder(export, material, progress)
    check_folder(export, material, kind.names)
    return write_folder(export.target, files, kind, force=export.replace)


def handout_options(export: Export, material: Material) -> HandoutOptions:
    """Return the options of a handout with all that is to be in it."""
    said = last_slideshow(material.said)[0].lines if export.said and material.said else ()
    notes = material.notes if export.notes else export.handout.notes
    return replace(export.handout, identity=material.identity, said=said, notes=notes)


def _handout(export: Export, material: Material, progress: Progress) -> bytes:
    from briefing_app.export.handout import make_comparison_pdf, make_handout_pdf  # noqa: PLC0415

    comparison = material.comparison
    if export.changes_only and comparison is not None:
        return make_comparison_pdf(comparison, progress, material.identity)
    options = handout_options(export, material)
    return make_handout_pdf(material.report, options, comparison, progress)


def _slides(_export: Export, material: Material, progress: Progress) -> bytes:
    from briefing_app.export.powerpoint.slides import powerpoint  # noqa: PLC0415

    return powerpoint(material.slides, material.report, progress, material.identity)


def chart_figure(export: Export, material: Material) -> "Figure":
    """Return the picture of a chart, laid out.

    Args:
        export: Which chart, and what is to be in its picture.
        material: What it is made from.

    Raises:
        OptionError: There are no figures, or too many.
    """
    from briefing_app.gui.slides.render import lay_out_figure  # noqa: PLC0415

    report = material.report
    if not report.measures:
        raise OptionError(NO_CHART)
    chart = bar_chart(export.measure or report.measures[0], export.highlight, export.view)
    check_bar_count(len(chart.bars))
    theme = branded(LIGHT, material.identity)
    return lay_out_figure(chart, theme, definition=export.definition)


def _chart(export: Export, material: Material, _progress: Progress) -> bytes:
    from briefing_app.gui.slides.render import chart_png, chart_svg  # noqa: PLC0415

    draw = chart_svg if export.target.suffix.lower() == ".svg" else chart_png
    return draw(chart_figure(export, material), export.width)


def _pictures(export: Export, material: Material, progress: Progress) -> _Folder:
    from briefing_app.gui.slides.render import NAMES, slide_pictures  # noqa: PLC0415

    theme = branded(export.slide_theme, material.identity)
    pictures = slide_pictures(material.slides, export.width, theme, material.ink)
    return _Folder(
        FolderKind(_PICTURES_MARKER, NAMES),
        _with_progress(pictures, len(material.slides), progress),
    )


def _data_zip(_export: Export, material: Material, _progress: Progress) -> bytes:
    from briefing_app.export.data_package import make_data_files, make_zip  # noqa: PLC0415

    return make_zip(make_data_files(material.path, material.report))


def _data_folder(_export: Export, material: Material, progress: Progress) -> _Folder:
    from briefing_app.export.data_package import DATA_FOLDER, make_data_files  # noqa: PLC0415

    def files() -> Iterator[tuple[str, bytes]]:
        progress(0, 0)
        made = make_data_files(material.path, material.report)
        yield from _with_progress(made, len(made), progress)

    return _Folder(DATA_FOLDER, files())


def _pack(export: Export, material: Material, progress: Progress) -> _Folder:
    from briefing_app.export.pack.folder import pack_files, pack_kind  # noqa: PLC0415

    parts = _pack_parts(export, material)

    def files() -> Iterator[tuple[str, bytes]]:
        made = pack_files(parts, material.report, stage(progress, 0, 2))
        check_free_space(export.target, (len(content) for _, content in made))
        yield from _with_progress(made, len(made), stage(progress, 1, 2))

    return _Folder(pack_kind(parts), files())


def _pack_parts(export: Export, material: Material) -> "tuple[PackPart, ...]":
    """Return the parts of a session pack: exports of other kinds, and the briefing."""
    from briefing_app.export.pack import readme  # noqa: PLC0415
    from briefing_app.export.pack.folder import (  # noqa: PLC0415
        DATA_FOLDER,
        HANDOUT_FILE,
        PICTURES_FOLDER,
        SAID_FILE,
        SAID_TABLE,
        SLIDES_FILE,
        PackPart,
        briefing_name,
    )

    def file(name: str, about: str, make: _MakeFile) -> PackPart:
        return PackPart(name, about, lambda progress: [("", make(export, material, progress))])

    def folder(name: str, about: str, make: _MakeFolder) -> PackPart:
        kind = make(export, material, no_progress).kind
        return PackPart(name, about, lambda progress: make(export, material, progress).files, kind)

    handout = handout_options(export, material)
    about_handout = readme.about_handout(
        has_notes=not handout.notes.is_empty,
        has_said=handout.has_questions and bool(handout.said),
    )
    said: tuple[PackPart, ...] = ()
    if export.said and material.said:
        table = replace(export, target=Path(SAID_TABLE))
        latest = material._replace(said=last_slideshow(material.said))
        said = (
            PackPart(
                SAID_FILE,
                readme.ABOUT_SAID,
                lambda progress: [("", _said(export, latest, progress))],
            ),
            PackPart(
                SAID_TABLE,
                readme.ABOUT_SAID_TABLE,
                lambda progress: [("", _said(table, latest, progress))],
            ),
        )
    return (
        file(HANDOUT_FILE, about_handout, _handout),
        file(SLIDES_FILE, readme.ABOUT_SLIDES, _slides),
        folder(PICTURES_FOLDER, readme.ABOUT_PICTURES, _pictures),
        folder(DATA_FOLDER, readme.ABOUT_DATA, _data_folder),
        file(briefing_name(material.path), readme.ABOUT_BRIEFING, _briefing_copy),
        *said,
    )


def _briefing_copy(_export: Export, material: Material, _progress: Progress) -> bytes:
    try:
        return read_regular_file(material.path, MAX_FILE_SIZE)
    except OSError as error:
        reason = error.strerror or str(error)
    except UnsuitableFileError as error:
        reason = f"it is {error.what}"
    raise unreadable_file_error(material.path, reason)


def _said(export: Export, material: Material, _progress: Progress) -> bytes:
    from briefing_app.export.said import said_csv, said_text  # noqa: PLC0415

    if not material.said:
        raise OptionError(NOTHING_SAID)
    if export.target.suffix.lower() == ".csv":
        return said_csv(material.said)
    return said_text(material.report.title, material.said).encode()


def _notes(export: Export, material: Material, _progress: Progress) -> bytes:
    from briefing_app.export.notes import notes_csv, notes_text  # noqa: PLC0415

    if material.notes.is_empty:
        raise OptionError(NOTHING_NOTED)
    if export.target.suffix.lower() == ".csv":
        return notes_csv(material.report, material.notes)
    return notes_text(material.report, material.notes).encode()


def _with_progress(parts: Iterable[_T], total: int, progress: Progress) -> Iterator[_T]:
    progress(0, total)
    for done, part in enumerate(parts, 1):
        progress(min(done, total), total)
        yield part


_JOBS: Final = {
    ExportKind.HANDOUT: _Job(make_file=_handout),
    ExportKind.SLIDES: _Job(make_file=_slides),
    ExportKind.CHART: _Job(make_file=_chart),
    ExportKind.PICTURES: _Job(make_folder=_pictures),
    ExportKind.DATA: _Job(make_file=_data_zip, make_folder=_data_folder),
    ExportKind.PACK: _Job(make_folder=_pack),
    ExportKind.SAID: _Job(make_file=_said),
    ExportKind.NOTES: _Job(make_file=_notes),
}
