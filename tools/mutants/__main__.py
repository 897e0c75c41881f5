"""Make small mistakes in modules, one at a time, and count those that tests notice.

``make mutants`` runs this. The copies of the project are in a temporary folder. Mistakes that no
test notices are printed, with the reason if `survivors.toml` has one.

Exit code: 0 if the tests of each package notice at least nine of ten mistakes in it; 1 otherwise.
"""

import argparse
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import connection, get_context
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Final

from tests.environment import isolate
from tools.mutants.mutations import Mutation, find_mutations
from tools.mutants.runs import PackageTests, copy_project, measure, measured, run

_ROOT: Final = Path(__file__).resolve().parents[2]
_PACKAGES: Final = ("layout", "model", "database")
_NEEDED_SHARE: Final = 0.9
_SURVIVORS: Final = Path(__file__).with_name("survivors.toml")
_MIN_SECONDS: Final = 60  # before a mutant counts as an endless loop
_MAX_BYTES: Final = 4 * 1024**3  # of memory, for an endless loop that also fills a list
_FORK: Final = get_context("fork")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one mistake.

    Args:
        module: The path of the module, from the folder of the project.
        mutation: The mistake.
    """

    module: str
    mutation: Mutation

    @property
    def package(self) -> str:
        """The package whose tests should notice it."""
        return self.module.split("/")[1]

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is found by, wherever its line is."""
        return self.module, self.mutation.line, self.mutation.change

    def __str__(self) -> str:
        at = f"{self.module}:{self.mutation.line_number}"
        return f"{at}: {self.mutation.change}   in   {self.mutation.line}"


def main() -> int:
    """Print the mutants that no test notices, and how many of each module are noticed."""
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument(
        "names", nargs="*", help="packages or modules: layout, database/reader (default: all)"
    )
    parser.add_argument("--seed", type=int, default=0, help="chooses the mutants (default: 0)")
    parser.add_argument("--count", type=int, default=20, help="mutants of a module (default: 20)")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    modules = sorted({each for name in options.names or _PACKAGES for each in _modules(name)})
    mutants = [each for name in modules for each in _choose(name, options.seed, options.count)]
    isolate()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        reasons, survivors = _known_reasons(), []
        for mutant in _find_survivors(mutants, Path(folder), options.processes):
            survivors.append(mutant)
            print(f"{mutant}{reasons.get(mutant.key, '')}", flush=True)
    return _report(mutants, survivors)


def _modules(name: str) -> list[str]:
    """Return the paths of the modules of a package, or that of one module."""
    path = _ROOT / "briefing_app" / name.removeprefix("briefing_app/").removesuffix(".py")
    files = sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
    return [each.relative_to(_ROOT).as_posix() for each in files if each.name != "__init__.py"]


def _choose(module: str, seed: int, count: int) -> list[Mutant]:
    """Return some mutants of a module, or all if there are fewer."""
    found = find_mutations((_ROOT / module).read_bytes())
    chosen = random.Random(f"{seed} {module}").sample(found, min(count, len(found)))
    return [Mutant(module, each) for each in sorted(chosen, key=lambda each: each.start)]


def _find_survivors(mutants: Sequence[Mutant], folder: Path, processes: int) -> Iterator[Mutant]:
    """Yield the mutants that no test notices.

    Args:
        mutants: The mutants to try.
        folder: An empty folder for copies of the project.
        processes: How many of them to try at the same time.
    """
    copies = [folder / str(number) for number in range(processes)]
    copy_project(copies[0])
    tests = {
        package: _measure(package, copies[0]) for package in {each.package for each in mutants}
    }
    for other in copies[1:]:
        shutil.copytree(copies[0], other, ignore=shutil.ignore_patterns("temporary"))
    free, running = list(copies), list[_Trial]()
    waiting = list(reversed(mutants))
    while waiting or running:
        while waiting and free:
            mutant = waiting.pop()
            running.append(_Trial(mutant, tests[mutant.package], free.pop()))
        connection.wait([each.process.sentinel for each in running], timeout=1)
        for trial in [each for each in running if each.has_ended()]:
            running.remove(trial)
            free.append(trial.project)
            if not trial.end():
                yield trial.mutant


def _measure(package: str, project: Path) -> PackageTests:
    """Run the tests of a package without any mistake.

    Raises:
        SystemExit: A test fails.
    """
    print(f"Running tests/{package}", file=sys.stderr, flush=True)
    process = _start(lambda: measure(project, package))
    process.join()
    if process.exitcode:
        sys.exit(f"The tests of {package} fail without a mistake.")
    return measured(project)


class _Trial:
    """Tests that run with a mistake, in a process of their own.

    Args:
        mutant: The mistake.
        tests: The tests of its package.
        project: A copy of the project that no other process uses.
    """

    def __init__(self, mutant: Mutant, tests: PackageTests, project: Path) -> None:
        self.mutant = mutant
        self.project = project
        self._file = project / mutant.module
        self._source = self._file.read_bytes()
        self._time = self._file.stat().st_mtime
        self._file.write_bytes(mutant.mutation.apply(self._source))
        selected = tests.noticing(mutant.module, mutant.mutation.line_number)
        others = tests.seconds.keys() - set(selected)
        usual = sum(tests.seconds.get(test, 0) for test in selected)
        self._deadline = time.monotonic() + _MIN_SECONDS + 10 * usual
        self.process = _start(lambda: _run_in_silence(project, mutant.package, selected, others))

    def has_ended(self) -> bool:
        """Return whether all tests have run, or one has failed or takes too long."""
        return not self.process.is_alive() or time.monotonic() > self._deadline

    def end(self) -> bool:
        """Restore the module. Return whether a test noticed the mistake."""
        is_endless = self.process.is_alive()
        if is_endless:
            assert self.process.pid is not None
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.join()
        self._file.write_bytes(self._source)
        os.utime(self._file, (self._time, self._time))  # as Python's cache has it
        return is_endless or self.process.exitcode != 0


def _start(job: Callable[[], int]) -> ForkProcess:
    """Start a process that runs tests; its exit code is that of pytest."""

    def work() -> None:
        os.setsid()  # so that it can be ended together with what it starts
        resource.setrlimit(resource.RLIMIT_AS, (_MAX_BYTES, _MAX_BYTES))
        os._exit(job())

    process = _FORK.Process(target=work)
    process.start()
    return process


def _run_in_silence(
    project: Path, package: str, tests: Sequence[str], others: Collection[str]
) -> int:
    # The module with the mistake would stay in the cache.
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    with Path(os.devnull).open("w", encoding="utf-8") as nothing:
        sys.stdout = sys.stderr = nothing
        return run(project, package, tests, others)


def _known_reasons() -> dict[tuple[str, str, str], str]:
    """Return why mutants may survive, in brackets, by `Mutant.key`."""
    known = tomllib.loads(_SURVIVORS.read_text("utf-8"))["survivor"]
    return {
        (each["module"], each["line"], each["change"]): f"   ({each['reason']})" for each in known
    }


def _report(mutants: Sequence[Mutant], survivors: Sequence[Mutant]) -> int:
    """Print what share was noticed. Return the exit code."""
    tried = Counter(mutant.module for mutant in mutants)
    left = Counter(mutant.module for mutant in survivors)
    for module, count in tried.items():
        print(f"{module}: {count - left[module]} of {count} noticed")
    has_failed = False
    tried = Counter(mutant.package for mutant in mutants)
    left = Counter(mutant.package for mutant in survivors)
    for package, count in tried.items():
        noticed = count - left[package]
        has_failed |= noticed < _NEEDED_SHARE * count
        print(f"{package}: {noticed} of {count} noticed ({noticed / count:.0%})")
    return int(has_failed)


if __name__ == "__main__":
    sys.exit(main())
