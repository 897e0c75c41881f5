"""Runs mutated cases one after the other, each within a deadline and a memory limit.

Run as a module: ``python -m tools.fuzz.worker KIND SEED FIRST COUNT``. Each case prints its number
before it starts, and then its result. The process ends with a traceback at the first case that
fails, hangs or needs too much memory.
"""

import contextlib
import faulthandler
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import Final

from tests.environment import isolate
from tools.fuzz.briefings import make_briefing, try_briefing
from tools.fuzz.personal import make_personal, try_personal
from tools.fuzz.sources import make_source, try_source

KINDS: Final = ("briefings", "sources", "personal")

_DEADLINE_SECONDS: Final = 20
_MAX_MEMORY: Final = 2 * 2**30  # bytes of address space


def main() -> None:
    """Run the cases that the command line names."""
    kind = sys.argv[1]
    seed, first, count = map(int, sys.argv[2:5])
    isolate()
    _limit_memory()
    for number in range(first, first + count):
        print(number, end=" ", flush=True)
        faulthandler.dump_traceback_later(_DEADLINE_SECONDS, exit=True)
        is_valid = _run(kind, Random(f"{kind} {seed} {number}"))
        faulthandler.cancel_dump_traceback_later()
        print("accepted" if is_valid else "refused", flush=True)


def _limit_memory() -> None:
    with contextlib.suppress(ImportError):  # Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))


def _run(kind: str, chance: Random) -> bool:
    """Run one case in a folder of its own. Return whether the file was accepted."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        folder = Path(name)
        if kind == "sources":
            return try_source(make_source(chance, folder))
        if kind == "personal":
            return try_personal(make_personal(chance, folder))
        path = folder / "a.db"
        make_briefing(chance, path)
        before = path.read_bytes()
        is_valid = try_briefing(path)
        assert path.read_bytes() == before
        assert {each.name for each in folder.iterdir()} <= {"a.db", "a.db-wal", "a.db-shm"}
        return is_valid


if __name__ == "__main__":
    main()
