"""Templates for PowerPoint, made up for tests."""

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from pptx import Presentation

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
POTX = "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
MACROS = "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"


def make_template(change: Callable[[Any], None] = lambda _: None) -> bytes:
    """A template of another size than ours, with a slide of its own."""
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "An old slide"
    slide.notes_slide.notes_text_frame.text = "An old note"
    change(presentation)
    file = io.BytesIO()
    presentation.save(file)
    return file.getvalue()


def repacked(template: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A template with its parts changed; None takes one away."""

    def parts() -> Iterator[tuple[str, bytes]]:
        with zipfile.ZipFile(io.BytesIO(template)) as package:
            for name in package.namelist():
                blob = change(name, package.read(name))
                if blob is not None:
                    yield name, blob

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, blob in parts():
            package.writestr(name, blob)
    return file.getvalue()


def of_type(template: bytes, kind: str) -> bytes:
    """A template that says it is of another type."""
    return repacked(
        template,
        lambda name, blob: (
            blob.replace(PPTX.encode(), kind.encode()) if name == "[Content_Types].xml" else blob
        ),
    )
