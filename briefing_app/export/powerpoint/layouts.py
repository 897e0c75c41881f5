"""The presentation with our own layouts, which is used if no template is given.

It is generated rather than stored as a file, so that it can be read and changed in one place. Sizes
are in points; a slide is 960 wide and 540 high.
"""

import io
import zipfile
from collections.abc import Iterator
from html import escape
from typing import Final, NamedTuple

from briefing_app.files.paths import FONT_FAMILY
from briefing_app.model.palette import LIGHT

WIDTH: Final = 960
HEIGHT: Final = 540
MARGIN: Final = 55
TOP: Final = 46
BOTTOM: Final = 512

TITLE_LAYOUT: Final = "Title"
CONTENT_LAYOUT: Final = "Title and content"
QUOTE_LAYOUT: Final = "Quote"
CHART_LAYOUT: Final = "Chart"
SOURCES_LAYOUT: Final = "Sources"

# The indexes of placeholders, which link a slide to its layout.
BODY: Final = 1
KIND: Final = 13
SOURCE: Final = 14
SECOND: Final = 15  # an excerpt, a speaker, or the subtitle of a chart
NUMBER: Final = 12

EMU: Final = 12_700  # in a point

_COLOURS: Final = {
    "dk1": LIGHT.ink,
    "lt1": LIGHT.surface,
    "dk2": LIGHT.muted,
    "lt2": LIGHT.ground,
    "accent1": LIGHT.accent,
    "accent2": LIGHT.concern,
    "accent3": LIGHT.good,
    "accent4": LIGHT.caution,
    "accent5": LIGHT.quiet_bar,
    "accent6": LIGHT.next_step,
    "hlink": LIGHT.accent,
    "folHlink": LIGHT.muted,
}
_NAMESPACES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPES: Final = "application/vnd.openxmlformats-officedocument"


class _Place(NamedTuple):
    """A placeholder of a layout.

    Args:
        kind: PowerPoint's type: ``title``, ``body``, ``chart``.
        number: The index that links it to the placeholder of a slide.
        name: The name in the selection pane.
        prompt: The prompt shown while it is empty.
        box: Left, top, width and height.
        size: The font size.
        colour: ``tx1`` ink, ``tx2`` muted.
        bold: Whether its text is bold.
        anchor: The vertical alignment: ``t``, ``ctr`` or ``b``.
        align: ``l`` or ``r``.
        rtl: Whether its text is right-to-left.
    """

    kind: str
    number: int
    name: str
    prompt: str
    box: tuple[float, float, float, float]
    size: float
    colour: str = "tx1"
    bold: bool = False
    anchor: str = "t"
    align: str = "l"
    rtl: bool = False


_ACROSS: Final = WIDTH - 2 * MARGIN
_FOOT: Final = (MARGIN, BOTTOM - 36, _ACROSS - 110, 36)
_TITLE: Final = _Place(
    "title", 0, "Title", "Title", (MARGIN, TOP + 32, _ACROSS, 108), 44, bold=True
)
_KIND: Final = _Place(
    "body", KIND, "Kind", "Kind of finding", (MARGIN + 22, TOP, _ACROSS - 22, 24), 17, bold=True
)
_SOURCE: Final = _Place("body", SOURCE, "Source", "Source", _FOOT, 14, "tx2", anchor="b")
_NUMBER: Final = _Place(
    "sldNum",
    NUMBER,
    "Slide number",
    "",
    (WIDTH - MARGIN - 100, BOTTOM - 18, 100, 18),
    14,
    "tx2",
    anchor="b",
    align="r",
)

LAYOUTS: Final = {
    TITLE_LAYOUT: (
        "title",
        (
            _Place(
                "ctrTitle",
                0,
                "Title",
                "Title",
                (MARGIN, 120, _ACROSS, 150),
                58,
                bold=True,
                anchor="b",
            ),
            _Place("subTitle", BODY, "Subtitle", "Subtitle", (MARGIN, 290, _ACROSS, 90), 26, "tx2"),
            _SOURCE,
            _NUMBER,
        ),
    ),
    CONTENT_LAYOUT: (
        "obj",
        (
            _KIND,
            _TITLE,
            _Place("", BODY, "Content", "Text", (MARGIN, TOP + 158, _ACROSS, 120), 27),
            _Place(
                "body",
                SECOND,
                "Excerpt",
                "Words of the source",
                (MARGIN + 23, TOP + 298, _ACROSS - 23, 60),
                25,
                "tx2",
                anchor="ctr",
            ),
            _SOURCE,
            _NUMBER,
        ),
    ),
    QUOTE_LAYOUT: (
        "",
        (
            # Off the slide, as PowerPoint hides a title: lists of slides still show it.
            _Place(
                "title", 0, "Title", "Title", (MARGIN, -64, _ACROSS, 48), 32, bold=True, anchor="b"
            ),
            _Place("body", BODY, "Quote", "Quote", (MARGIN + 37, 130, _ACROSS - 37, 200), 38),
            _Place(
                "body",
                SECOND,
                "Speaker",
                "Who said it",
                (MARGIN + 37, 350, _ACROSS - 37, 60),
                23,
                "tx1",
            ),
            _SOURCE,
            _NUMBER,
        ),
    ),
    CHART_LAYOUT: (
        "chart",
        (
            _Place("title", 0, "Title", "Title", (MARGIN, TOP, _ACROSS, 90), 36, bold=True),
            _Place(
                "body",
                SECOND,
                "Subtitle",
                "What was counted, and when",
                (MARGIN, TOP + 98, _ACROSS, 30),
                23,
                "tx2",
            ),
            _Place("chart", BODY, "Chart", "Chart", (MARGIN, TOP + 140, _ACROSS, 270), 22),
            _SOURCE,
            _NUMBER,
        ),
    ),
    SOURCES_LAYOUT: (
        "",
        (
            _TITLE._replace(box=(MARGIN, TOP, _ACROSS, 56)),
            _Place("body", BODY, "Sources", "Sources", (MARGIN, TOP + 76, _ACROSS, 330), 22),
            _NUMBER,
        ),
    ),
}
"""By name: PowerPoint's type of the layout, and its placeholders in reading order."""


def base(*, mirrored: bool = False) -> bytes:
    """Return an empty presentation with our layouts; the bytes are always the same.

    Args:
        mirrored: Whether everything is mirrored, for a right-to-left language.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, text in _parts(mirrored=mirrored):
            package.writestr(zipfile.ZipInfo(name), text)
    return file.getvalue()


def _parts(*, mirrored: bool) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(LAYOUTS) + 1)
    layout_type = f"{_TYPES}.presentationml.slideLayout+xml"
    overrides = {
        "presentation.xml": f"{_TYPES}.presentationml.presentation.main+xml",
        "slideMasters/slideMaster1.xml": f"{_TYPES}.presentationml.slideMaster+xml",
        "theme/theme1.xml": f"{_TYPES}.theme+xml",
        **{f"slideLayouts/slideLayout{number}.xml": layout_type for number in numbers},
    }
    yield (
        "[Content_Types].xml",
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="/ppt/{name}" ContentType="{kind}"/>'
            for name, kind in overrides.items()
        )
        + "</Types>",
    )
    yield "_rels/.rels", _relations([("officeDocument", "ppt/presentation.xml")])
    yield "ppt/presentation.xml", _presentation(mirrored=mirrored)
    yield (
        "ppt/_rels/presentation.xml.rels",
        _relations(
            [("slideMaster", "slideMasters/slideMaster1.xml"), ("theme", "theme/theme1.xml")]
        ),
    )
    yield "ppt/slideMasters/slideMaster1.xml", _master(mirrored=mirrored)
    yield (
        "ppt/slideMasters/_rels/slideMaster1.xml.rels",
        _relations(
            [
                *(("slideLayout", f"../slideLayouts/slideLayout{each}.xml") for each in numbers),
                ("theme", "../theme/theme1.xml"),
            ]
        ),
    )
    for number, (name, (kind, places)) in zip(numbers, LAYOUTS.items(), strict=True):
        turned = tuple(_mirrored(place) for place in places) if mirrored else places
        yield f"ppt/slideLayouts/slideLayout{number}.xml", _layout(name, kind, turned)
        yield (
            f"ppt/slideLayouts/_rels/slideLayout{number}.xml.rels",
            _relations([("slideMaster", "../slideMasters/slideMaster1.xml")]),
        )
    yield "ppt/theme/theme1.xml", _theme()


def _relations(targets: list[tuple[str, str]]) -> str:
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(targets, start=1)
        )
        + "</Relationships>"
    )


def _mirrored(place: _Place) -> _Place:
    left, top, width, height = place.box
    turned = "r" if place.align == "l" else "l"
    return place._replace(box=(WIDTH - left - width, top, width, height), align=turned, rtl=True)


def _presentation(*, mirrored: bool) -> str:
    align = "r" if mirrored else "l"
    return (
        f"{_HEAD}<p:presentation {_NAMESPACES}>"
        '<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
        f'<p:sldIdLst/><p:sldSz cx="{WIDTH * EMU}" cy="{HEIGHT * EMU}"/>'
        '<p:notesSz cx="6858000" cy="9144000"/><p:defaultTextStyle>'
        + "".join(_level(number, 18, "tx1", align, rtl=mirrored) for number in range(1, 10))
        + "</p:defaultTextStyle></p:presentation>"
    )


_COLOUR_MAP: Final = " ".join(
    f'{name}="{theme}"'
    for name, theme in (
        ("bg1", "lt1"),
        ("tx1", "dk1"),
        ("bg2", "lt2"),
        ("tx2", "dk2"),
        *((f"accent{number}", f"accent{number}") for number in range(1, 7)),
        ("hlink", "hlink"),
        ("folHlink", "folHlink"),
    )
)
_GROUP: Final = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
)


def _master(*, mirrored: bool) -> str:
    body = _Place("body", BODY, "Text", "Text", (MARGIN, TOP + 158, _ACROSS, 250), 27)
    places = (_TITLE, body, _NUMBER)
    align = "l"
    if mirrored:
        places = (_mirrored(_TITLE), _mirrored(body), _mirrored(_NUMBER))
        align = "r"
    layouts = "".join(
        f'<p:sldLayoutId id="{2147483648 + number}" r:id="rId{number}"/>'
        for number in range(1, len(LAYOUTS) + 1)
    )
    return (
        f'{_HEAD}<p:sldMaster {_NAMESPACES}><p:cSld><p:bg><p:bgRef idx="1001">'
        f'<a:schemeClr val="bg1"/></p:bgRef></p:bg><p:spTree>{_GROUP}'
        + "".join(_shape(id_, place) for id_, place in enumerate(places, start=2))
        + f"</p:spTree></p:cSld><p:clrMap {_COLOUR_MAP}/>"
        f"<p:sldLayoutIdLst>{layouts}</p:sldLayoutIdLst><p:txStyles>"
        "<p:titleStyle>"
        + _level(1, 44, "tx1", align, bold=True, font="+mj", rtl=mirrored)
        + "</p:titleStyle><p:bodyStyle>"
        + "".join(_level(number, 27, "tx1", align, rtl=mirrored) for number in range(1, 10))
        + "</p:bodyStyle><p:otherStyle>"
        + "".join(_level(number, 18, "tx1", align, rtl=mirrored) for number in range(1, 10))
        + "</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def _layout(name: str, kind: str, places: tuple[_Place, ...]) -> str:
    attributes = f'type="{kind}" ' if kind else 'userDrawn="1" '
    return (
        f'{_HEAD}<p:sldLayout {_NAMESPACES} {attributes}preserve="1">'
        f'<p:cSld name="{escape(name)}"><p:spTree>{_GROUP}'
        + "".join(_shape(id_, place) for id_, place in enumerate(places, start=2))
        + "</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _shape(id_: int, place: _Place) -> str:
    left, top, width, height = (round(length * EMU) for length in place.box)
    kind = f'type="{place.kind}" ' if place.kind else ""
    number = f'idx="{place.number}"' if place.number else ""
    text = (
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr/>'
        "<a:t>‹#›</a:t></a:fld>"
        if place.kind == "sldNum"
        else f"<a:r><a:rPr/><a:t>{place.prompt}</a:t></a:r>"
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id_}" name="{escape(place.name)}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}{number}/></p:nvPr>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" '
        f'anchor="{place.anchor}"><a:normAutofit/></a:bodyPr><a:lstStyle>'
        + _level(
            1,
            place.size,
            place.colour,
            place.align,
            bold=place.bold,
            font="+mj" if place.kind in {"title", "ctrTitle"} else "+mn",
            rtl=place.rtl,
        )
        + f"</a:lstStyle><a:p>{text}</a:p></p:txBody></p:sp>"
    )


def _level(
    number: int,
    size: float,
    colour: str,
    align: str,
    *,
    bold: bool = False,
    font: str = "+mn",
    rtl: bool = False,
) -> str:
    direction = ' rtl="1"' if rtl else ""
    spacing = 95 if font == "+mj" else 100
    return (
        f'<a:lvl{number}pPr marL="0" indent="0" algn="{align}"{direction}>'
        f'<a:lnSpc><a:spcPct val="{spacing * 1000}"/></a:lnSpc>'
        '<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}">'
        f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
        f'<a:latin typeface="{font}-lt"/><a:ea typeface="{font}-ea"/><a:cs typeface="{font}-cs"/>'
        f"</a:defRPr></a:lvl{number}pPr>"
    )


def _theme() -> str:
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value[1:]}"/></a:{name}>' for name, value in _COLOURS.items()
    )
    # PANOSE of Arial, by which a computer without our font chooses another one.
    font = (
        f'<a:latin typeface="{FONT_FAMILY}" panose="020B0604020202020204"'
        ' pitchFamily="34" charset="0"/>'
        '<a:ea typeface=""/><a:cs typeface="Arial"/>'
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}<a:prstDash val="solid"/></a:ln>'
    return (
        f'{_HEAD}<a:theme {_NAMESPACES.split(" xmlns:r")[0]} name="Briefing"><a:themeElements>'
        f'<a:clrScheme name="Briefing">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Briefing"><a:majorFont>{font}</a:majorFont>'
        f"<a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Briefing"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>"
        + "<a:effectStyle><a:effectLst/></a:effectStyle>"
        * 3
        + f"</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )
