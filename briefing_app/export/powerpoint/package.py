"""Opens the presentation that slides are added to: our own, or an untrusted template."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from itertools import count, filterfalse
from pathlib import Path
from typing import Any, Final

from lxml.etree import LxmlError
from pptx.exc import PythonPptxError
from pptx.opc.constants import CONTENT_TYPE
from pptx.package import Package

from briefing_app.errors import OptionError
from briefing_app.files.paths import POWERPOINT
from briefing_app.files.reading import (
    UnsuitableFileError,
    UnsuitableReason,
    declares_document_type,
    is_ole_file,
    is_password_protected,
    read_regular_file,
)

_MAX_PARTS: Final = 5_000
_MAX_UNPACKED_SIZE: Final = 300_000_000  # bytes
_RELATIONSHIPS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_LINKS: Final = {"hlinkClick", "hlinkHover", "hlinkMouseOver"}
_KEPT: Final = {"officeDocument", "custom-properties", "classificationlabels"}
_SETTINGS: Final = {"presProps", "viewProps"}
_OF_ITS_SLIDES: Final = {"slide", "commentAuthors", "authors", *_SETTINGS}
_BODIES_WITHOUT_STYLE: Final = ".//p:sp[.//p:ph]/p:txBody[not(a:lstStyle/a:lvl1pPr)]"
_TITLES: Final = {"title", "ctrTitle"}
_MAX_FILE_SIZE: Final = 200 * 2**20  # bytes
_UNFIT: Final = {
    UnsuitableReason.FOLDER: "a folder",
    UnsuitableReason.DEVICE: "a device or a pipe, not a file",
}
_REMEDY: Final = "Choose a .pptx or .potx file that PowerPoint opens."
_REMEDY_FOR_SIZE: Final = "Remove large pictures and videos from it, or choose another template."
_HAS_MACROS: Final = (
    "The template has macros, controls, or objects from other programs.",
    "Remove them in PowerPoint, and save it as a .potx file.",
)
_NEEDS_OTHERS: Final = (
    "The template links to other files, such as a video.",
    "Remove or embed them in PowerPoint, and save it under another name.",
)


def own_presentation() -> Any:
    """Open the presentation with our own layouts."""
    return _opened((POWERPOINT / "template.pptx").read_bytes())


def read_template(path: Path) -> bytes:
    """Read a template file.

    Raises:
        OptionError: It cannot be read, is not a regular file, or is too large.
    """
    try:
        return read_regular_file(path, _MAX_FILE_SIZE)
    except UnsuitableFileError as error:
        what = f"{path}: the template is {_UNFIT.get(error.reason, error.what)}."
        too_large = error.reason is UnsuitableReason.LARGE
        raise OptionError(what, _REMEDY_FOR_SIZE if too_large else _REMEDY) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise OptionError(f"{path}: the template can’t be read: {reason}.", _REMEDY) from error


def open_template(file: bytes) -> Any:
    """Open a template, which is not trusted, without its slides and without links to other files.

    Raises:
        OptionError: It is not a PowerPoint file; it is protected, damaged or too large; it contains
            macros, or it needs other files.
    """
    if is_ole_file(file):
        if is_password_protected(file):
            raise OptionError(
                "The template is protected with a password.",
                "Open it in PowerPoint, remove the password and save it under another name.",
            )
        raise OptionError(
            "The template was saved by an older version of PowerPoint.",
            "Open it in PowerPoint and save it as a .potx or .pptx file.",
        )
    with report_damage():
        _check_parts(file)
        presentation = _opened(file)
        # It may be that of a template or of a slideshow.
        presentation.part._content_type = CONTENT_TYPE.PML_PRESENTATION_MAIN  # noqa: SLF001
        # The last two contain custom slideshows and sections.
        for child in presentation.element.xpath("p:sldIdLst | p:custShowLst | p:extLst"):
            presentation.element.remove(child)
        _drop_links(presentation)
        _add_parts(presentation)
        _adopt_prompt_formats(presentation)
        _number_placeholders(presentation)
    return presentation


def _opened(file: bytes) -> Any:
    return Package.open(io.BytesIO(file)).main_document_part.presentation


@contextmanager
def report_damage() -> Iterator[None]:
    """Raise OptionError, which says that a template is damaged, for any error while it is read."""
    # python-pptx raises many kinds of exceptions for unexpected XML.
    unreadable = (
        *(AssertionError, AttributeError, LookupError, TypeError, ValueError, ArithmeticError),
        *(OSError, EOFError, MemoryError, NotImplementedError, RuntimeError),
        *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, LxmlError, PythonPptxError),
    )
    try:
        yield
    except unreadable as error:
        raise OptionError(
            "The template is damaged, or not a PowerPoint file.",
            "Open it in PowerPoint and save it again, or choose another template.",
        ) from error


def _check_parts(file: bytes) -> None:
    """Check that a template can be unpacked and parsed without harm, and is not for macros."""
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        entries = package.infolist()
        # zipfile never unpacks more than the declared size.
        if len(entries) > _MAX_PARTS or sum(e.file_size for e in entries) > _MAX_UNPACKED_SIZE:
            raise OptionError("The template is too large.", _REMEDY_FOR_SIZE)
        if b"macroEnabled" in package.read("[Content_Types].xml"):
            raise OptionError(*_HAS_MACROS)
        # A part of any name can be XML: [Content_Types].xml says what it is.
        if any(declares_document_type(package.read(entry)) for entry in entries):
            raise zipfile.BadZipFile("a part declares a document type")


def _add_parts(presentation: Any) -> None:
    """Add the parts that a presentation needs and a template may lack.

    Without settings, PowerPoint offers to repair the file. Our own settings name no slides. Raise
    BadZipFile if two parts would have the same name.
    """
    for relation in own_presentation().part.rels.values():
        if _kind(relation) in _SETTINGS:
            presentation.part.relate_to(relation.target_part, relation.reltype)
    # python-pptx adds them when they are first used.
    _ = presentation.core_properties.title, presentation.part.notes_master_part
    names = [part.partname for part in presentation.part.package.iter_parts()]
    if len(set(names)) < len(names):
        raise zipfile.BadZipFile("two parts would have the same name")


def layouts(presentation: Any) -> Iterator[Any]:
    """Yield the layouts of all masters."""
    for master in presentation.slide_masters:
        yield from master.slide_layouts


def _adopt_prompt_formats(presentation: Any) -> None:
    """Copy the formats of placeholder prompts to their styles, if there are no styles.

    LibreOffice saves a template without styles, and formats only the prompts.
    """
    for layout in layouts(presentation):
        if layout.slide_master.element.find("{*}txStyles") is not None:
            continue
        for body in layout.element.xpath(_BODIES_WITHOUT_STYLE):
            run = body.find("{*}p/{*}r/{*}rPr")
            if run is None:
                continue
            styles = body.find("{*}lstStyle")
            if styles is None:
                styles = body.makeelement(_DRAWING + "lstStyle")
                body.bodyPr.addnext(styles)
            paragraph = run.getparent().getparent().get_or_add_pPr()
            level = styles.makeelement(_DRAWING + "lvl1pPr", dict(paragraph.attrib))
            level.extend(deepcopy(each) for each in paragraph if _local(each.tag) != "defRPr")
            letters = level.makeelement(_DRAWING + "defRPr", dict(run.attrib))
            letters.extend(deepcopy(each) for each in run if _local(each.tag) not in _LINKS)
            level.append(letters)
            styles.append(level)


def _number_placeholders(presentation: Any) -> None:
    """Give the placeholders on each layout distinct indexes; only the title gets 0.

    LibreOffice omits the indexes of titles and texts, which makes each of them 0, so that a slide's
    text would be treated as its title.
    """
    for layout in layouts(presentation):
        places: list[Any] = [shape.element.ph for shape in layout.placeholders]
        title: Any = next((place for place in places if place.get("type") in _TITLES), None)
        given = [int(place.get("idx", "0")) for place in places]
        free = filterfalse(set(given).__contains__, count(1))
        taken = {0}
        for place, number in zip(places, given, strict=True):
            if place is title:
                place.set("idx", "0")
            elif number in taken:
                place.set("idx", str(next(free)))
            else:
                taken.add(number)


def _drop_links(presentation: Any) -> None:
    """Remove links to other files, and everything that belonged to the template's slides.

    Raise OptionError if the template needs other files or objects.
    """
    package = presentation.part.package
    for relation_id, relation in list(package._rels.items()):  # noqa: SLF001, no other way
        # Drops the old properties with the list of slide titles, the thumbnail and custom ribbons.
        # LibreOffice uses another type for the properties, so they would be saved twice.
        if relation.is_external or _kind(relation) not in _KEPT:
            package.drop_rel(relation_id)
    for part in list(package.iter_parts()):
        for relation_id, relation in list(part.rels.items()):
            kind = _kind(relation)
            if relation.is_external or (kind == "slide" and part is not presentation.part):
                _drop_link(part, relation_id)
            elif kind in _OF_ITS_SLIDES:
                part.rels.pop(relation_id)
            elif kind in {"vbaProject", "control", "oleObject"}:
                raise OptionError(*_HAS_MACROS)


def _drop_link(part: Any, relation_id: str) -> None:
    root = getattr(part, "_element", None)
    if root is None:
        raise OptionError(*_NEEDS_OTHERS)
    for element in list(root.iter()):
        for name, value in list(element.attrib.items()):
            if value != relation_id or not name.startswith(_RELATIONSHIPS):
                continue
            if _local(element.tag) in _LINKS:
                element.getparent().remove(element)
            elif _local(element.tag) == "blip":
                del element.attrib[name]
            else:
                raise OptionError(*_NEEDS_OTHERS)
    part.rels.pop(relation_id)


def _kind(relation: Any) -> str:
    return str(relation.reltype).rpartition("/")[2]


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
