"""Opens a presentation to put slides into: ours, or a template that nobody vouches for."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from itertools import count, filterfalse
from pathlib import Path
from typing import Any, Final

from briefing_app.errors import OptionError
from briefing_app.files.office_file import is_ole_file, is_password_protected
from briefing_app.files.safe_read import UnsuitableFileError, UnsuitableReason, read_regular_file

_FIRST_SLIDE: Final = 256  # what PowerPoint counts slides from
_PARTS_MOST: Final = 5_000
_UNPACKED_MOST: Final = 300_000_000  # bytes
_TYPES: Final = "application/vnd.openxmlformats-officedocument.presentationml."
_PRESENTATION: Final = f"{_TYPES}presentation.main+xml"
_SAME: Final = (f"{_TYPES}template.main+xml", f"{_TYPES}slideshow.main+xml")
_RELATIONSHIPS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_LINKS: Final = {"hlinkClick", "hlinkHover", "hlinkMouseOver"}
_KEPT: Final = {"officeDocument", "custom-properties", "classificationlabels"}
_OF_ITS_SLIDES: Final = {"presProps", "viewProps", "commentAuthors", "authors"}
_TITLES: Final = {"title", "ctrTitle"}
_FILE_MOST: Final = 200 * 2**20  # bytes
_UNFIT: Final = {
    UnsuitableReason.FOLDER: "a folder",
    UnsuitableReason.DEVICE: "a device or a pipe, not a file",
}
_REMEDY: Final = "Choose a .pptx or .potx file that PowerPoint opens."
_REMEDY_FOR_SIZE: Final = "Take large pictures and films out of it, or choose another one."


def open_presentation(file: bytes) -> Any:
    """Open the bytes of a .pptx file."""
    # Imported here: python-pptx takes longer to import than a window to open.
    from pptx.opc.packuri import PackURI  # noqa: PLC0415
    from pptx.package import Package  # noqa: PLC0415

    class _CountingPackage(Package):  # type: ignore[misc]
        """Counts its parts as they come.

        Otherwise each new one walks through all the others for a name that none of them has, which
        for thousands of slides takes minutes.
        """

        _counts: dict[str, int]

        def next_partname(self, tmpl: str) -> PackURI:
            counts = self.__dict__.setdefault("_counts", {})
            if tmpl not in counts:
                start, end = tmpl.split("%d")
                middles = (
                    str(part.partname)[len(start) : -len(end)]
                    for part in self.iter_parts()
                    if part.partname.startswith(start) and part.partname.endswith(end)
                )
                counts[tmpl] = max((int(each) for each in middles if each.isdecimal()), default=0)
            counts[tmpl] += 1
            return PackURI(tmpl % counts[tmpl])

    return _CountingPackage.open(io.BytesIO(file)).main_document_part.presentation


def add_slide(presentation: Any, layout: Any) -> tuple[Any, int]:
    """Add a slide at the end; gives it and its number, from 1.

    python-pptx can do so too, but looks through all slides for a number that none of them has.
    """
    relation_id, slide = presentation.part.add_slide(layout)
    slide.shapes.clone_layout_placeholders(layout)
    ids = presentation.element.sldIdLst
    entry = ids.makeelement(f"{{{ids.nsmap['p']}}}sldId")
    entry.set("id", str(_FIRST_SLIDE + len(ids)))
    entry.set(f"{_RELATIONSHIPS}id", relation_id)
    ids.append(entry)
    return slide, len(ids)


def name_notes_master(presentation: Any) -> None:
    """Have a presentation name the master of its notes, as PowerPoint does and python-pptx not."""
    root = presentation.element
    if root.find("{*}notesMasterIdLst") is not None:
        return
    for relation_id, relation in presentation.part.rels.items():
        if relation.reltype.endswith("/notesMaster"):
            namespace = root.nsmap["p"]
            masters = root.makeelement(f"{{{namespace}}}notesMasterIdLst")
            entry = masters.makeelement(f"{{{namespace}}}notesMasterId")
            entry.set(f"{_RELATIONSHIPS}id", relation_id)
            masters.append(entry)
            root.find("{*}sldMasterIdLst").addnext(masters)
            return


def read_template(path: Path) -> bytes:
    """The bytes of a template, as far as it is a file of a size that can be one.

    Raises:
        OptionError: It isn't there, can't be read, is no ordinary file or far too large.
    """
    try:
        return read_regular_file(path, _FILE_MOST)
    except UnsuitableFileError as error:
        what = f"{path}: the template is {_UNFIT.get(error.reason, error.what)}."
        too_large = error.reason is UnsuitableReason.LARGE
        raise OptionError(what, _REMEDY_FOR_SIZE if too_large else _REMEDY) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise OptionError(f"{path}: the template can’t be read: {reason}.", _REMEDY) from error


def open_template(file: bytes) -> Any:
    """Open a template: its layouts are kept, its slides and all links out of it are not.

    Args:
        file: The bytes of a .pptx or .potx file; they may be anything.

    Raises:
        OptionError: It is no such file, it is protected, damaged or far too large, it holds macros,
            or it needs files outside itself.
    """
    if is_ole_file(file):
        if is_password_protected(file):
            raise OptionError(
                "The template is protected by a password.",
                "Open it in PowerPoint, take the password away and save it under another name.",
            )
        raise OptionError(
            "The template is a file of an older PowerPoint.",
            "Open it in PowerPoint and save it as a .potx or .pptx file.",
        )
    with telling_damage():
        presentation = open_presentation(_checked(file))
        if presentation.part.content_type != _PRESENTATION:
            raise OptionError("The template is not a PowerPoint file.", _REMEDY)
        _drop_slides(presentation)
        _drop_links(presentation)
        _check_names(presentation)
        _take_up_prompts(presentation)
        _number_places(presentation)
    return presentation


@contextmanager
def telling_damage() -> Iterator[None]:
    """Tell what goes wrong while a template is read as what it is: the template's fault.

    Raises:
        OptionError: Something did.
    """
    from lxml.etree import LxmlError  # noqa: PLC0415, slow to import
    from pptx.exc import PythonPptxError  # noqa: PLC0415

    # What python-pptx raises for XML that it doesn't expect is of many kinds.
    unreadable = (
        *(AssertionError, AttributeError, LookupError, TypeError, ValueError, ArithmeticError),
        *(OSError, EOFError, NotImplementedError, RecursionError, RuntimeError),
        *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, LxmlError, PythonPptxError),
    )
    try:
        yield
    except unreadable as error:
        raise OptionError(
            "The template is damaged, or not a PowerPoint file.",
            "Open it in PowerPoint and save it anew, or choose another one.",
        ) from error


def _checked(file: bytes) -> bytes:
    """A template's bytes as those of a plain presentation, once they are known to be harmless."""
    if not zipfile.is_zipfile(io.BytesIO(file)):
        raise OptionError("The template is not a PowerPoint file.", _REMEDY)
    plain = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        entries = package.infolist()
        # What a file claims to unpack to is also the most that is unpacked of it.
        if len(entries) > _PARTS_MOST or sum(e.file_size for e in entries) > _UNPACKED_MOST:
            raise OptionError(
                "The template is too large.", "Take large pictures and films out of it."
            )
        names = {entry.filename for entry in entries}
        if "[Content_Types].xml" not in names or "ppt/presentation.xml" not in names:
            raise OptionError("The template is not a PowerPoint file.", _REMEDY)
        if len(names) != len(entries):
            raise zipfile.BadZipFile("a name stands in it twice")
        kinds = package.read("[Content_Types].xml")
        if b"macroEnabled" in kinds or b"vbaProject" in kinds or b"activeX" in kinds:
            raise OptionError(
                "The template has macros.",
                "Open it in PowerPoint and save it as a .potx file, which has none.",
            )
        for kind in _SAME:
            kinds = kinds.replace(f'"{kind}"'.encode(), f'"{_PRESENTATION}"'.encode())
        with zipfile.ZipFile(plain, "w") as copy:
            for entry in entries:
                blob = kinds if entry.filename == "[Content_Types].xml" else package.read(entry)
                if b"<!DOCTYPE" in blob[:2000] and entry.filename.endswith((".xml", ".rels")):
                    raise zipfile.BadZipFile("a part declares a document type")
                copy.writestr(zipfile.ZipInfo(entry.filename), blob)
    return plain.getvalue()


def _check_names(presentation: Any) -> None:
    """Refuse a template that would be saved with two parts of one name.

    Raises:
        BadZipFile: It would be.
    """
    # Where no relation says which part holds the properties, python-pptx makes one of that name.
    presentation.core_properties  # noqa: B018
    names = [str(part.partname) for part in presentation.part.package.iter_parts()]
    if len(set(names)) < len(names):
        raise zipfile.BadZipFile("two of its parts would have one name")


def _layouts(presentation: Any) -> Iterator[Any]:
    for master in presentation.slide_masters:
        yield from master.slide_layouts


def _take_up_prompts(presentation: Any) -> None:
    """Have texts take the looks of the prompts in their places, where nothing else says any.

    LibreOffice writes no styles, and sets the prompts alone as the text is to be.
    """
    for layout in _layouts(presentation):
        if layout.slide_master.element.find("{*}txStyles") is not None:
            continue
        for place in layout.placeholders:
            body = place.element.find("{*}txBody")
            if body is None or body.find("{*}lstStyle/{*}lvl1pPr") is not None:
                continue
            prompt = body.find("{*}p")
            run = prompt.find("{*}r/{*}rPr") if prompt is not None else None
            if run is None:
                continue
            styles = body.find("{*}lstStyle")
            if styles is None:
                styles = body.makeelement(_DRAWING + "lstStyle")
                body.find("{*}bodyPr").addnext(styles)
            paragraph = prompt.find("{*}pPr")
            level = styles.makeelement(_DRAWING + "lvl1pPr")
            if paragraph is not None:
                level.attrib.update(paragraph.attrib)
                level.extend(deepcopy(each) for each in paragraph if _local(each.tag) != "defRPr")
            letters = level.makeelement(_DRAWING + "defRPr", dict(run.attrib))
            letters.extend(deepcopy(each) for each in run if _local(each.tag) not in _LINKS)
            level.append(letters)
            styles.append(level)


def _number_places(presentation: Any) -> None:
    """Give the places on each layout numbers that differ: 0 to the title, and to that alone.

    LibreOffice leaves the numbers of titles and texts out, which makes each of them 0; a slide's
    text would then be taken for its title.
    """
    for layout in _layouts(presentation):
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


def _drop_slides(presentation: Any) -> None:
    """Take a template's own slides away, with all that names one of them."""
    rels = presentation.part.rels
    for relation_id in [each for each in rels if rels[each].reltype.endswith("/slide")]:
        rels.pop(relation_id)
    root = presentation.element
    for child in list(root):
        # The last two hold shows of some slides, and sections.
        if _local(child.tag) in {"sldIdLst", "custShowLst", "extLst"}:
            root.remove(child)


def _drop_links(presentation: Any) -> None:
    """Take away what leads out of a template, and what only its own slides had.

    Raises:
        OptionError: It can't do without.
    """
    package = presentation.part.package
    for relation_id, relation in list(package._rels.items()):  # noqa: SLF001, no other way
        # Not what its own slides were, a list of their titles, a picture of the first, or buttons
        # of its own. LibreOffice has another word for the first, with which it would stand twice.
        if relation.is_external or relation.reltype.rpartition("/")[2] not in _KEPT:
            package.drop_rel(relation_id)
    for part in list(package.iter_parts()):
        for relation_id, relation in list(part.rels.items()):
            kind = relation.reltype.rpartition("/")[2]
            if relation.is_external or (kind == "slide" and part is not presentation.part):
                _drop_link(part, relation_id)
            elif kind in _OF_ITS_SLIDES:
                part.rels.pop(relation_id)
            elif kind in {"vbaProject", "control", "oleObject"}:
                raise OptionError(
                    "The template has controls or objects of other programs in it.",
                    "Take them out in PowerPoint and save it under another name.",
                )


def _drop_link(part: Any, relation_id: str) -> None:
    root = getattr(part, "_element", None)
    if root is None:
        raise _needing_others()
    for element in list(root.iter()):
        for name, value in list(element.attrib.items()):
            if value != relation_id or not name.startswith(_RELATIONSHIPS):
                continue
            if _local(element.tag) in _LINKS:
                element.getparent().remove(element)
            elif _local(element.tag) == "blip":
                del element.attrib[name]
            else:
                raise _needing_others()
    part.rels.pop(relation_id)


def _needing_others() -> OptionError:
    return OptionError(
        "The template needs files that are not in it, such as a film or a linked object.",
        "Take them out in PowerPoint, or embed them, and save it under another name.",
    )


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
