"""The XML of shapes on a PowerPoint slide; lengths are in virtual pixels, two to a point."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from briefing_app.layout.page import TICK_POINTS, Form, Rect, Shape
from briefing_app.model.text import is_right_to_left, valid_xml

EMU: Final = 6350  # in a virtual pixel
NO_LINE: Final = "<a:ln><a:noFill/></a:ln>"

SPACES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
"""The namespaces of slides."""

_TICK_NAME: Final = ' descr="Right">'
_DECORATIVE: Final = (
    '><a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
    ' val="1"/></a:ext></a:extLst>'
)


def xml_text(text: str) -> str:
    """Return a text as the content of an element or attribute."""
    return escape(valid_xml(text))


def lang_xml(language: str) -> str:
    """Return the attribute for a language tag, which may be empty."""
    return f' lang="{xml_text(language)}"' if language else ""


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one format: None, or empty XML of a colour, leaves it to the layout.

    An empty language is that of the shape.
    """

    text: str
    size: float | None = None
    bold: bool | None = None
    colour: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs with a gap above them, and a line height as a share of the font's own.

    They are aligned ``l``, ``ctr`` or ``r``, or if that is empty, as in the layout. Lines are
    indented by `hang`, except the first one if a mark at its beginning hangs there.
    """

    runs: Sequence[Run]
    above: float = 0
    leading: float = 1.0
    align: str = ""
    hang: float = 0.0
    has_mark: bool = False


def text_shape(
    number: int, name: str, rect: Rect | None, text: str, *, place: str, look: str = ""
) -> str:
    """Return a text box, or the placeholder of a ``p:ph`` element.

    Without a rectangle, a placeholder has that of its layout. The text is from `text_body` or
    `slide_number`, the look from `shape_look`.
    """
    kind = '<p:cNvSpPr txBox="1"/>'
    if place:
        kind = '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
    elif not look:
        look = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/>{kind}'
        f"<p:nvPr>{place}</p:nvPr></p:nvSpPr>"
        f"<p:spPr>{transform(rect) if rect else ''}{look}</p:spPr>"
        f"{text}</p:sp>"
    )


def text_body(
    paragraphs: Iterable[Paragraph],
    language: str,
    *,
    insets: tuple[float, float] | None = (0.0, 0.0),
    anchor: str = "",
    shrinks: bool = True,
) -> str:
    """Return the text of a shape, without the bullets of its layout.

    The layout gives the horizontal and vertical padding if it is None, and the anchor (``t``,
    ``ctr`` or ``b``) if it is empty.
    """
    attributes = ""
    if insets is not None:
        across, down = (round(inset * EMU) for inset in insets)
        attributes = f' lIns="{across}" tIns="{down}" rIns="{across}" bIns="{down}"'
    if anchor:
        attributes += f' anchor="{anchor}"'
    # Text that fits as it is shrinks on a computer with a wider font, or if somebody adds words.
    fit = "normAutofit" if shrinks else "noAutofit"
    content = "".join(_paragraph(paragraph, language) for paragraph in paragraphs)
    return (
        f'<p:txBody><a:bodyPr wrap="square"{attributes}><a:{fit}/></a:bodyPr>'
        f"<a:lstStyle/>{content or '<a:p/>'}</p:txBody>"
    )


def drawn_shape(number: int, shape: Shape, look: str) -> str:
    """Return a decorative rectangle, dot or ring, or a tick; `shape_look` gives its look."""
    # PowerPoint draws an outline on the edge, not inside it.
    inset = shape.thickness / 2 if shape.outline else 0.0
    rect = shape.rect.inset(inset, inset)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{shape.form.name.capitalize()}"'
        f"{_TICK_NAME if shape.form is Form.TICK else _DECORATIVE}</p:cNvPr>"
        "<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{transform(rect)}{look}</p:spPr></p:sp>"
    )


_FORMS: Final = {Form.BOX: "rect", Form.DOT: "ellipse", Form.ARC: "arc"}


def shape_look(shape: Shape, fill: str, outline: str) -> str:
    """Return the form of a shape, with fill and outline in colours, given as XML or empty."""
    form, adjustments = _FORMS.get(shape.form, ""), ""
    if shape.form is Form.BOX and shape.radius:
        form = "roundRect"
        share = min(0.5, shape.radius / max(1.0, min(shape.rect.width, shape.rect.height)))
        adjustments = f'<a:gd name="adj" fmla="val {round(share * 100_000)}"/>'
    elif shape.form is Form.ARC and shape.share >= 1:
        form = "ellipse"
    elif shape.form is Form.ARC:
        end = round((shape.share * 360 - 90) % 360 * 60_000)
        adjustments = f'<a:gd name="adj1" fmla="val 16200000"/><a:gd name="adj2" fmla="val {end}"/>'
    line = outline_xml(shape.thickness, outline) if outline else NO_LINE
    inside = fill_xml(fill) if fill else "<a:noFill/>"
    if shape.form is Form.TICK:
        return f"{_tick_xml()}{inside}{line}"
    return f'<a:prstGeom prst="{form}"><a:avLst>{adjustments}</a:avLst></a:prstGeom>{inside}{line}'


def _tick_xml() -> str:
    """Return the form of a tick, which no form of PowerPoint's own is."""
    first, *others = (
        f'<a:pt x="{round(x * _TICK_GRID)}" y="{round(y * _TICK_GRID)}"/>' for x, y in TICK_POINTS
    )
    lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in others)
    return (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{_TICK_GRID}" h="{_TICK_GRID}" fill="none">'
        f"<a:moveTo>{first}</a:moveTo>{lines}</a:path></a:pathLst></a:custGeom>"
    )


_TICK_GRID: Final = 100


def fill_xml(colour: str) -> str:
    """Return the fill of a shape or text in a colour, given as XML."""
    return f"<a:solidFill>{colour}</a:solidFill>"


def outline_xml(thickness: float, colour: str) -> str:
    """Return the outline of a shape in a colour, given as XML."""
    return f'<a:ln w="{round(thickness * EMU)}">{fill_xml(colour)}</a:ln>'


def transform(rect: Rect, prefix: str = "a") -> str:
    """Return the position and size of a shape."""
    left, top = round(rect.left * EMU), round(rect.top * EMU)
    width, height = (max(round(length * EMU), 1) for length in (rect.width, rect.height))
    return (
        f'<{prefix}:xfrm><a:off x="{left}" y="{top}"/>'
        f'<a:ext cx="{width}" cy="{height}"/></{prefix}:xfrm>'
    )


def _paragraph(paragraph: Paragraph, language: str) -> str:
    align, direction = paragraph.align, ""
    text = "".join(run.text for run in paragraph.runs)
    if is_right_to_left(text):
        # Otherwise a full stop would be at the wrong end.
        align, direction = align or "r", ' rtl="1"'
    align = f' algn="{align}"' if align else ""
    hang = round(paragraph.hang * EMU)
    indent = -hang if paragraph.has_mark else 0
    return (
        f'<a:p><a:pPr marL="{hang}" indent="{indent}"{align}{direction}>'
        f'<a:lnSpc><a:spcPct val="{round(paragraph.leading * 100_000)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{round(paragraph.above * 50)}"/></a:spcBef>'
        # The measurement does not include the layout's space after paragraphs.
        '<a:spcAft><a:spcPts val="0"/></a:spcAft>'
        f"<a:buNone/></a:pPr>{runs_xml(paragraph.runs, language)}</a:p>"
    )


def runs_xml(runs: Iterable[Run], language: str) -> str:
    """Return the runs of a paragraph."""
    content = ""
    for run in runs:
        if not run.text:
            continue
        attributes = lang_xml(run.language or language)
        if run.size is not None:
            attributes += f' sz="{round(run.size * 50)}"'
        if run.bold is not None:
            attributes += f' b="{int(run.bold)}"'
        fill = fill_xml(run.colour) if run.colour else ""
        text = xml_text(run.text)
        content += f'<a:r><a:rPr{attributes} dirty="0">{fill}</a:rPr><a:t>{text}</a:t></a:r>'
    return content


def colour_xml(colour: str) -> str:
    """Return a colour, ``#RRGGBB`` or a theme colour (``tx2``), as a DrawingML element."""
    if colour.startswith("#"):
        return f'<a:srgbClr val="{colour[1:]}"/>'
    return f'<a:schemeClr val="{colour}"/>'


def chart_frame(number: int, rect: Rect, relation: str, description: str, place: str) -> str:
    """Return a chart in a placeholder: its relationship, and what it shows in words."""
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{number}" name="Chart" '
        f'descr="{xml_text(description)}"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
        f"</p:cNvGraphicFramePr><p:nvPr>{place}</p:nvPr></p:nvGraphicFramePr>"
        f"{transform(rect, 'p')}<a:graphic><a:graphicData "
        'uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        f'r:id="{relation}"/></a:graphicData></a:graphic></p:graphicFrame>'
    )


def slide_number(shown: int, language: str, colour: str) -> str:
    """Return the text of the shape that shows the number of the slide.

    Its colour is that of the layout if none is given.
    """
    look = f">{fill_xml(colour)}</a:rPr>" if colour else "/>"
    return (
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="r"/>'
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
        f"<a:rPr{lang_xml(language)}{look}<a:t>{shown}</a:t></a:fld></a:p></p:txBody>"
    )
