"""The kinds of export: a record of each says what it makes, and how it is offered.

Menu, dialog, command line and self-test are made from these records. What takes long to
load is loaded when it is first used.
"""

from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

from briefing_app.errors import OptionError
from briefing_app.export import data, handout, notes_files, page
from briefing_app.export.options import (
    DEFINITION,
    HIGHLIGHT,
    LARGE_PRINT,
    MEASURE,
    NOTES,
    PARTS,
    SLIDE_THEME,
    SVG,
    WIDTH,
    ZIP,
)
from briefing_app.export.powerpoint import slides
from briefing_app.export.request import DialogEntry, Export, ExportKind, Material, Work
from briefing_app.export.size_limits import check_bar_count
from briefing_app.files.archive import make_zip
from briefing_app.files.progress import Progress
from briefing_app.model.charts import BarChart, bar_chart
from briefing_app.model.wording import NO_CHART, NOTHING_NOTED

_T = TypeVar("_T")


def requested_chart(export: Export, material: Material) -> BarChart:
    """Return the chart to export.

    Raises:
        OptionError: There are no figures, or too many.
    """
    measures, options = material.report.measures, export.options
    if not measures:
        raise OptionError(NO_CHART)
    chart = bar_chart(options.measure or measures[0], options.highlight, options.view)
    check_bar_count(len(chart.bars))
    return chart


def _handout(work: Work) -> bytes:
    return handout.make_handout_pdf(work.material, work.export.options, work.progress)


def _handout_warning(work: Work) -> str:
    return handout.missing_glyphs_warning(work.material, work.export.options)


def _slides(work: Work) -> bytes:
    return slides.powerpoint(work.material.slides, work.material.report, work.progress)


def _chart(work: Work) -> bytes:
    options, is_svg = work.export.options, work.export.target.suffix.lower() == ".svg"
    chart = requested_chart(work.export, work.material)
    return work.drawing.chart_file(
        chart, options.width, definition=options.definition, is_svg=is_svg
    )


def _pictures(work: Work) -> Iterable[tuple[str, bytes]]:
    options, slides_shown = work.export.options, work.material.slides
    pictures = work.drawing.slide_pictures(slides_shown, options.width, options.slide_theme)
    return _with_progress(pictures, len(slides_shown), work.progress)


def _page(work: Work) -> bytes:
    return page.make_page(work.material.report, work.export.options.highlight, work.progress)


def _data_zip(work: Work) -> bytes:
    return make_zip(data.make_data_files(work.material.path, work.material.report))


def _data_folder(work: Work) -> Iterator[tuple[str, bytes]]:
    work.progress(0, 0)
    made = data.make_data_files(work.material.path, work.material.report)
    yield from _with_progress(made, data.MAX_DATA_FILES, work.progress)


def _with_progress(parts: Iterable[_T], total: int, progress: Progress) -> Iterator[_T]:
    progress(0, total)
    for done, part in enumerate(parts, 1):
        progress(min(done, total), total)
        yield part


def _notes(work: Work) -> bytes:
    report, notes = work.material.report, work.material.notes
    if notes.is_empty:
        raise OptionError(NOTHING_NOTED)
    if work.export.target.suffix.lower() == ".csv":
        return notes_files.notes_csv(report, notes)
    return notes_files.notes_text(report, notes).encode()


HANDOUT: Final = ExportKind(
    "handout",
    {".pdf": "PDF"},
    "a handout as an accessible PDF",
    "the .pdf file to write",
    (PARTS, NOTES, LARGE_PRINT, HIGHLIGHT),
    DialogEntry(
        "Handout as PDF",
        "Handout",
        "PDF to print or email",
        "A4 pages, readable by screen readers, without the presenter’s notes.",
        "Save handout",
    ),
    make_file=_handout,
    warning=_handout_warning,
)
SLIDES: Final = ExportKind(
    "slides",
    {".pptx": "PowerPoint"},
    "slides for PowerPoint",
    "the .pptx file to write",
    (HIGHLIGHT,),
    DialogEntry(
        "Slides for PowerPoint",
        "Slides",
        "PowerPoint",
        "Your running order as slides whose text and charts you can edit, with your notes.",
        "Save slides",
    ),
    has_slides=True,
    make_file=_slides,
)
CHART: Final = ExportKind(
    "chart",
    {".png": "PNG picture", ".svg": "SVG picture"},
    "a chart as a picture",
    "the .png or .svg file to write",
    (MEASURE, DEFINITION, WIDTH, SVG, HIGHLIGHT),
    DialogEntry(
        "Chart as a picture",
        "Chart",
        "PNG or SVG",
        "One chart as a picture with its message, source and caveat.",
        "Save chart",
    ),
    is_drawn=True,
    make_file=_chart,
)
PICTURES: Final = ExportKind(
    "pictures",
    {},
    "every slide as a PNG file",
    "the folder to write to",
    (WIDTH, SLIDE_THEME, HIGHLIGHT),
    DialogEntry(
        "Slides as pictures",
        "Slide pictures",
        "PNG",
        "Each slide of your running order as a picture, without notes.",
        "Save pictures",
    ),
    has_slides=True,
    is_drawn=True,
    make_folder=_pictures,
)
DATA: Final = ExportKind(
    "data",
    {".zip": "ZIP archive"},
    "the data as CSV files",
    "the folder or the .zip file to write",
    (ZIP,),
    DialogEntry(
        "Data as CSV files",
        "Data",
        "CSV files",
        "Every table as a CSV file. The presenter’s notes are included, and the briefing can be "
        "built again from the files.",
        "Save data",
    ),
    make_file=_data_zip,
    make_folder=_data_folder,
)
PAGE: Final = ExportKind(
    "page",
    {".html": "Web page"},
    "a web page that any browser opens without a network",
    "the .html file to write",
    (HIGHLIGHT,),
    DialogEntry(
        "Web page",
        "Web page",
        "One file for any browser",
        "All findings with their words, and the figures, on one page with a search. It opens "
        "without a network, on phones too. The presenter’s notes and your own are not in it.",
        "Save web page",
    ),
    make_file=_page,
)
OWN_NOTES: Final = ExportKind(
    "notes",
    {".txt": "Text", ".csv": "Table"},
    "your own notes and bookmarks",
    "the .txt or .csv file to write",
    make_file=_notes,
)
KINDS: Final = (HANDOUT, SLIDES, CHART, PICTURES, DATA, PAGE, OWN_NOTES)
"""All kinds, in the order of the menu, the dialog and the command's help."""


def dialog_entries() -> dict[ExportKind, DialogEntry]:
    """Return the kinds that the dialog shows, in their order."""
    return {kind: kind.dialog for kind in KINDS if kind.dialog is not None}
