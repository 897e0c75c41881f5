"""Starts this program again. Every command that starts it is made here.

Nothing is imported from the current folder, which may be a USB stick that somebody handed over.
"""

import os
import subprocess
import sys

from briefing_app.files.paths import PROGRAM_FOLDER


def start_own_process(*arguments: str, pipe: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """Start this program in a process of its own, which Ctrl+C in a terminal doesn't reach.

    Args:
        arguments: The words after the program's name. Paths must be absolute: the working directory
            is the program's folder.
        pipe: What standard input, output and errors are connected to.

    Raises:
        OSError: It can't be started.
    """
    # -P, and no relative entry in the path: either would import from the working directory.
    # The executable of a bundle is the program itself.
    program = [] if getattr(sys, "frozen", False) else ["-P", "-m", "briefing_app"]
    python_path = os.pathsep.join(filter(os.path.isabs, sys.path))
    return subprocess.Popen(  # noqa: S603, this program
        [sys.executable, *program, *arguments],
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        cwd=PROGRAM_FOLDER,
        env={**os.environ, "PYTHONPATH": python_path},
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # on Windows
    )
