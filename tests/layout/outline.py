"""Describes a laid-out page line by line, so that a test can say where everything is."""

from collections.abc import Iterable, Iterator

from briefing_app.layout.page import Block, Page, PlacedText, Rect, Shape


def outline(block: Block) -> str:
    """Return a line for each shape and text, in their order.

    Rectangles are: left, top, width, height. The first and the last of “×” lines have their width
    and baseline, and an arrow if their paragraph goes on.
    """
    return "\n".join(_lines_of_block(block))


def outline_of_pages(pages: Iterable[Page]) -> str:
    """Return the same for each step of pages, with a heading."""
    return "\n\n".join("\n".join(_lines_of_page(page)) for page in pages)


def _lines_of_page(page: Page) -> Iterator[str]:
    for step in range(page.steps):
        at = f"page {page.number + 1} of {page.total}, step {step + 1} of {page.steps}"
        yield f"{at}, {page.surface.name.lower()}, number on {_number(page.number_baseline)}"
        yield from _lines_of_block(page.shown_at(step))
        lower = page.lower_at(step)
        if lower is not None:
            yield f"lower {_rect(lower.rect)}"
            yield from _lines_of_block(lower.block)


def _lines_of_block(block: Block) -> Iterator[str]:
    yield from map(_shape, block.shapes)
    yield from map(_text, block.texts)


def _shape(shape: Shape) -> str:
    parts = [f"{shape.form.name.lower()} {_rect(shape.rect)}"]
    if shape.fill is not None:
        parts.append(shape.fill)
    if shape.outline is not None:
        parts.append(f"outline {shape.outline} {_number(shape.thickness)}")
    if shape.radius:
        parts.append(f"radius {shape.radius:g}")
    if shape.share != 1:
        parts.append(f"share {shape.share:g}")
    if shape.step:
        parts.append(f"step {shape.step}")
    return ", ".join(parts)


def _text(text: PlacedText) -> str:
    name = text.role.name.lower() if text.role is not None else "text"
    style = f"{text.style.size:g}/{text.style.weight} {text.colour}"
    parts = [f"{name} {_rect(text.rect)}", style, *_lines(text)]
    if text.at_right:
        parts.append("at right")
    if text.right_to_left:
        parts.append("right to left")
    if text.step:
        parts.append(f"step {text.step}")
    if text.leading != 1:
        parts.append(f"leading {text.leading:g}")
    return ", ".join(parts)


def _lines(text: PlacedText) -> Iterator[str]:
    """Yield how the text begins, then its first and its last line."""
    words = text.text.replace("\u200e", "").strip()
    short = f"“{words[:5]}…”" if len(words) > 6 else f"“{words}”"
    yield short if len(text.lines) < 3 else f"{short} ×{len(text.lines)}"
    for line in dict.fromkeys((text.lines[0], text.lines[-1])):
        lead = f" lead {line.lead}" if line.lead else ""
        above = f" above {line.above:g}" if line.above else ""
        end = "" if line.ends else " →"
        yield f"{_number(line.width)} on {_number(line.baseline)}{lead}{above}{end}"


def _rect(rect: Rect) -> str:
    return " ".join(map(_number, rect))


def _number(value: float) -> str:
    return f"{round(value, 1):g}"
