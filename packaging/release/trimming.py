"""What a bundle leaves out, and why."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

UNUSED_MODULES: Final = (
    # Development tools and optional parts of libraries, which are only found in a checkout.
    *("tkinter", "OpenGL", "IPython", "matplotlib", "scipy", "pytest", "setuptools", "pip"),
    *("yaml", "charset_normalizer", "pygments", "hypothesis", "cupy", "numba", "h5py", "ensurepip"),
    *("defusedxml", "psutil"),
    # The program makes no network connection; hashlib has its own SHA-256.
    *("ssl", "_ssl", "_hashlib", "PySide6.QtNetwork"),
    # A terminal's prompt, memory that processes share, and an example in C.
    *("readline", "_posixshmem", "xxsubtype"),
    # pyqtgraph copes without the first; it needs QtOpenGL, and pydoc for its menus.
    *("PySide6.QtTest", "pyqtgraph.examples", "pyqtgraph.jupyter", "pyqtgraph.opengl"),
    # python-pptx imports PIL, but no slide has a picture.
    *("PIL._avif", "PIL._webp", "PIL._imagingcms", "PIL._imagingtk"),
    *("lxml.html", "lxml.isoschematron", "lxml.objectify", "lxml.sax", "lxml.builder"),
    # NumPy imports these when they are used; no chart has random numbers or frequencies.
    *("numpy.random", "numpy.fft"),
)
"""Modules that no command imports."""

_USED_QT_MODULES: Final = "Core|DBus|Gui|OpenGL|OpenGLWidgets|Svg|Widgets"

_UNUSED_FILES: Final = {
    rf"PySide6/Qt(?!({_USED_QT_MODULES})\.)\w+\.(pyd|abi3\.so)$": "modules that nothing imports",
    r"PySide6/opengl32sw\.dll$": "replaces a graphics card; nothing needs one",
    r"plugins/(egldeviceintegrations|generic)/": "screens without a window system",
    r"plugins/platforms/.*(eglfs|linuxfb|minimal|vkkhr|vnc|direct2d)": "as above",
    r"plugins/platformthemes/.*gtk3": "loads all of GTK; the program has its own style",
    r"plugins/(networkinformation|tls)/": "no network connection is made",
    r"plugins/imageformats/.*(gif|icns|tga|tiff|wbmp|webp|pdf)": "pictures are PNG, JPEG or SVG",
    r"plugins/wayland-graphics.*(dmabuf|drm|vulkan|shm)": "for small devices",
    r"plugins/wayland-shell.*(fullscreen|ivi|wl-shell|qt-shell)": "desktops offer xdg-shell",
    r"plugins/(qmltooling|qmllint|sqldrivers|designer|assetimporters|multimedia)/": "not used",
    r"plugins/printsupport/": "the system's own program prints an export",
    r"plugins/(vectorimageformats|styles)/|virtualkeyboard": "the style is Qt's own Fusion",
    r"(^|/)(numpy/(_pyinstaller|f2py|conftest)|PySide6/lib/|shiboken6/lib/)": "for developing",
    r"PySide6/(Qt/)?(translations|qml|resources|metatypes)/": "the interface is English",
    r"PySide6/(include|typesystems|glue|scripts|support|doc|openapi)/": "for developing",
    r"PySide6/.*(assistant|designer|linguist|lrelease|lupdate|qmlformat|qmllint|qmlls|rcc|uic|"
    r"svgtoqml|balsam|qsb|qmlimportscanner|qmlcachegen|qmltyperegistrar)(\.exe)?$": "as above",
    r"\.(pyi|pxd|pxi|pyx|lib|prl|qml|h|hpp|c|a|pc)$|(^|/)(py\.typed$|_examples/)": "for developing",
    r"pyqtgraph/(examples|jupyter|opengl)/": "examples and notebooks",
    r"pyqtgraph/icons/peegee/": "pyqtgraph's logo",
    r"pyqtgraph/colors/maps/": "colour scales of pictures, which no chart has",
    r"(^|/)tests?/": "tests of libraries",
    r"numpy/.*_tests?\.": "as above",
    r"^lib(stdc\+\+|gcc_s)\.so": "the system's graphics drivers need the system's own version",
    r"^(pip|tzdata)-.*dist-info/": "neither is in a bundle: see pins.py",
    r"^resources/desktop/": "the package for Debian has them in the desktop's own folders",
    r"\.dist-info/(WHEEL|entry_points\.txt|top_level\.txt|zip-safe)$": "for installing",
}
"""Files in a bundle that nothing uses: a pattern of their paths, and the reason."""

_UNUSED: Final = re.compile("|".join(_UNUSED_FILES))
_MODULE_SUFFIX: Final = re.compile(r"(\.cp\w+-win_amd64)?\.(pyd|py)$")


def is_unused(path: str) -> bool:
    """Return whether a bundle leaves a file out.

    Args:
        path: Its path in the bundle, with slashes.
    """
    module = _MODULE_SUFFIX.sub("", path).replace("/", ".")
    is_unused_module = any(f"{module}.".startswith(f"{each}.") for each in UNUSED_MODULES)
    return is_unused_module or _UNUSED.search(path) is not None


def reachable(roots: Iterable[str], needed: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the libraries that are linked to, directly or through others.

    Args:
        roots: The libraries that are loaded by name.
        needed: What each library is linked to.
    """
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += needed.get(name, ())
    return found
