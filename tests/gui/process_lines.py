"""Reads the output of a process line by line, with a timeout."""

import os
import select
import subprocess
import time


class ProcessLines:
    """The lines that a process prints; none is lost between reads.

    Args:
        process: It must write to a pipe that nothing else reads.
    """

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdout is not None
        self._output = process.stdout.fileno()
        self._rest = b""

    def read(self, deadline: float) -> bytes | None:
        """Return the next line without its end, or None if the process ended or took too long.

        Args:
            deadline: How long to wait, in the time of `time.monotonic`.
        """
        while b"\n" not in self._rest:
            seconds_left = max(0.0, deadline - time.monotonic())
            if not select.select([self._output], [], [], seconds_left)[0]:
                return None
            part = os.read(self._output, 1 << 16)
            if not part:
                return None
            self._rest += part
        line, _, self._rest = self._rest.partition(b"\n")
        return line
