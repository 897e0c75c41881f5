"""Shapes on a PowerPoint slide: texts, boxes, rules and dots; lengths are in points."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any, Final, NamedTuple
from unicodedata import bidirectional

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.util import Pt

from briefing_app.export.powerpoint.pages import CAUTION_PADDING, Part
from briefing_app.model.palette import LIGHT
from briefing_app.model.slides import Role
from briefing_app.model.text_direction import is_rtl_language

EMU: Final = 12_700  # in a point

_DECORATIVE: Final = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
    ' val="1"/></a:ext></a:extLst>'
)
_MAIN: Final = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


class Box(NamedTuple):
    """A rectangle on a slide."""

    left: float
    top: float
    width: float
    height: float


class Run(NamedTuple):
    """Text in one format.

    Args:
        text: The text.
        size: The font size; None for that of the layout.
        bold: Whether it is bold; None for the layout's choice.
        colour: ``#RRGGBB`` or a theme colour (``tx2``); empty for that of the layout.
    """

    text: str
    size: float | None = None
    bold: bool | None = None
    colour: str = ""


class Paragraph(NamedTuple):
    """The runs of a paragraph, and the gap above it."""

    runs: Sequence[Run]
    above: float = 0


def part_paragraphs(
    parts: Iterable[Part], colours: dict[Role, str], *, bolds: bool = True
) -> list[Paragraph]:
    """Return parts of a slide as the paragraphs of one shape."""
    found: list[Paragraph] = []
    for part in parts:
        bold = True if part.look.bold and bolds else None
        colour = colours.get(part.role, "")
        for at, (text, gap) in enumerate(part.paragraphs):
            above = (part.look.above if found else 0.0) if not at else gap
            runs = [Run(text, part.size, bold, colour)]
            if part.lead and not at and text.startswith(part.lead):
                lead, rest = text[: len(part.lead)], text[len(part.lead) :]
                runs = [
                    Run(lead, part.size, bold=True, colour=colour),
                    Run(rest, part.size, bold, colour),
                ]
            found.append(Paragraph([run for run in runs if run.text], above))
    return found


def write(
    shape: Any, paragraphs: Iterable[Paragraph], language: str, *, centred: bool = False
) -> None:
    """Replace the text of a shape, without the bullets of its layout.

    The text shrinks on overflow, for computers with a wider font.

    Args:
        shape: The shape.
        paragraphs: The text.
        language: The language tag; right-to-left text starts at the right.
        centred: Whether the shape centres its text.
    """
    body = shape.element.txBody
    properties = body.bodyPr
    for fit in properties.xpath("a:noAutofit | a:normAutofit | a:spAutoFit"):
        properties.remove(fit)
    properties.append(parse_xml(f"<a:normAutofit {_MAIN}/>"))
    for old in body.findall("{*}p"):
        body.remove(old)
    for paragraph in paragraphs:
        body.append(parse_xml(_paragraph(paragraph, language, centred=centred)))


def _paragraph(paragraph: Paragraph, language: str, *, centred: bool) -> str:
    runs = "".join(_run(run, language) for run in paragraph.runs)
    direction = ""
    if is_rtl_language(language):
        # Otherwise the full stop of a paragraph in Latin letters would be at the wrong end.
        kinds = {bidirectional(character) for run in paragraph.runs for character in run.text}
        ours = "L" in kinds and kinds.isdisjoint({"R", "AL"})
        direction = f' algn="{"ctr" if centred else "r"}" rtl="{int(not ours)}"'
    return (
        f'<a:p {_MAIN}><a:pPr marL="0" indent="0"{direction}>'
        f'<a:spcBef><a:spcPts val="{round(min(paragraph.above, 1584) * 100)}"/></a:spcBef>'
        # The measurement does not include the layout's space after paragraphs.
        f'<a:spcAft><a:spcPts val="0"/></a:spcAft>'
        f"<a:buNone/></a:pPr>{runs}</a:p>"
    )


def _run(run: Run, language: str) -> str:
    attributes = f' lang="{escape(language)}"' if language else ""
    if run.size is not None:
        attributes += f' sz="{round(run.size * 100)}"'
    if run.bold is not None:
        attributes += f' b="{int(run.bold)}"'
    fill = f"<a:solidFill>{colour_xml(run.colour)}</a:solidFill>" if run.colour else ""
    properties = f'<a:rPr{attributes} dirty="0">{fill}</a:rPr>'
    return f"<a:r>{properties}<a:t>{escape(run.text)}</a:t></a:r>"


def colour_xml(colour: str) -> str:
    """Return a colour, ``#RRGGBB`` or a theme colour, as a DrawingML element."""
    if colour.startswith("#"):
        return f'<a:srgbClr val="{colour[1:]}"/>'
    return f'<a:schemeClr val="{colour}"/>'


def place(shape: Any, box: Box) -> None:
    """Move and resize a shape."""
    shape.left, shape.top = Pt(box.left), Pt(box.top)
    shape.width, shape.height = Pt(max(box.width, 1)), Pt(max(box.height, 1))


def put_in_order(slide: Any, shapes: Iterable[Any]) -> None:
    """Set the reading order of shapes, which is their order in the file."""
    tree = slide.shapes.element
    for shape in shapes:
        tree.append(shape.element)


def add_text(slide: Any, name: str, box: Box) -> Any:
    """Add an empty box for text, without padding."""
    shape = slide.shapes.add_textbox(*_emu(box))
    shape.name = name
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return shape


def add_cautions(slide: Any, box: Box, parts: Iterable[Part], language: str) -> Iterator[Any]:
    """Add cautions, each in its own box, below each other."""
    top = box.top
    for at, part in enumerate(parts):
        top += part.look.above if at else 0
        yield _add_caution(slide, box._replace(top=top, height=part.height), part, language)
        top += part.height


def _add_caution(slide: Any, box: Box, part: Part, language: str) -> Any:
    """Add a caution in a box that looks the same on every template."""
    shape = _add_filled(slide, MSO_SHAPE.ROUNDED_RECTANGLE, box, LIGHT.caution_soft)
    shape.name = "Caution"
    shape.adjustments[0] = min(0.5, 6 / max(box.height, 1))
    frame = shape.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = Pt(CAUTION_PADDING[0])
    frame.margin_top = frame.margin_bottom = 0
    write(shape, part_paragraphs([part], {Role.CAUTION: LIGHT.caution}), language)
    if not is_rtl_language(language):
        for paragraph in frame.paragraphs:
            paragraph.alignment = PP_ALIGN.LEFT
    return shape


def add_rule(slide: Any, box: Box, colour: str) -> Any:
    """Add a decorative rule next to a text."""
    return _decorative(_add_filled(slide, MSO_SHAPE.RECTANGLE, box, colour), "Rule")


def add_dot(slide: Any, box: Box, colour: str) -> Any:
    """Add a decorative dot before a text."""
    return _decorative(_add_filled(slide, MSO_SHAPE.OVAL, box, colour), "Dot")


def add_number(slide: Any, number: int, language: str) -> Any | None:
    """Add the slide number if the layout has a placeholder for it."""
    for placeholder in slide.slide_layout.placeholders:
        if placeholder.element.ph_type == PP_PLACEHOLDER.SLIDE_NUMBER:
            slide.shapes.clone_placeholder(placeholder)
            shape = slide.placeholders[placeholder.element.ph_idx]
            paragraph = shape.text_frame.paragraphs[0]

            lang = f' lang="{escape(language)}"' if language else ""
            paragraph._p.insert(  # noqa: SLF001, python-pptx cannot add a field
                0,
                parse_xml(
                    f'<a:fld {_MAIN} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}"'
                    f' type="slidenum"><a:rPr{lang}/><a:t>{number}</a:t></a:fld>'
                ),
            )
            return shape
    return None


def _add_filled(slide: Any, kind: Any, box: Box, colour: str) -> Any:
    shape = slide.shapes.add_shape(kind, *_emu(box))
    shape.fill.solid()
    if colour.startswith("#"):
        shape.fill.fore_color.rgb = RGBColor.from_string(colour[1:])
    else:
        shape.fill.fore_color.theme_color = MSO_THEME_COLOR.from_xml(colour)
    shape.line.fill.background()
    style = shape.element.find("{*}style")
    if style is not None:  # the theme's shadow
        shape.element.remove(style)
    return shape


def _decorative(shape: Any, name: str) -> Any:
    shape.name = name
    shape.element.nvSpPr.cNvPr.append(parse_xml(_DECORATIVE))
    return shape


def _emu(box: Box) -> tuple[Any, Any, Any, Any]:
    return Pt(box.left), Pt(box.top), Pt(max(box.width, 1)), Pt(max(box.height, 1))
