"""Templates for PowerPoint, made up for tests."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree
from pptx import SlideshowState

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
POTX = "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
MACROS = "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"
_UNNUMBERED = {"title", "ctrTitle", "body", "subTitle"}


def make_template(change: Callable[[Any], None] = lambda _: None) -> bytes:
    """A template of another size than ours, with a slide of its own."""
    presentation = SlideshowState()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "An old slide"
    slide.notes_slide.notes_text_frame.text = "An old note"
    change(presentation)
    file = io.BytesIO()
    presentation.save(file)
    return file.getvalue()


def repacked(template: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A template with its parts changed; None takes one away."""

    def parts() -> Iterator[tuple[str, bytes]]:
        with zipfile.ZipFile(io.BytesIO(template)) as package:
            for name in package.namelist():
                blob = change(name, package.read(name))
                if blob is not None:
                    yield name, blob

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, blob in parts():
            package.writestr(name, blob)
    return file.getvalue()


def of_type(template: bytes, kind: str) -> bytes:
    """A template that says it is of another type."""
    return repacked(
        template,
        lambda name, blob: (
            blob.replace(PPTX.encode(), kind.encode()) if name == "[Content_Types].xml" else blob
        ),
    )


def as_libreoffice_saves(template: bytes) -> bytes:
    """A template as LibreOffice would have it.

    Its places have no numbers, its masters no styles, and its properties are related by a word that
    nobody else has for them.
    """
    return repacked(template, _as_libreoffice)


def _as_libreoffice(name: str, blob: bytes) -> bytes:
    if name == "_rels/.rels":
        other = b"officedocument/2006/relationships/metadata/core-properties"
        return blob.replace(b"package/2006/relationships/metadata/core-properties", other)
    if "slideMasters/slideMaster" in name:
        return re.sub(rb"<p:txStyles>.*</p:txStyles>", b"", blob, flags=re.DOTALL)
    if "slideLayouts/slideLayout" in name:
        root = etree.fromstring(blob)
        for shape in root.iter("{*}sp"):
            place = shape.find("{*}nvSpPr/{*}nvPr/{*}ph")
            if place is not None and place.get("type", "body") in _UNNUMBERED:
                place.attrib.pop("idx", None)
                place.set("type", place.get("type", "body"))
                _styled_by_its_prompt(shape.find("{*}txBody"))
        return bytes(etree.tostring(root))
    return blob


def _styled_by_its_prompt(body: Any) -> None:
    for old in body.xpath("*[local-name()='p' or local-name()='lstStyle']"):
        body.remove(old)
    prompt = (
        f'<a:p xmlns:a="{body.nsmap["a"]}"><a:pPr algn="ctr"/><a:r><a:rPr sz="3100" b="1">'
        '<a:solidFill><a:srgbClr val="123456"/></a:solidFill></a:rPr><a:t>Text</a:t></a:r></a:p>'
    )
    body.append(etree.fromstring(prompt))
