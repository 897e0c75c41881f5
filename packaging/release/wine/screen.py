"""The screen on which Wine shows windows: Xvfb with openbox."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.bench.display import VirtualScreen


@contextmanager
def screen(folder: Path) -> Iterator[VirtualScreen]:
    """Run a screen with a window manager during the block.

    Args:
        folder: An existing folder for its files.
    """
    with VirtualScreen(folder) as shown:
        manager = subprocess.Popen(
            ["openbox", "--sm-disable"],
            env={"DISPLAY": shown.name, "HOME": str(folder), "PATH": "/usr/bin:/bin"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield shown
        finally:
            manager.terminate()
            manager.wait()
