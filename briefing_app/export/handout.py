"""The briefing on paper: a tagged PDF (PDF/UA-1) of A4 pages, and its pages as pictures to print.

`handout_data` makes the texts and ``resources/handout/handout.typ`` lays them out. No text of a
briefing is read as markup. Nothing is loaded but the template and the bundled fonts.
"""

from typing import Any

from briefing_app.export.handout_data import (
    DEFAULT_OPTIONS,
    HandoutOptions,
    comparison_data,
    handout_data,
)
from briefing_app.export.size_limits import check_handout_size
from briefing_app.export.typesetting import (
    CompressedPages,
    typeset,
    typeset_pages,
    typeset_pages_in_subprocess,
    typeset_pdf_in_subprocess,
)
from briefing_app.files.progress import Progress
from briefing_app.layout.identity import NO_IDENTITY, Identity
from briefing_app.model.comparison import Comparison
from briefing_app.model.report import Report


def make_handout_pdf(
    report: Report,
    options: HandoutOptions = DEFAULT_OPTIONS,
    comparison: Comparison | None = None,
    progress: Progress | None = None,
) -> bytes:
    """Make the handout as a PDF that conforms to PDF/UA-1; the same values give the same bytes.

    Args:
        report: The briefing.
        options: What the handout contains.
        comparison: Changes since an earlier briefing, for pages of their own.
        progress: Called often, if given; an exception that it raises ends the work at once.
    """
    return _make_pdf(handout_data(report, options, comparison), progress)


def make_comparison_pdf(
    comparison: Comparison,
    progress: Progress | None = None,
    identity: Identity = NO_IDENTITY,
) -> bytes:
    """Make a PDF, conforming to PDF/UA-1, of only what changed between two briefings.

    Args:
        comparison: What changed.
        progress: As for `make_handout_pdf`.
        identity: The identity to show.
    """
    return _make_pdf(comparison_data(comparison, identity), progress)


def make_handout_pages(
    report: Report,
    options: HandoutOptions = DEFAULT_OPTIONS,
    comparison: Comparison | None = None,
    progress: Progress | None = None,
) -> CompressedPages:
    """Make the handout's pages as SVG pictures of A4, for preview and printing.

    `QSvgRenderer` draws SVG as a PDF reader draws the PDF, at any printer's resolution. Letters are
    shapes, so no font is needed; the `texts` of the pages are for screen readers. A page takes
    about 0.3 MB, and a sixth of that while compressed.

    Args:
        report: The briefing.
        options: What the handout contains.
        comparison: Changes since an earlier briefing, for pages of their own.
        progress: As for `make_handout_pdf`.
    """
    data = handout_data(report, options, comparison)
    check_handout_size(data)
    if progress is not None:
        return typeset_pages_in_subprocess(data, progress)
    return typeset_pages(data)


def _make_pdf(data: dict[str, Any], progress: Progress | None) -> bytes:
    check_handout_size(data)
    if progress is not None:
        return typeset_pdf_in_subprocess(data, progress)
    (pdf,) = typeset(data, "pdf")
    return pdf
