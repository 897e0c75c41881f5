"""Draws charts and slides for exports: this module is a `request.Renderer`."""

from collections.abc import Iterator

from briefing_app.export.kinds import requested_chart
from briefing_app.export.request import Export, Material
from briefing_app.gui.slides.render import (
    ChartPicture,
    chart_png,
    chart_svg,
    lay_out_picture,
    slide_pictures,
)


def draw_chart(export: Export, material: Material) -> bytes:
    """Return the picture of a chart, as `request.Renderer` does."""
    draw = chart_svg if export.target.suffix.lower() == ".svg" else chart_png
    return draw(chart_picture(export, material), export.options.width)


def draw_slides(export: Export, material: Material) -> Iterator[tuple[str, bytes]]:
    """Yield the picture of each page, as `request.Renderer` does."""
    options = export.options
    return slide_pictures(material.slides, options.width, options.slide_theme)


def chart_picture(export: Export, material: Material) -> ChartPicture:
    """Return the chart to export, laid out as a picture.

    Raises:
        OptionError: There are no figures, or too many.
    """
    return lay_out_picture(
        requested_chart(export, material),
        definition=export.options.definition,
    )
