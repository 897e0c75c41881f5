"""What Linux tells about a running process: its threads' wake-ups, its time, its memory."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_MIB: Final = 1024  # KiB
_TICKS: Final = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True, slots=True)
class Activity:
    """What a process did between two moments.

    `main` and `others` count how often its main thread and its other threads were woken;
    `busy_ms` is the processor time of all of them, to the clock tick of 10 ms; `threads` names
    those of the others that woke.
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
    """The counters of each thread of a process, by the thread's number."""
    found = {}
    for folder in Path(f"/proc/{pid}/task").iterdir():
        lines = (folder / "status").read_text().splitlines()
        status = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
        # Only the last ")" ends the name: it may hold others. utime and stime are the 14th and
        # 15th field of the whole line, the name being the second.
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
        found[int(folder.name)] = Thread(
            name=status["Name"].strip(),
            switches=int(status["voluntary_ctxt_switches"])
            + int(status["nonvoluntary_ctxt_switches"]),
            ticks=int(fields[11]) + int(fields[12]),
        )
    return found


def activity(pid: int, before: dict[int, Thread], after: dict[int, Thread]) -> Activity:
    """What happened between two looks at a process' threads."""
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
    """How much memory a process takes, in MiB.

    `pss` counts what is shared with other processes in proportion, `rss` in full.
    """

    pss: float
    rss: float


def memory(pid: int) -> Memory:
    """How much memory a process takes now."""
    sizes = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        name, _, rest = line.partition(":")
        if name in {"Pss", "Rss"}:
            sizes[name] = int(rest.split()[0]) / _MIB
    return Memory(pss=sizes["Pss"], rss=sizes["Rss"])
