"""PowerPoint templates for tests."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree
from pptx import Presentation

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
POTX = "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
POTM = "application/vnd.ms-powerpoint.template.macroEnabled.main+xml"
MACROS = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_WITHOUT_INDEX = {"title", "ctrTitle", "body", "subTitle"}


def make_template(change: Callable[[Any], None] = lambda _: None) -> bytes:
    """Return a template with python-pptx's default size and one slide of its own."""
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "An old slide"
    slide.notes_slide.notes_text_frame.text = "An old note"
    change(presentation)
    file = io.BytesIO()
    presentation.save(file)
    return file.getvalue()


def repacked(template: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Return the template with each part replaced by `change(name, blob)`, or removed if None."""

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
    """Return the template with another content type."""
    return repacked(
        template,
        lambda name, blob: (
            blob.replace(PPTX.encode(), kind.encode()) if name == "[Content_Types].xml" else blob
        ),
    )


def as_libreoffice_saves(template: bytes) -> bytes:
    """Return the template as LibreOffice would save it.

    Its placeholders have no index, its masters have no text styles, and the relationship to the
    core properties has a type that only LibreOffice uses.
    """
    return repacked(template, _as_libreoffice_part)


def _as_libreoffice_part(name: str, blob: bytes) -> bytes:
    if name == "_rels/.rels":
        other = b"officedocument/2006/relationships/metadata/core-properties"
        return blob.replace(b"package/2006/relationships/metadata/core-properties", other)
    if "slideMasters/slideMaster" in name:
        return re.sub(rb"<p:txStyles>.*</p:txStyles>", b"", blob, flags=re.DOTALL)
    if "slideLayouts/slideLayout" in name:
        root = etree.fromstring(blob)
        for shape in root.iter("{*}sp"):
            place = shape.find("{*}nvSpPr/{*}nvPr/{*}ph")
            if place is not None and place.get("type", "body") in _WITHOUT_INDEX:
                place.attrib.pop("idx", None)
                place.set("type", place.get("type", "body"))
                _replace_text_style(shape.find("{*}txBody"))
        return bytes(etree.tostring(root))
    return blob


def _replace_text_style(body: Any) -> None:
    for old in body.xpath("*[local-name()='p' or local-name()='lstStyle']"):
        body.remove(old)
    prompt = (
        f'<a:p xmlns:a="{body.nsmap["a"]}"><a:pPr algn="ctr"/><a:r><a:rPr sz="3100" b="1">'
        '<a:solidFill><a:srgbClr val="123456"/></a:solidFill></a:rPr><a:t>Text</a:t></a:r></a:p>'
    )
    body.append(etree.fromstring(prompt))
