"""What a measure yields, and how it is judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import ceil
from statistics import median


class Unit(Enum):
    """What figures count, and with how many decimals they are written."""

    MILLISECONDS = ("ms", 1)
    MEBIBYTES = ("MiB", 1)
    WAKE_UPS = ("wake-ups", 0)
    PERCENT = ("% of a core", 2)

    @property
    def label(self) -> str:
        """The unit's sign, to stand after the figure."""
        return self.value[0]

    def text(self, value: float) -> str:
        """A figure without its unit."""
        return f"{value:.{self.value[1]}f}"


@dataclass(frozen=True, slots=True)
class Target:
    """What is aimed at.

    Args:
        most: The highest value that is still good.
        of_ratio: Whether that is program to floor, rather than the program's own figure.
        share: The share of the figures that may be no higher, from 0.0 to 1.0; the median is judged
            where that is a half.
    """

    most: float
    of_ratio: bool
    share: float = 0.5


@dataclass(frozen=True, slots=True)
class Result:
    """Floor and program side by side.

    Args:
        what: What was measured, as it stands in the table.
        floor_name: What the program is compared with.
        unit: Of the figures.
        floor: The floor's figures, at least one.
        program: The program's figures, at least one.
        pairs: Program to floor for each pair that was taken one right after the other; empty where
            a ratio says nothing.
        target: What is aimed at, if anything is.
        note: What else was seen.
    """

    what: str
    floor_name: str
    unit: Unit
    floor: Sequence[float]
    program: Sequence[float]
    pairs: Sequence[float] = ()
    target: Target | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """The program's median to the floor's."""
        return median(self.program) / median(self.floor) if self.pairs else None

    @property
    def pair_ratio(self) -> float | None:
        """The median of the ratios within the pairs."""
        return median(self.pairs) if self.pairs else None

    @property
    def met(self) -> bool | None:
        """Whether the figure that is judged meets the target; None where there is none."""
        if self.target is None:
            return None
        value = self.ratio if self.target.of_ratio else quantile(self.program, self.target.share)
        return value is not None and value <= self.target.most


def quantile(values: Sequence[float], share: float) -> float:
    """The figure that a share of all figures doesn't exceed.

    Args:
        values: The figures, at least one.
        share: From 0.0 to 1.0; a half makes it the median.
    """
    if share == 0.5:
        return median(values)
    return sorted(values)[max(0, ceil(len(values) * share) - 1)]
