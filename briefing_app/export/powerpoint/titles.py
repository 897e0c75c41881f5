"""The titles of PowerPoint slides: unique, and in a size that fits."""

from typing import Final

from briefing_app.layout.measurer import BOLD, Measurer, TextStyle
from briefing_app.layout.page import Page, Rect
from briefing_app.model.slides import Role, Slide
from briefing_app.model.text import shortened, single_line

_SCALES: Final = (1.0, 0.9, 0.8, 0.7, 0.625, 0.55, 0.475, 0.4, 0.325, 0.25)


class Titles:
    """Gives each slide a unique title, by which a screen reader finds it."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._times: dict[str, int] = {}

    def of(self, page: Page, title: str) -> str:
        """Return the title of a page, or its name if it shows no title."""
        if not title.strip():
            title = _list_name(page.slide)
            if page.number:
                more = f" {page.number}" if page.number > 1 else ""
                title = f"{title} (continued{more})"
        unique = title
        while unique.casefold().strip() in self._given:
            count = self._times[title] = self._times.get(title, 1) + 1
            unique = f"{title} ({count})"
        self._given.add(unique.casefold().strip())
        return unique


def title_at(page: Page, step: int) -> str:
    """Return the title of a page at a step; empty if its slide has no title yet, or none."""
    slide = page.slide
    has_title = any(text.role in {Role.TITLE, Role.NUMBER} for text in slide.texts)
    return single_line(slide.title) if has_title and page.shows_title(step) else ""


def _list_name(slide: Slide) -> str:
    said = {text.role: single_line(text.text) for text in slide.texts}
    if slide.chart is not None:  # for people to guess
        return said.get(Role.SUBTITLE, slide.name)
    speaker = shortened(said.get(Role.SPEAKER, ""))
    return f"{slide.name}: {speaker}" if speaker else slide.name


def fitting_scale(title: str, region: Rect, size: float, measurer: Measurer) -> float:
    """Return the share of its size at which a title fits its region."""
    for scale in _SCALES:
        lines = measurer.break_lines(title, TextStyle(size * scale, BOLD), region.width)
        if sum(line.height for line in lines) <= region.height:
            break
    return scale
