"""The environment that tests run in, and what is said about skipped ones."""

import re
from importlib import import_module
from typing import Final

import pytest

from tests.environment import isolate

isolate()

_PACKAGES: Final = re.compile(r"\(Debian: ([\w. -]+)\)")
"""The end of a skip reason if these packages would let the test run."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that `.ci/run` gives, and one that renews expected results."""
    parser.addoption(
        "--no-missing-packages",
        action="store_true",
        help="fail if a test is skipped because a system package is missing",
    )
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the files that results are compared with, such as tests/layout/golden",
    )


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Load the fixtures in each process that runs tests, once coverage is measured there.

    Modules that a worker of xdist imports before coverage starts count as not run. Coverage also
    looks into all modules when it starts, which loads those of `lazy_imports`.
    """
    if not session.config.pluginmanager.has_plugin("dsession"):  # which only distributes them
        session.config.pluginmanager.register(import_module("tests.fixtures"))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail if a test that must run was skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and session.config.getoption("--no-missing-packages"):
        reports = reporter.getreports("skipped")
        if any(_PACKAGES.search(str(report.longrepr)) for report in reports):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List the skipped tests and the command that installs the missing packages."""
    reports = terminalreporter.getreports("skipped")
    if not reports:
        return
    terminalreporter.section("skipped tests")
    packages: set[str] = set()
    for report in reports:
        reason = str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else ""
        terminalreporter.write_line(f"{report.nodeid}: {reason.removeprefix('Skipped: ')}")
        for found in _PACKAGES.findall(reason):
            packages.update(found.split())
    if packages:
        line = " ".join(sorted(packages))
        terminalreporter.write_line(f"To run more of them: sudo apt-get install {line}")
