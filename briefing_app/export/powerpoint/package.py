"""Opens the presentation that slides are added to."""

from typing import Any

from pptx.package import Package

from briefing_app.files.paths import POWERPOINT


def own_presentation() -> Any:
    """Open the presentation with our own layouts."""
    return Package.open(str(POWERPOINT / "template.pptx")).main_document_part.presentation
