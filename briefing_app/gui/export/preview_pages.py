"""The pages that the export dialog shows before anything is saved."""

from itertools import islice
from typing import Final

from briefing_app.errors import OptionError
from briefing_app.export.handout import make_handout_pages
from briefing_app.files.progress import Progress
from briefing_app.gui.export.page_browser import Pages
from briefing_app.gui.export.request import Export, ExportKind, Material
from briefing_app.gui.slides.render import chart_png, slide_pictures
from briefing_app.model.chart_builder import bar_chart
from briefing_app.model.text_direction import is_rtl_language
from briefing_app.model.wording import NO_CHART

_WIDTH: Final = 640  # pixels
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
    if export.kind is ExportKind.HANDOUT:
        sheets = make_handout_pages(material.report, export.handout, material.comparison, progress)
        return Pages(sheets, texts=sheets.texts)
    if export.kind is ExportKind.CHART:
        measure = export.measure or next(iter(material.report.measures), None)
        if measure is None:
            raise OptionError(NO_CHART)
        chart = bar_chart(measure, export.highlight, export.view)
        is_rtl = is_rtl_language(material.report.language)
        return Pages([chart_png(chart, _WIDTH, right_to_left=is_rtl)], texts=[chart.alt_text])
    pictures = []
    for _, picture in islice(slide_pictures(material.slides, _WIDTH), _MAX_SLIDES + 1):
        progress(0, 0)
        pictures.append(picture)
    return Pages(pictures[:_MAX_SLIDES], has_more=len(pictures) > _MAX_SLIDES)
