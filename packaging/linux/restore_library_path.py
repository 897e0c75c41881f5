"""Restores the library path before the program starts, for the programs that it starts itself.

The bundle's libraries are loaded already. A file manager must not load them. If the program starts
itself, to typeset a handout, it sets the path again.
"""

import os

original = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if original is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = original
os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
