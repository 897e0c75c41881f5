"""The directory of an Excel workbook: its sheets, and the parts with shared texts and styles."""

import posixpath
from collections.abc import Mapping
from typing import Final, NamedTuple

from briefing_app.authoring.spreadsheets.sheet_marks import (
    NotASheetError,
    create_parser,
    parse,
)
from briefing_app.authoring.spreadsheets.workbook_archive import WorkbookArchive

_RELATIONSHIPS: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",  # in workbooks of the strict form
)
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class ListedSheet(NamedTuple):
    """A sheet as the workbook lists it; the part is empty if it is not a sheet of cells."""

    name: str
    part: str
    is_hidden: bool


class XlsxDirectory:
    """The parts that a workbook lists.

    Args:
        archive: The workbook.

    Raises:
        NotASheetError: The workbook is not as spreadsheet programs write it.
    """

    def __init__(self, archive: WorkbookArchive) -> None:
        self.sheets: list[ListedSheet] = []
        self.strings = ""
        self.styles = ""
        self.counts_from_1904 = False
        self._targets: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        for part, handler in (
            ("xl/_rels/workbook.xml.rels", self._read_relationship),
            ("xl/workbook.xml", self._read_element),
        ):
            parser = create_parser(" ")
            parser.StartElementHandler = handler
            parse(parser, archive.required_part(part), lambda _size: None)

    def _read_relationship(self, name: str, attributes: dict[str, str]) -> None:
        if local_name(name) != "Relationship":
            return
        identity, kind = attributes["Id"], attributes.get("Type", "").rpartition("/")[2]
        if identity in self._targets:
            raise NotASheetError
        target = posixpath.normpath(posixpath.join("/xl", attributes["Target"])).lstrip("/")
        self._targets[identity] = target
        self._kinds[identity] = kind
        if kind in {"sharedStrings", "styles"}:
            own = "strings" if kind == "sharedStrings" else kind
            if getattr(self, own):
                raise NotASheetError
            setattr(self, own, target)

    def _read_element(self, name: str, attributes: dict[str, str]) -> None:
        local = local_name(name)
        if local == "workbookPr":
            self.counts_from_1904 = attributes.get("date1904") in {"1", "true"}
        elif local == "sheet":
            ids = [attributes[key] for ns in _RELATIONSHIPS if (key := f"{ns} id") in attributes]
            if len(ids) != 1 or ids[0] not in self._targets:
                raise NotASheetError
            is_sheet = self._kinds[ids[0]] == "worksheet"
            part = self._targets[ids[0]] if is_sheet else ""
            is_hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append(ListedSheet(attributes["name"], part, is_hidden))


def local_name(name: str) -> str:
    """Return the name of an element without its namespace."""
    return name.rpartition(" ")[2]


def directory_parts(sheets: int, *, counts_from_1904: bool) -> dict[str, bytes]:
    """Return the parts that list the other parts of a workbook whose sheets are named 1, 2, 3."""
    kinds = {f"r{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, sheets + 1)}
    kinds |= {"t": ("sharedStrings", "sharedStrings.xml"), "s": ("styles", "styles.xml")}
    listed = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, sheets + 1))
    workbook = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONSHIPS[0]}">'
        f'<workbookPr date1904="{counts_from_1904:d}"/><sheets>{listed}</sheets></workbook>'
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>'.encode(),
        "_rels/.rels": _relationships({"r1": ("officeDocument", "xl/workbook.xml")}),
        "xl/_rels/workbook.xml.rels": _relationships(kinds),
        "xl/workbook.xml": workbook.encode(),
    }


def _relationships(kinds: Mapping[str, tuple[str, str]]) -> bytes:
    listed = "".join(
        f'<Relationship Id="{identity}" Type="{_RELATIONSHIPS[0]}/{kind}" Target="{target}"/>'
        for identity, (kind, target) in kinds.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'.encode()
