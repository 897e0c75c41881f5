"""Inhibits sleep on macOS, through its program caffeinate."""

import os
import sys
from typing import Final

from PySide6.QtCore import QProcess

from briefing_app.gui.os_integration.sleep_inhibitors.mechanism import EVERYTHING, Failure, Report

_KILL_TIMEOUT_MS: Final = 1000


class Caffeinate:
    """The mechanism of macOS: a child process that ends when this process does.

    Args:
        command: Replaces the program and its first arguments in tests.
    """

    inhibits: Final = EVERYTHING

    def __init__(self, *command: str) -> None:
        self._command = command or ("/usr/bin/caffeinate",)
        self._process: QProcess | None = None

    def is_available(self) -> bool:
        """Return whether this is macOS."""
        return sys.platform == "darwin"

    def inhibit(self, reason: str, report: Report) -> None:  # noqa: ARG002, macOS shows none
        """Start the child, which inhibits display sleep (-d) and idle sleep (-i)."""
        program, *arguments = self._command
        process = QProcess()
        process.setProgram(program)
        process.setArguments([*arguments, "-d", "-i", "-w", str(os.getpid())])
        process.setStandardInputFile(QProcess.nullDevice())
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.started.connect(lambda: report(None))
        process.errorOccurred.connect(lambda _: report(Failure.CAFFEINATE_NOT_STARTED))
        process.finished.connect(lambda _: report(Failure.CAFFEINATE_ENDED))
        self._process = process
        process.start()

    def release(self) -> None:
        """Kill the child."""
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)  # noqa: FBT003, Qt's own
            process.kill()
            process.waitForFinished(_KILL_TIMEOUT_MS)
            process.deleteLater()  # one of its signals may have called this
