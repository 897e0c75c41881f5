"""A fictional briefing of any size; by default, it has 10,000 findings and 20,000 quotes.

Its text is filler. Some words are much more frequent than others, as in real text, so that the
first letter of a search has thousands of hits and the last one has few.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from briefing_app.database.builder import build as build_briefing
from briefing_app.database.columns import FINDING_KINDS
from briefing_app.database.source_rows import BriefingRows, SourceRow, Value
from briefing_app.problems import FileLocation

FINDINGS: Final = 10_000
_QUOTES_PER_FINDING: Final = 2
FORCES: Final = 43
SPEAKERS: Final = 20

_FILLER: Final = """
    the of and a in to with on at from by for under over near beside between along across around
    river garden morning paper table corner letter summer kitchen weather bridge market colour
    evening harbour picture station carpet meadow basket button candle feather ladder mirror
    needle orchard pebble pocket ribbon saddle shelter shadow silver spoon stair string thimble
    timber tower valley velvet village wagon walnut water willow window winter wooden yellow
    amber autumn barley beacon blanket blossom bottle branch bucket canvas cellar chalk cherry
    chimney circle copper cotton cradle curtain dresser distance drawer drizzle easel echo ember
    engine fabric farther fence fiddle flannel forest fountain gallery gentle glimmer granite
    gravel hammer handle hatch hollow horizon island ivory jetty journey juniper kettle lantern
    lavender linen marble maple
"""
_WORDS: Final = _FILLER.split()
_FREQUENCIES: Final = [1 / rank for rank in range(1, len(_WORDS) + 1)]
_SEED: Final = 1

_Values = Mapping[str, Value]


def build(path: Path, findings: int = FINDINGS) -> None:
    """Build the briefing. The result is the same each time.

    Args:
        path: The file to write.
        findings: The number of findings; each has two quotes.
    """
    # The text needs no cryptographic randomness.
    tables = _tables(random.Random(_SEED), findings)
    rows = {
        name: [
            SourceRow(FileLocation(name, number), values) for number, values in enumerate(table, 1)
        ]
        for name, table in tables.items()
    }
    build_briefing(BriefingRows(path, rows), path)


def _tables(chance: random.Random, findings: int) -> dict[str, Sequence[_Values]]:
    quotes = _QUOTES_PER_FINDING * findings

    def text(words: int) -> str:
        return " ".join(chance.choices(_WORDS, _FREQUENCIES, k=words)).capitalize()

    forces = range(1, FORCES + 1)
    return {
        "report": [
            {
                "id": 1,
                "key": "benchmark",
                "title": "A fictional briefing for benchmarks",
                "subtitle": "All words and figures are filler",
                "language": "en-GB",
            }
        ],
        "sources": [{"id": 1, "title": "No source: fictional"}],
        "speakers": [
            {"id": number, "name": f"Speaker {number}", "role": "fictional"}
            for number in range(1, SPEAKERS + 1)
        ],
        "forces": [
            {"id": number, "name": f"Fictional force {number}", "short_name": f"Force {number}"}
            for number in forces
        ],
        "findings": [_finding(number, text) for number in range(1, findings + 1)],
        "quotes": [
            {
                "id": number,
                "position": number,
                "speaker_id": number % SPEAKERS + 1,
                "text": f"{text(30)}.",
                "locator": f"paragraph {number}",
                "source_id": 1,
            }
            for number in range(1, quotes + 1)
        ],
        "finding_quotes": [
            {"finding_id": (number - 1) % findings + 1, "quote_id": number}
            for number in range(1, quotes + 1)
        ],
        "finding_forces": [
            {"finding_id": number, "force_id": number % FORCES + 1}
            for number in range(1, findings + 1, 3)
        ],
        "quote_forces": [
            {"quote_id": number, "force_id": number % FORCES + 1}
            for number in range(1, quotes + 1, 5)
        ],
        "measures": [
            {
                "id": 1,
                "title": "Fictional figures",
                "message": "Force 1 has the longest of three fictional bars",
                "unit": "fictional counts",
                "definition": "Nothing was counted.",
                "caveat": "These figures are fictional.",
                "source_id": 1,
                "highlight_force_id": 1,
            }
        ],
        "figures": [
            {"id": force, "measure_id": 1, "force_id": force, "period": "2000", "value": value}
            for force, value in ((1, 90), (2, 30), (3, 20))
        ],
        "slides": [{"id": 1, "position": 1, "kind": "title", "title": "Fictional"}],
    }


def _finding(number: int, text: Callable[[int], str]) -> _Values:
    return {
        "id": number,
        "key": f"fictional-{number}",
        "position": number,
        "kind": FINDING_KINDS[number % len(FINDING_KINDS)],
        "headline": text(10),
        "detail": f"{text(25)}.",
        "excerpt": text(8),
        "locator": f"paragraph {number}",
        "source_id": 1,
        "caution": f"{text(10)}." if number % 10 == 0 else "",
        "prompt": f"{text(12)}?",
    }
