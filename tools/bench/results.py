"""Results of measures and their targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import ceil
from statistics import median


class Unit(Enum):
    """A unit of figures, by the label that follows them."""

    MILLISECONDS = "ms"
    MEBIBYTES = "MiB"


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a measure.

    Args:
        limit: The highest value that meets the target.
        is_ratio: Whether the limit is for the ratio of program to floor, not for the program's
            figures.
        fraction: The fraction of the figures that is judged, for a ratio on both sides; 0.5 is the
            median.
    """

    limit: float
    is_ratio: bool
    fraction: float = 0.5


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of the program and of the floor that it is compared with.

    Args:
        what: What was measured, for the table.
        floor_name: What the program is compared with.
        unit: The unit of the figures.
        floor: The floor's figures, at least one.
        program: The program's figures, at least one.
        pairs: The ratio of program to floor for each pair of consecutive runs; empty if ratios are
            meaningless.
        target: The target, if there is one.
        note: Further observations.
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
        """The ratio of the program's median to the floor's, or of another judged fraction."""
        if not self.pairs:
            return None
        fraction = self.target.fraction if self.target is not None and self.target.is_ratio else 0.5
        return quantile(self.program, fraction) / quantile(self.floor, fraction)

    @property
    def pair_ratio(self) -> float | None:
        """The median of the ratios within the pairs."""
        return median(self.pairs) if self.pairs else None

    @property
    def is_met(self) -> bool | None:
        """Whether the target is met; None if there is none."""
        if self.target is None:
            return None
        value = self.ratio if self.target.is_ratio else quantile(self.program, self.target.fraction)
        return value is not None and value <= self.target.limit


def quantile(values: Sequence[float], fraction: float) -> float:
    """Return the smallest figure that at least a fraction of all figures doesn't exceed.

    Args:
        values: The figures, at least one.
        fraction: From 0.0 to 1.0; 0.5 gives the median.
    """
    if fraction == 0.5:
        return median(values)
    return sorted(values)[max(0, ceil(len(values) * fraction) - 1)]
