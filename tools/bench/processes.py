"""Memory of a process, read from ``/proc``."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

_MIB: Final = 1024  # KiB


@dataclass(frozen=True, slots=True)
class Memory:
    """The memory of a process in MiB.

    `pss` counts shared memory in proportion to the number of processes; `rss` counts all of it.
    """

    pss: float
    rss: float


def memory(pid: int) -> Memory:
    """Return the current memory of a process."""
    sizes = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        name, _, rest = line.partition(":")
        if name in {"Pss", "Rss"}:
            sizes[name] = int(rest.split()[0]) / _MIB
    return Memory(pss=sizes["Pss"], rss=sizes["Rss"])
