"""Outlines of slides without their pages."""

from collections.abc import Iterable

from briefing_app.model.slideshow.state import SlideOutline


def sample_outlines(slides: Iterable[Iterable[int]]) -> tuple[SlideOutline, ...]:
    """Return outlines of slides that show no answer, from the steps of each page of each slide."""
    return tuple(tuple((False,) * steps for steps in pages) for pages in slides)
