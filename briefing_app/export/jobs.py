"""Makes exports, for the main window and the command line alike.

Qt draws charts and slides, so whoever wants pictures passes a `Renderer`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol, TypeVar

from briefing_app.errors import OptionError
from briefing_app.export import page
from briefing_app.export.data import MAX_DATA_FILES, make_data_files, make_zip
from briefing_app.export.handout import make_handout_pdf
from briefing_app.export.handout_options import HandoutOptions
from briefing_app.export.kinds import ExportKind
from briefing_app.export.notes import notes_csv, notes_text
from briefing_app.export.powerpoint import slides
from briefing_app.export.request import Export, Material
from briefing_app.export.size_limits import check_bar_count
from briefing_app.export.targets import check_file, check_folder
from briefing_app.files.atomic import write_file, write_folder
from briefing_app.files.progress import Progress, no_progress
from briefing_app.model.charts import BarChart, bar_chart
from briefing_app.model.wording import NO_CHART, NOTHING_NOTED

_T = TypeVar("_T")


class Renderer(Protocol):
    """Draws charts and slides."""

    def draw_chart(self, export: Export, material: Material) -> bytes:
        """Return the picture of a chart, in the format of the target's ending.

        Raises:
            OptionError: There are no figures, or too many, or the picture would be too large.
        """

    def draw_slides(self, export: Export, material: Material) -> Iterable[tuple[str, bytes]]:
        """Return name and content of the picture of each page, drawn one after the other.

        The names are ``slide-07.png``, or ``slide-07-1.png`` and ``slide-07-2.png`` if the slide
        has several pages, a question and its answer, or bars to guess.

        Raises:
            OptionError: There would be too many, or they would be too large.
        """


@dataclass(frozen=True, slots=True)
class _Work:
    """What a job is given.

    Args:
        export: What to make.
        material: What to make it from.
        progress: The progress callback.
        renderer: Draws pictures; None if the export has none.
    """

    export: Export
    material: Material
    progress: Progress
    renderer: Renderer | None

    @property
    def drawing(self) -> Renderer:
        """What draws the pictures."""
        if self.renderer is None:
            raise ValueError(f"a renderer is needed for {self.export.kind}")
        return self.renderer


_MakeFile = Callable[[_Work], bytes]
_MakeFolder = Callable[[_Work], Iterable[tuple[str, bytes]]]


@dataclass(frozen=True, slots=True)
class _Job:
    """How an export of one kind is made.

    Args:
        make_file: Returns the content of the file; None if the export is always a folder.
        make_folder: Returns name and content of each file in the folder; None if the export is
            always a file.
    """

    make_file: _MakeFile | None = None
    make_folder: _MakeFolder | None = None


def run(
    export: Export,
    material: Material,
    progress: Progress = no_progress,
    renderer: Renderer | None = None,
) -> list[Path]:
    """Make an export and write it, completely or not at all.

    Args:
        export: What to make.
        material: What to make it from.
        progress: The progress callback.
        renderer: Draws the pictures of a chart and of slides; other exports don't need it.

    Returns:
        The files written.

    Raises:
        OptionError: An option of the export is not possible.
        TargetExistsError: The file exists and is not to be replaced.
        OutputError: The target can't be written, or is a folder that exists.
        BriefingError: The briefing's file can't be read again, or has changed since it was opened.
    """
    job, work = _JOBS[export.kind], _Work(export, material, progress, renderer)
    is_file = export.target.suffix.lower() in export.kind.endings or job.make_folder is None
    if is_file and job.make_file is not None:
        check_file(export, material)
        progress(0, 0)
        content = job.make_file(work)
        progress(0, 0)  # the last chance to cancel
        write_file(export.target, content)
        return [export.target]
    assert job.make_folder is not None  # noqa: S101, each job makes a file or a folder
    check_folder(export, material)
    return write_folder(export.target, job.make_folder(work))


def handout_options(export: Export, material: Material) -> HandoutOptions:
    """Return the options of a handout with all that is to be in it."""
    return replace(
        export.handout,
        highlight=export.highlight,
        notes=material.notes,
        slides=tuple(material.slides),
    )


def requested_chart(export: Export, material: Material) -> BarChart:
    """Return the chart to export.

    Raises:
        OptionError: There are no figures, or too many.
    """
    measures = material.report.measures
    if not measures:
        raise OptionError(NO_CHART)
    options = export.chart
    chart = bar_chart(options.measure or measures[0], export.highlight, options.view)
    check_bar_count(len(chart.bars))
    return chart


def _handout(work: _Work) -> bytes:
    material = work.material
    options = handout_options(work.export, material)
    return make_handout_pdf(material.report, options, work.progress)


def _slides(work: _Work) -> bytes:
    material = work.material
    return slides.powerpoint(
        material.slides,
        material.report,
        work.progress,
    )


def _chart(work: _Work) -> bytes:
    return work.drawing.draw_chart(work.export, work.material)


def _pictures(work: _Work) -> Iterable[tuple[str, bytes]]:
    pictures = work.drawing.draw_slides(work.export, work.material)
    return _with_progress(pictures, len(work.material.slides), work.progress)


def _page(work: _Work) -> bytes:
    return page.make_page(work.material.report, work.export.highlight, work.progress)


def _data_zip(work: _Work) -> bytes:
    return make_zip(make_data_files(work.material.path, work.material.report))


def _data_folder(work: _Work) -> Iterator[tuple[str, bytes]]:
    work.progress(0, 0)
    made = make_data_files(work.material.path, work.material.report)
    yield from _with_progress(made, MAX_DATA_FILES, work.progress)


def _notes(work: _Work) -> bytes:
    report, notes = work.material.report, work.material.notes
    if notes.is_empty:
        raise OptionError(NOTHING_NOTED)
    if work.export.target.suffix.lower() == ".csv":
        return notes_csv(report, notes)
    return notes_text(report, notes).encode()


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
    ExportKind.PAGE: _Job(make_file=_page),
    ExportKind.NOTES: _Job(make_file=_notes),
}
