"""Reads a PDF back: its tags with pypdf, its text and pictures with PDFium."""

import io
from collections.abc import Iterator
from ctypes import c_double
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject


class Tag(NamedTuple):
    """An element of the tag tree: its role, what is told instead of it, how deep it stands."""

    role: str
    alt: str
    depth: int


def tags(pdf: bytes) -> list[Tag]:
    """The tags of a PDF in the order in which they are read."""
    return list(_tags(PdfReader(io.BytesIO(pdf)).root_object["/StructTreeRoot"], 0))


def _tags(element: Any, depth: int) -> Iterator[Tag]:
    if isinstance(element, IndirectObject):
        element = element.get_object()
    if isinstance(element, ArrayObject):
        for child in element:
            yield from _tags(child, depth)
    elif isinstance(element, DictionaryObject):
        if "/S" in element:
            yield Tag(str(element["/S"]), str(element.get("/Alt", "")), depth)
        yield from _tags(element.get("/K"), depth + 1)


def bookmarks(pdf: bytes) -> list[tuple[int, str]]:
    """The bookmarks of a PDF in order, each with how deep it stands."""

    def walk(entries: Any, depth: int) -> Iterator[tuple[int, str]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry, depth + 1)
            else:
                yield depth, entry.title

    return list(walk(PdfReader(io.BytesIO(pdf)).outline, 0))


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, every run of white space as one space."""
    document = pdfium.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def text(pdf: bytes) -> str:
    """The text of all pages."""
    return " ".join(page_texts(pdf))


def seen_lines(pdf: bytes) -> list[str]:
    """The lines of all pages as they are seen, from left to right, without white space."""
    lines = []
    for page in pdfium.PdfDocument(pdf):
        words = page.get_textpage()
        placed: dict[int, list[tuple[float, str]]] = {}
        for at in range(words.count_chars()):
            said = words.get_text_range(at, 1)
            left, base = c_double(), c_double()
            pdfium.raw.FPDFText_GetCharOrigin(words, at, left, base)
            if said.strip():
                placed.setdefault(round(base.value), []).append((left.value, said))
        lines += [
            "".join(said for _, said in sorted(placed[base]))
            for base in sorted(placed, reverse=True)
        ]
    return lines


def rectangles(pdf: bytes, words: str) -> list[tuple[float, float]]:
    """Where the first page has words, each part of them on one line: left and right, in points."""
    page = pdfium.PdfDocument(pdf)[0].get_textpage()
    found = page.search(words, match_case=True).get_next()
    if found is None:
        return []
    rects = [page.get_rect(at) for at in range(page.count_rects(*found))]
    return [(left, right) for left, _, right, _ in rects]


def baselines(pdf: bytes, words: str) -> list[float]:
    """How high the words stand each time that the first page has them, in points, in its order.

    Args:
        pdf: The PDF.
        words: On one line, without letters that reach below it.
    """
    page = pdfium.PdfDocument(pdf)[0].get_textpage()
    search = page.search(words, match_case=True)
    found = []
    while (at := search.get_next()) is not None:
        left, base = c_double(), c_double()
        pdfium.raw.FPDFText_GetCharOrigin(page, at[0], left, base)
        found.append(base.value)
    return found


def pictures(pdf: bytes, scale: float = 1.0) -> Iterator[Image.Image]:
    """Its pages, drawn at `scale` pixels a point."""
    for page in pdfium.PdfDocument(pdf):
        yield page.render(scale=scale).to_pil()
