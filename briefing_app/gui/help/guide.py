"""The pages of the guide, read from Markdown files of the program.

They use a small part of Markdown: a title, a lead, a picture with a numbered legend, sections of
paragraphs, ``**bold**`` and ```keys```. What follows a line ``---`` is for readers of the files.
"""

import re
from dataclasses import dataclass
from typing import Final

from briefing_app.files.paths import guide_folder

PAGES: Final = ("read", "present", "discuss", "export", "write")
"""The names of the files, in the order of the guide; the page of keys follows them."""

_PICTURE: Final = re.compile(r"!\[(?P<alt>[^\]]+)\]\((?P<file>[\w-]+\.png)\)")
_LEGEND: Final = re.compile(r"\d+\. (?P<text>.+)")


@dataclass(frozen=True, slots=True)
class GuidePicture:
    """A picture of a page.

    Args:
        file: The name of its file, beside the page's.
        description: What it shows, for screen readers.
        legend: What the numbers in it mean; empty if it has none.
    """

    file: str
    description: str
    legend: tuple[str, ...] = ()

    @property
    def numbered(self) -> list[tuple[int, str]]:
        """The legend with its numbers."""
        return list(enumerate(self.legend, 1))


@dataclass(frozen=True, slots=True)
class GuideSection:
    """A part of a page.

    Args:
        title: Its heading.
        text: Its paragraphs, one a line.
    """

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A page of the guide.

    Args:
        title: Its heading, and its name in the list of pages.
        lead: What is below the heading.
        picture: Its picture, if it has one.
        sections: Its parts.
    """

    title: str
    lead: str
    picture: GuidePicture | None
    sections: tuple[GuideSection, ...]


def read_guide() -> list[GuidePage]:
    """Return the pages that are made from files."""
    files = (guide_folder() / f"{name}.md" for name in PAGES)
    return [parse_page(file.read_text(encoding="utf-8")) for file in files]


def parse_page(text: str) -> GuidePage:
    """Return the page that a file says."""
    head, *parts = text.partition("\n---\n")[0].split("\n## ")
    title, *blocks = (block.strip() for block in head.split("\n\n") if block.strip())
    pictures = [match for block in blocks if (match := _PICTURE.fullmatch(block))]
    legend = [match["text"] for block in blocks for match in _LEGEND.finditer(block)]
    leads = [block for block in blocks if not _PICTURE.match(block) and not _LEGEND.match(block)]
    picture = None
    if pictures:
        picture = GuidePicture(pictures[0]["file"], pictures[0]["alt"], tuple(legend))
    return GuidePage(
        title.removeprefix("# "), "\n".join(leads), picture, tuple(map(_parse_section, parts))
    )


def _parse_section(text: str) -> GuideSection:
    title, _, body = text.partition("\n")
    paragraphs = (" ".join(block.split()) for block in body.split("\n\n") if block.strip())
    return GuideSection(title.strip(), "\n".join(paragraphs))
