"""The licence of each part of a bundle that is not a Python package, as an SPDX expression.

Debian's copyright files are about a complete source, with its tests and packaging, so they don't
say which of the licences in them is that of a library.
"""

import sys
from fnmatch import fnmatchcase
from typing import Final

PYTHON: Final = "PSF-2.0"
QT: Final = "LGPL-3.0-only"

FONTS: Final = {
    "DejaVu Sans Mono": "Bitstream-Vera",
    "Libertinus Serif": "OFL-1.1",
    "New Computer Modern": "LicenseRef-GUST-Font-License AND GPL-3.0-or-later"
    " WITH Font-exception-2.0",
    "New Computer Modern Math": "LicenseRef-GUST-Font-License",
}
"""Family of each font in typst to its licence; the texts are in ``resources/licences``."""

UNSTATED: Final = {"sqlite-fts4": "Apache-2.0"}
"""Python packages that state their licence in a form that cyclonedx doesn't read."""

_LIBRARIES: Final = {
    "libatomic1": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libbrotli1": "MIT",
    "libbsd0": "BSD-3-Clause AND ISC AND MIT",
    "libbz2-1.0": "bzip2-1.0.6",
    "libcap2": "BSD-3-Clause OR GPL-2.0-only",
    "libdbus-1-3": "AFL-2.1 OR GPL-2.0-or-later",
    "libexpat1": "MIT",
    "libffi*": "MIT",
    "libfontconfig1": "HPND-sell-variant",
    "libfreetype6": "FTL OR GPL-2.0-only",
    "libgcrypt20": "LGPL-2.1-or-later",
    "libglib2.0-0*": "LGPL-2.1-or-later",
    "libgpg-error0": "LGPL-2.1-or-later",
    "liblz4-1": "BSD-2-Clause",
    "liblzma5": "0BSD OR LicenseRef-public-domain",  # before version 5.6: the public domain
    "libmd0": "BSD-3-Clause AND BSD-2-Clause AND ISC AND Beerware",
    "libmpdec*": "BSD-2-Clause",
    "libpcre3": "BSD-3-Clause",
    "libpcre2-8-0": "BSD-3-Clause WITH PCRE2-exception",
    "libpng16-16*": "libpng-2.0",
    "libpython3.*": PYTHON,
    "libsqlite3-0": "blessing",
    "libsystemd0": "LGPL-2.1-or-later",
    "libuuid1": "BSD-3-Clause",
    "libx11-*": "MIT AND X11 AND HPND-sell-variant",
    "libxau6": "MIT-open-group",
    "libxcb*": "X11",
    "libxdmcp6": "MIT-open-group",
    "libxext6": "MIT AND X11 AND HPND-sell-variant",
    "libxkbcommon*": "MIT AND X11 AND HPND-sell-variant",
    "libzstd1": "BSD-3-Clause OR GPL-2.0-only",
    "zlib1g": "Zlib",
}
"""A pattern of Debian packages' names to the licence of the library in it."""


def library_licence(package: str) -> str:
    """Return the licence of the library in a Debian package; stop if it isn't known.

    Args:
        package: The name of the package, such as ``libglib2.0-0t64``.
    """
    for pattern, licence in _LIBRARIES.items():
        if fnmatchcase(package, pattern):
            return licence
    sys.exit(f"State the licence of {package} in {__file__}.")
