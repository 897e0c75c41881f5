"""Run ``briefing-app export`` and print its CPU time in seconds and its peak memory in MiB.

Run as a module: ``python -m tools.fuzz.measured_export ARGUMENT…``. Time and memory include those
of subprocesses. The exit code is that of the command.
"""

import re
import resource
import sys
from pathlib import Path
from typing import Final

from briefing_app.cli.main import main as run_command

_MAX_ADDRESS_SPACE: Final = 4 * 2**30  # bytes; protects the machine


def main() -> None:
    """Run the command and print the figures as the last line."""
    resource.setrlimit(resource.RLIMIT_AS, (_MAX_ADDRESS_SPACE, _MAX_ADDRESS_SPACE))
    code = run_command(["export", *sys.argv[1:]])
    (own_kib,) = re.findall(r"VmHWM:\s+([0-9]+) kB", Path("/proc/self/status").read_text())
    own, children = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    seconds = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    print(f"{seconds:.1f} {(int(own_kib) + children.ru_maxrss) / 1024:.0f}")
    sys.exit(code)


main()
