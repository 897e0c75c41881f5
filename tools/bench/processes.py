"""Wake-ups, processor time and memory of a process, read from ``/proc``."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_MIB: Final = 1024  # KiB
_TICKS: Final = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True, slots=True)
class Activity:
    """The activity of a process during an interval.

    `main` and `others` count the wake-ups of the main thread and of all other threads. `busy_ms`
    is the processor time of all threads, in clock ticks of 10 ms. `threads` names the other
    threads that woke up, with their counts.
    """

    main: int
    others: int
    busy_ms: float
    threads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """The counters of one thread since it started."""

    name: str
    switches: int
    ticks: int


def threads(pid: int) -> dict[int, Thread]:
    """Return the counters of each thread of a process, by thread ID."""
    counters = {}
    for folder in Path(f"/proc/{pid}/task").iterdir():
        lines = (folder / "status").read_text().splitlines()
        status = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
        # The name, the second field, may contain ")"; only the last one ends it. The times utime
        # and stime are the fields 14 and 15 of the line.
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
        counters[int(folder.name)] = Thread(
            name=status["Name"].strip(),
            switches=int(status["voluntary_ctxt_switches"])
            + int(status["nonvoluntary_ctxt_switches"]),
            ticks=int(fields[11]) + int(fields[12]),
        )
    return counters


def activity(pid: int, before: dict[int, Thread], after: dict[int, Thread]) -> Activity:
    """Return the activity of a process between two calls of `threads`."""
    nothing = Thread("", 0, 0)
    woken = {
        number: thread.switches - before.get(number, nothing).switches
        for number, thread in after.items()
    }
    ticks = sum(
        thread.ticks - before.get(number, nothing).ticks for number, thread in after.items()
    )
    main = woken.pop(pid, 0)
    return Activity(
        main=main,
        others=sum(woken.values()),
        busy_ms=ticks * 1000 / _TICKS,
        threads=tuple(f"{after[number].name} {count}" for number, count in woken.items() if count),
    )


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
