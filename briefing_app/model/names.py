"""The names that a briefing lists, which slides and pages don't break over lines."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from briefing_app.model.report import Report

_MAX_LENGTH: Final = 32  # characters; a longer name may not fit on a line
_FIRST_WORD: Final = r"\w+"


class KnownNames:
    """Finds names in texts.

    Args:
        names: The names; those that no line breaks, and long ones, are left out.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first_word: defaultdict[str, list[str]] = defaultdict(list)
        for name in sorted({" ".join(name.split()) for name in names}):
            first = re.search(_FIRST_WORD, name)
            can_break = " " in name or "-" in name
            if first is not None and can_break and len(name) <= _MAX_LENGTH:
                self._by_first_word[first.group()].append(name)

    def found_in(self, text: str) -> tuple[str, ...]:
        """Return the names that a text contains, the longest first: one may be part of another."""
        found = (
            name
            for word in set(re.findall(_FIRST_WORD, text))
            for name in self._by_first_word.get(word, ())
            if name in text
        )
        return tuple(sorted(found, key=lambda name: (-len(name), name)))


def known_names(report: Report) -> KnownNames:
    """Return the names of a briefing's forces, speakers, sources and publisher."""
    names = {name for force in report.forces for name in (force.name, force.short_name)}
    names |= {speaker.name for speaker in report.speakers}
    names |= {name for source in report.sources for name in (source.publisher, source.title)}
    names.add(report.publisher)
    return KnownNames(names)


def unbroken(text: str, names: Sequence[str], hyphen: str = "-") -> str:
    """Return a text with no-break spaces in names.

    Args:
        text: The text; its names may have no-break spaces already.
        names: The names that it contains, as `KnownNames.found_in` returns them.
        hyphen: What replaces each hyphen of a name, so that no line ends after it.
    """
    for name in names:
        kept = name.replace(" ", "\N{NO-BREAK SPACE}")
        text = text.replace(name, kept).replace(kept, kept.replace("-", hyphen))
    return text


def whole(name: str, text: str) -> list[str]:
    """Return each place of a name in a text, with the signs that aren't parted from it."""
    # Only from the beginning of a word: a long text without spaces would take quadratic time.
    return re.findall(rf"(?<!\S)\S*?{re.escape(name)}\S*", text)


def unparted_source(source: str) -> str:
    """Return a source with a no-break space before the number at its end: a page, a table."""
    return re.sub(r" (\d\S*)$", "\N{NO-BREAK SPACE}\\1", source)
