"""Texts of a page that go into one shape of a PowerPoint slide."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from briefing_app.export.powerpoint.design import TARGETS, PageLayout
from briefing_app.layout.page import Form, Page, PlacedText, Rect, Shape
from briefing_app.model.text import single_line


class Group(NamedTuple):
    """Texts, at least one, that go into one shape: a placeholder if it has a name, and a panel."""

    texts: tuple[PlacedText, ...]
    target: str = ""
    panel: Shape | None = None

    @property
    def rect(self) -> Rect:
        """The rectangle of the texts."""
        first, last = self.texts[0].rect, self.texts[-1].rect
        return first._replace(height=last.bottom - first.top)

    @property
    def text(self) -> str:
        """The texts on one line."""
        return single_line(" ".join(text.text for text in self.texts))

    @property
    def is_uniform(self) -> bool:
        """Whether all texts have the same weight and colour."""
        return len({(text.style.weight, text.colour) for text in self.texts}) == 1


def group_texts(texts: Iterable[PlacedText], page: Page, layout: PageLayout) -> list[Group]:
    """Return the groups of texts, in reading order.

    Texts of one column that follow each other share a placeholder, or the panel that they are in.
    Each placeholder is used once.
    """
    groups: list[Group] = []
    for text in texts:
        if not text.text.strip():
            continue
        panel = _panel_behind(text.rect, page.shapes)
        names = TARGETS.get(text.role, ())
        if groups and _continues(groups[-1], text, names, panel):
            groups[-1] = groups[-1]._replace(texts=(*groups[-1].texts, text))
            continue
        used = {group.target for group in groups}
        free = (name for name in names if name in layout.places and name not in used)
        groups.append(Group((text,), next(free, ""), panel))
    return groups


def _continues(last: Group, text: PlacedText, names: Sequence[str], panel: Shape | None) -> bool:
    before, rect = last.texts[-1].rect, text.rect
    is_below = (before.left, before.width) == (rect.left, rect.width)
    return is_below and last.panel == panel and (panel is not None or last.target in names)


def _panel_behind(rect: Rect, shapes: Iterable[Shape]) -> Shape | None:
    """Return the panel or tag that a text is in."""
    panels = (shape for shape in shapes if shape.form is Form.BOX and shape.radius)
    for panel in panels:
        across = panel.rect.left <= rect.left <= rect.right <= panel.rect.right
        if across and panel.rect.top <= rect.top <= rect.bottom <= panel.rect.bottom:
            return panel
    return None
