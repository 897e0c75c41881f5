"""Run a Python program and print its peak memory (RSS) in KiB.

Run as a script: ``peak_memory.py PROGRAM [ARGUMENT]…``. PROGRAM is a file or a module name. It runs
in this process: the peak that the system reports for a child includes the size of its parent.
"""

import re
import runpy
import sys
from pathlib import Path


def main() -> None:
    """Run the program and print the figure as the last line."""
    program, *arguments = sys.argv[1:]
    sys.argv = [program, *arguments]
    try:
        if program.endswith(".py"):
            runpy.run_path(program, run_name="__main__")
        else:
            sys.path.insert(0, str(Path.cwd()))
            runpy.run_module(program, run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        if ended.code:
            raise
    (peak,) = re.findall(r"VmHWM:\s+([0-9]+) kB", Path("/proc/self/status").read_text())
    print(peak)


main()
