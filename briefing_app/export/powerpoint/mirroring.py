"""Mirrors shapes for the other direction of writing."""

from itertools import chain
from typing import Any, Final

from briefing_app.export.powerpoint.shapes import EMU
from briefing_app.layout.page import WIDTH

_OTHER_SIDES: Final = {"l": "r", "r": "l"}


def mirror(element: Any) -> None:
    """Mirror the shapes in an element of a layout or master."""
    width = WIDTH * EMU
    for transform in element.iter("{*}xfrm"):
        offset, extent = transform.find("{*}off"), transform.find("{*}ext")
        if extent.get("cx") != "0":
            offset.set("x", str(width - int(offset.get("x")) - int(extent.get("cx"))))
    levels = chain.from_iterable(element.iter(f"{{*}}lvl{level}pPr") for level in range(1, 10))
    for level in levels:
        level.set("rtl", "1")
        level.set("algn", _OTHER_SIDES.get(level.get("algn"), "ctr"))
    for paragraph in element.iter("{*}pPr"):
        if paragraph.get("algn") in _OTHER_SIDES:
            paragraph.set("algn", _OTHER_SIDES[paragraph.get("algn")])
