"""A presentation that slides are added to, as XML."""

import io
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any, Final

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

from briefing_app.export.powerpoint.shapes import SPACES, text_shape
from briefing_app.files.archive import without_origin

_FIRST_SLIDE_ID: Final = 256  # the minimum in the file format
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# The placeholders of every notes master that PowerPoint makes; it finds them by their type.
_NOTES: Final = '<p:ph type="body" sz="quarter" idx="3"/>'
_SLIDE_IMAGE: Final = (
    '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
    'noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr>'
    "<p:spPr/></p:sp>"
)


class Deck:
    """A presentation of python-pptx, without slides, that slides are added to.

    Slides are parts with text, not python-pptx's trees of elements, which take several times as
    long.
    """

    def __init__(self, presentation: Any) -> None:
        self.presentation = presentation
        self._package = presentation.part.package
        self._ids = presentation.element.get_or_add_sldIdLst()
        self._names: dict[str, Iterator[str]] = {}
        self._notes_master = presentation.part.notes_master_part

    @property
    def slide_count(self) -> int:
        """The number of slides."""
        return len(self._ids)

    def new_slide(self, layout: Any) -> Any:
        """Add a slide with a layout, a part, at the end, without content, and return its part."""
        part = self._part("/ppt/slides/slide%d.xml", CONTENT_TYPE.PML_SLIDE)
        part.relate_to(layout, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
        # Like relate_to, but without a search, which takes long for thousands of slides.
        relation = self.presentation.part.rels._add_relationship(  # noqa: SLF001
            RELATIONSHIP_TYPE.SLIDE, part
        )
        self._ids._add_sldId(id=_FIRST_SLIDE_ID + len(self._ids), rId=relation)  # noqa: SLF001
        return part

    def add_chart(self, slide: Any, xml: str, workbook: bytes) -> str:
        """Add a chart to a slide, and return the id of its relationship.

        The XML is a ``c:chartSpace``, in which ``rId1`` is the workbook with the figures.
        """
        chart = self._part("/ppt/charts/chart%d.xml", CONTENT_TYPE.DML_CHART)
        figures = self._part("/ppt/embeddings/Microsoft_Excel_Sheet%d.xlsx", CONTENT_TYPE.SML_SHEET)
        figures.blob = workbook
        chart.relate_to(figures, RELATIONSHIP_TYPE.PACKAGE)
        chart.blob = (_HEAD + xml).encode()
        relation: str = slide.relate_to(chart, RELATIONSHIP_TYPE.CHART)
        return relation

    def fill(self, slide: Any, shapes: Iterable[str]) -> None:
        """Set the content of a slide: its shapes in reading order."""
        slide.blob = _page("sld", shapes)

    def add_notes(self, slide: Any, body: str) -> None:
        """Add notes to a slide; their text is a ``p:txBody``."""
        notes = self._part("/ppt/notesSlides/notesSlide%d.xml", CONTENT_TYPE.PML_NOTES_SLIDE)
        notes.relate_to(self._notes_master, RELATIONSHIP_TYPE.NOTES_MASTER)
        notes.relate_to(slide, RELATIONSHIP_TYPE.SLIDE)
        slide.relate_to(notes, RELATIONSHIP_TYPE.NOTES_SLIDE)
        text = text_shape(3, "Notes", None, body, place=_NOTES)
        notes.blob = _page("notes", (_SLIDE_IMAGE, text))

    def saved(self) -> bytes:
        """Return the file without the time of its creation; the same slides give the same bytes."""
        saved = io.BytesIO()
        self.presentation.save(saved)
        return without_origin(saved.getvalue())

    def _part(self, pattern: str, kind: str) -> Any:
        """Return a new part; python-pptx's search for a free name takes long for many slides."""
        names = self._names.setdefault(pattern, (pattern % number for number in count(1)))
        return Part(PackURI(next(names)), kind, self._package)


def _page(kind: str, shapes: Iterable[str]) -> bytes:
    """Return the content of a slide, or of its notes."""
    return (
        f"{_HEAD}<p:{kind} {SPACES}><p:cSld><p:spTree>"
        '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        f"{''.join(shapes)}</p:spTree></p:cSld>"
        f"<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:{kind}>"
    ).encode()
