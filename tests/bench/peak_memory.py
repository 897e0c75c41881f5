"""Runs a Python program and prints how much memory it had at its largest, in KiB.

Run as a script: ``peak_memory.py PROGRAM [WORD]…``, where the program is a file or the name of a
module. What the system tells of a child includes its parent's size; this is the program's own.
"""

import re
import runpy
import sys
from pathlib import Path


def main() -> None:
    """Run the program, and print the figure on a line of its own, the last one."""
    program, *words = sys.argv[1:]
    sys.argv = [program, *words]
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
