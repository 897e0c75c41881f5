"""The pages that the export dialog shows before anything is saved."""

from dataclasses import replace
from itertools import islice
from typing import Final

from briefing_app.export.handout import make_handout_pages
from briefing_app.export.jobs import handout_options
from briefing_app.export.request import Export, ExportKind, Material
from briefing_app.files.progress import Progress
from briefing_app.gui.export.page_browser import Pages
from briefing_app.gui.export.renderer import chart_figure, draw_slides
from briefing_app.gui.slides.render import chart_png

_WIDTH: Final = 560  # pixels; twice what is shown at 100 % text size
_MAX_SLIDES: Final = 60  # they are drawn in half a second


def preview_pages(export: Export, material: Material, progress: Progress) -> Pages:
    """Make the pages to preview, in another thread.

    Args:
        export: What would be exported. Slides are shown as the program draws them.
        material: What it would be made from.
        progress: Called often; an exception that it raises ends the work.

    Raises:
        OptionError: There is nothing to show.
    """
    if export.kind.has_handout:
        options = handout_options(export, material)
        sheets = make_handout_pages(material.report, options, material.comparison, progress)
        return Pages(sheets, texts=sheets.texts)
    if export.kind is ExportKind.CHART:
        figure = chart_figure(export, material)
        return Pages([chart_png(figure, _WIDTH)], texts=[figure.chart.alt_text])
    pictures = []
    small = replace(export, picture=replace(export.picture, width=_WIDTH))
    for _, picture in islice(draw_slides(small, material), _MAX_SLIDES + 1):
        progress(0, 0)
        pictures.append(picture)
    return Pages(pictures[:_MAX_SLIDES], has_more=len(pictures) > _MAX_SLIDES)
