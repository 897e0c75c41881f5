"""The titles of PowerPoint slides, which are unique."""

from briefing_app.layout.page import Page
from briefing_app.model.slides import Role, Slide
from briefing_app.model.text import shortened, single_line


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


def _list_name(slide: Slide) -> str:
    said = {text.role: single_line(text.text) for text in slide.texts}
    if slide.chart is not None:  # for people to guess
        return said.get(Role.SUBTITLE, slide.name)
    speaker = shortened(said.get(Role.SPEAKER, ""))
    return f"{slide.name}: {speaker}" if speaker else slide.name
