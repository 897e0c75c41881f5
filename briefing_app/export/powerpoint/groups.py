"""Texts of a page that go into one shape of a PowerPoint slide."""

from collections.abc import Sequence
from typing import NamedTuple

from briefing_app.export.powerpoint.design import PageLayout
from briefing_app.layout.page import Form, Page, PlacedText, Rect, Shape
from briefing_app.model.text import single_line


class Group(NamedTuple):
    """Texts that go into one shape.

    Args:
        texts: The texts, at least one.
        target: The name of the placeholder for them; None for a text box.
        panel: The panel, or the tag, that they are in, if any.
    """

    texts: tuple[PlacedText, ...]
    target: str | None = None
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


def group_texts(texts: Sequence[PlacedText], page: Page, layout: PageLayout) -> list[Group]:
    """Return the groups of texts, in reading order.

    Texts of one column that follow each other share a placeholder, or the panel that they are in.
    Each placeholder is used once.
    """
    groups: list[Group] = []
    used: set[str | None] = set()
    for text in texts:
        if not text.text.strip():
            continue
        panel = _panel_behind(text, page.shapes)
        names = layout.targets.get(text.role, ())
        last = groups[-1] if groups else None
        if last is not None and _continues(last, text, names, panel):
            groups[-1] = last._replace(texts=(*last.texts, text))
            continue
        free = (name for name in names if name in layout.places and name not in used)
        groups.append(Group((text,), next(free, None), panel))
        used.add(groups[-1].target)
    return groups


def _continues(last: Group, text: PlacedText, names: Sequence[str], panel: Shape | None) -> bool:
    before, rect = last.texts[-1].rect, text.rect
    is_below = (before.left, before.width) == (rect.left, rect.width)
    return is_below and last.panel == panel and (panel is not None or last.target in names)


def _panel_behind(text: PlacedText, shapes: Sequence[Shape]) -> Shape | None:
    """Return the panel or tag that a text is in."""
    rect = text.rect
    for shape in shapes:
        if (
            shape.form is Form.BOX
            and shape.radius
            and shape.rect.left <= rect.left
            and shape.rect.right >= rect.right
            and shape.rect.top <= rect.top
            and shape.rect.bottom >= rect.bottom
        ):
            return shape
    return None
