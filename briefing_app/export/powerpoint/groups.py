"""Texts of a page that go into one shape of a PowerPoint slide."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from briefing_app.export.powerpoint.design import LABEL, MARK, NOW, THEN, TITLE, PageLayout
from briefing_app.layout.page import Form, Page, PlacedText, Rect, Shape
from briefing_app.layout.slide_theme import Colour
from briefing_app.model.slides import Role

_TITLES: Final = {Role.TITLE, Role.STATEMENT, Role.QUESTION}


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
    def is_uniform(self) -> bool:
        """Whether all texts have the same weight and colour."""
        return len({(text.style.weight, text.colour) for text in self.texts}) == 1


def group_texts(texts: Sequence[PlacedText], page: Page, layout: PageLayout) -> list[Group]:
    """Return the groups of texts, in reading order; texts at the foot are not among them.

    Texts of one column that follow each other share a placeholder. Each placeholder is used once.
    """
    groups: list[Group] = []
    used: set[str | None] = set()
    for text, target in _targeted(texts, page, layout):
        panel = _panel_behind(text, page.shapes)
        last = groups[-1] if groups else None
        if last is not None and target is not None and _continues(last, text, target, panel):
            groups[-1] = last._replace(texts=(*last.texts, text))
            continue
        if target in used:
            target = layout.place_for(NOW) if target == THEN else None  # noqa: PLW2901
        groups.append(Group((text,), target, panel))
        used |= {target}
    return groups


def _continues(last: Group, text: PlacedText, target: str, panel: Shape | None) -> bool:
    before = last.texts[-1].rect
    return (last.target, last.panel) == (target, panel) and (before.left, before.width) == (
        text.rect.left,
        text.rect.width,
    )


def _targeted(
    texts: Sequence[PlacedText], page: Page, layout: PageLayout
) -> Iterator[tuple[PlacedText, str | None]]:
    """Yield each text with the name of the placeholder for it, if it has one."""
    has_title = any(text.role in _TITLES and text.colour is not Colour.LABEL for text in texts)
    if layout.title_room is not None and not has_title:
        has_title = any(text.role is Role.TITLE for text in page.slide.texts)
    label = layout.place_for(LABEL)
    for text in texts:
        if not text.text.strip():
            continue
        target = layout.targets.get(text.role) if text.role is not None else None
        if text.role is Role.TITLE and text.colour is Colour.LABEL:
            target = label
        elif text.role is None and text.colour is Colour.MUTED and page.number and not has_title:
            # What continues is the title of a page that shows no other.
            target, has_title = TITLE, True
        elif text.colour is Colour.MARK:
            target = layout.place_for(MARK)
        elif text.role is None and text.colour not in {Colour.CAUTION, Colour.MUTED, Colour.INK}:
            target, label = label, None
        yield text, target


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
