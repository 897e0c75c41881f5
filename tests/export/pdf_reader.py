"""Reads a PDF: its tags with pypdf, its text and pictures with PDFium."""

import io
from collections.abc import Iterator
from ctypes import c_double
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject


class Tag(NamedTuple):
    """An element of the tag tree: its role, its alternative text and its depth."""

    role: str
    alt: str
    depth: int


def tags(pdf: bytes) -> list[Tag]:
    """Return the tags of a PDF in reading order."""
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
    """Return the depth and title of each bookmark in order."""

    def walk(entries: Any, depth: int) -> Iterator[tuple[int, str]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry, depth + 1)
            else:
                yield depth, entry.title

    return list(walk(PdfReader(io.BytesIO(pdf)).outline, 0))


def page_texts(pdf: bytes) -> list[str]:
    """Return the text of each page, every run of white space as one space."""
    document = pdfium.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def text(pdf: bytes) -> str:
    """Return the text of all pages."""
    return " ".join(page_texts(pdf))


def visual_lines(pdf: bytes) -> list[str]:
    """Return the lines of all pages in visual order, left to right, without white space."""
    lines = []
    for page in pdfium.PdfDocument(pdf):
        text_page = page.get_textpage()
        by_baseline: dict[int, list[tuple[float, str]]] = {}
        for at in range(text_page.count_chars()):
            character = text_page.get_text_range(at, 1)
            left, baseline = c_double(), c_double()
            pdfium.raw.FPDFText_GetCharOrigin(text_page, at, left, baseline)
            if character.strip():
                by_baseline.setdefault(round(baseline.value), []).append((left.value, character))
        lines += [
            "".join(character for _, character in sorted(by_baseline[baseline]))
            for baseline in sorted(by_baseline, reverse=True)
        ]
    return lines


def horizontal_extents(pdf: bytes, words: str) -> list[tuple[float, float]]:
    """Return left and right, in points, of words on the first page, once for each line of them."""
    page = pdfium.PdfDocument(pdf)[0].get_textpage()
    found = page.search(words, match_case=True).get_next()
    if found is None:
        return []
    rects = [page.get_rect(at) for at in range(page.count_rects(*found))]
    return [(left, right) for left, _, right, _ in rects]


def baselines(pdf: bytes, words: str, at_page: int = 0) -> list[float]:
    """Return the baseline, in points, of each occurrence of words on a page.

    Args:
        pdf: The PDF.
        words: Words on one line.
        at_page: The index of the page.
    """
    page = pdfium.PdfDocument(pdf)[at_page].get_textpage()
    search = page.search(words, match_case=True)
    found = []
    while (at := search.get_next()) is not None:
        left, baseline = c_double(), c_double()
        pdfium.raw.FPDFText_GetCharOrigin(page, at[0], left, baseline)
        found.append(baseline.value)
    return found


def pictures(pdf: bytes, scale: float = 1.0) -> Iterator[Image.Image]:
    """Yield the pages, drawn at `scale` pixels per point."""
    for page in pdfium.PdfDocument(pdf):
        yield page.render(scale=scale).to_pil()
