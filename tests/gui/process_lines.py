"""What a process says line by line, waited for no longer than it may take."""

import os
import select
import subprocess
import time


class ProcessLines:
    """The lines of a process' output, none of them lost.

    Args:
        process: It must write to a pipe that nothing else reads.
    """

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdout is not None
        self._output = process.stdout.fileno()
        self._rest = b""

    def read(self, deadline: float) -> bytes | None:
        """The next line without its end, or None where the process has ended or takes too long.

        Args:
            deadline: Until when it is waited for, by `time.monotonic`.
        """
        while b"\n" not in self._rest:
            left = max(0.0, deadline - time.monotonic())
            if not select.select([self._output], [], [], left)[0]:
                return None
            part = os.read(self._output, 1 << 16)
            if not part:
                return None
            self._rest += part
        line, _, self._rest = self._rest.partition(b"\n")
        return line
