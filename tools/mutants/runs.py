"""Runs a package's tests in a copy of the project, and finds out which of them run which line."""

import json
import os
import shutil
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType
from typing import Any, Final

import hypothesis
import pytest

_ROOT: Final = Path(__file__).resolve().parents[2]
_COPIED: Final = ("briefing_app", "tests", "tools", "resources", "data", "pyproject.toml")
_CONFIGURATION: Final = "[pytest]\nfilterwarnings = error\nxfail_strict = true\n"
_MEASURED: Final = "measured.json"

_monitoring: Final[Any] = sys.monitoring  # type: ignore[attr-defined]  # from Python 3.12


@dataclass(frozen=True, slots=True)
class PackageTests:
    """The tests of a package, each by its node id.

    Args:
        seconds: How long each takes.
        lines: The lines that each runs, by the path of their module.
    """

    seconds: Mapping[str, float]
    lines: Mapping[str, Mapping[str, frozenset[int]]]

    def noticing(self, module: str, line: int) -> list[str]:
        """Return the tests that may notice a mistake, those first that probably do, and soon.

        A line that is run while the module is imported, such as a constant, may concern all tests.
        """
        using = {test: lines[module] for test, lines in self.lines.items() if module in lines}
        running = [test for test, lines in using.items() if line in lines]
        own_file = f"test_{Path(module).stem}.py"
        return sorted(
            running or self.seconds,
            key=lambda test: (own_file not in test, test not in using, self.seconds[test]),
        )


def copy_project(target: Path) -> None:
    """Copy what tests need, so that mistakes are never made in the working tree."""
    ignored = shutil.ignore_patterns("__pycache__")
    for name in _COPIED:
        if (_ROOT / name).is_dir():
            shutil.copytree(_ROOT / name, target / name, ignore=ignored)
        else:
            shutil.copy2(_ROOT / name, target / name)
    (target / "pytest.ini").write_text(_CONFIGURATION, "utf-8")


def measure(project: Path, package: str) -> int:
    """Run all tests of a package in this process. Return pytest's exit code.

    Args:
        project: A copy of the project, in which the results are left for `measured`.
        package: The name of a package with tests of the same name.
    """
    _enter(project)
    recorder = _Recorder(f"{project}{os.sep}")
    code = _pytest([f"tests/{package}"], package, recorder)
    (project / _MEASURED).write_text(json.dumps(recorder.measured()), "utf-8")
    return code


def measured(project: Path) -> PackageTests:
    """Return what `measure` has found out."""
    seconds, lines = json.loads((project / _MEASURED).read_text("utf-8"))
    return PackageTests(
        seconds,
        {
            test: {module: frozenset(numbers) for module, numbers in modules.items()}
            for test, modules in lines.items()
        },
    )


def run(project: Path, package: str, tests: Sequence[str], others: Collection[str]) -> int:
    """Run tests in this process until one fails. Return pytest's exit code.

    Args:
        project: A copy of the project.
        package: Their package.
        tests: The node ids of the tests, in the order in which to run them.
        others: The node ids of other tests, which don't run. A mistake in a constant that a test
            has as a parameter changes the id of that test; so one that is in neither runs, too.
    """
    _enter(project)
    files = dict.fromkeys(test.partition("::")[0] for test in tests)
    return _pytest(["--exitfirst", *files], package, _Selection(tests, others))


def _enter(project: Path) -> None:
    """Let this process and its children import the copy."""
    os.chdir(project)
    os.environ["PYTHONPATH"] = str(project)
    sys.path.insert(0, str(project))
    own = [name for name in sys.modules if name.split(".")[0] in {"briefing_app", "tests", "tools"}]
    for name in own:
        del sys.modules[name]


def _pytest(arguments: Sequence[str], package: str, plugin: object) -> int:
    # Without the window and its fixtures, which these packages don't know.
    own = ["--confcutdir", f"tests/{package}", "-c", "pytest.ini", "--rootdir", "."]
    own += ["--basetemp", "temporary", "-q", "-p", "no:cacheprovider"]
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    # The same examples each time.
    hypothesis.settings.register_profile(
        "mutants", deadline=None, database=None, derandomize=True, max_examples=60
    )
    hypothesis.settings.load_profile("mutants")
    return int(pytest.main([*own, *arguments], plugins=[plugin]))


class _Recorder:
    """Notes how long each test takes, and which lines it runs.

    Args:
        folder: The folder of the modules, as their paths begin.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._fixtures: dict[str, list[str]] = {}  # of each test
        # By test, or by fixture if several tests share it.
        self._lines: defaultdict[str, defaultdict[str, set[int]]]
        self._lines = defaultdict(lambda: defaultdict(set))
        self._now: list[str] = []
        event = _monitoring.events.LINE
        _monitoring.use_tool_id(_monitoring.COVERAGE_ID, "mutants")
        _monitoring.register_callback(_monitoring.COVERAGE_ID, event, self._note)
        _monitoring.set_events(_monitoring.COVERAGE_ID, event)

    def measured(self) -> tuple[dict[str, float], dict[str, dict[str, list[int]]]]:
        """Return the seconds and the lines of each test, as JSON can hold them."""
        lines: dict[str, dict[str, list[int]]] = {}
        for test, fixtures in self._fixtures.items():
            found = lines.setdefault(test, {})
            for source in (test, *fixtures):
                for module, numbers in self._lines.get(source, {}).items():
                    found[module] = sorted({*found.get(module, ()), *numbers})
        return self._seconds, lines

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Function) -> Iterator[None]:
        self._fixtures[item.nodeid] = item.fixturenames
        return (yield from self._while_noting(item.nodeid))

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> Iterator[None]:
        if fixturedef.scope == "function":
            return (yield)
        return (yield from self._while_noting(fixturedef.argname))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._seconds[report.nodeid] += report.duration

    def _while_noting(self, name: str) -> Iterator[None]:
        """Wrap a hook of pytest: note the lines that it runs, for a test or a fixture."""
        self._now.append(name)
        _monitoring.restart_events()
        try:
            return (yield)
        finally:
            self._now.pop()
            _monitoring.restart_events()

    def _note(self, code: CodeType, line: int) -> object:
        # Not while a module is imported, which may be when a test first uses it.
        is_function = bool(code.co_flags & CO_OPTIMIZED)
        if self._now and is_function and code.co_filename.startswith(self._folder):
            module = code.co_filename[len(self._folder) :].replace(os.sep, "/")
            self._lines[self._now[-1]][module].add(line)
        return _monitoring.DISABLE


class _Selection:
    """Runs some tests first, in their order, and leaves out others."""

    def __init__(self, tests: Sequence[str], others: Collection[str]) -> None:
        self._places = {test: place for place, test in enumerate(tests)}
        self._others = others

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if item.nodeid not in self._others]
        items.sort(key=lambda item: self._places.get(item.nodeid, -1))
