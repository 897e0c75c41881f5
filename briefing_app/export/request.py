"""The values of an export: its kind, what to make from what, and the result."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from briefing_app.export.options import DEFAULTS, Option, Options
from briefing_app.files.progress import Progress
from briefing_app.layout.palette import SlideTheme
from briefing_app.model.charts import BarChart
from briefing_app.model.notes import NO_NOTES, ReportNotes
from briefing_app.model.report import Report
from briefing_app.model.slides import Slide


@dataclass(frozen=True, slots=True)
class DialogEntry:
    """How the export dialog and the menu show a kind.

    Args:
        menu_text: The entry of the menu that opens the dialog with it.
        label: The name in the list of kinds.
        hint: What the files are, below it.
        description: What the export contains.
        save_text: The text of the button that makes it.
    """

    menu_text: str
    label: str
    hint: str
    description: str
    save_text: str


@dataclass(frozen=True, slots=True, eq=False)
class ExportKind:
    """A kind of export: what it makes, and how the window and the command line offer it.

    Args:
        name: The word of the command line, which is also in the suggested name of the file.
        endings: The possible endings of the file's name, each with what a file dialog calls such a
            file; none if the export is always a folder.
        what: What it makes, as the help of the command line says after "Export".
        target: What OUT is, in the same help.
        options: Its options.
        dialog: How the dialog shows it; None if it has an entry elsewhere.
        has_slides: Whether it is made from the slides of the running order.
        is_drawn: Whether Qt draws something in it.
        make_file: Returns the content of the file; None if the export is always a folder.
        make_folder: Returns name and content of each file in the folder; None if the export is
            always a file.
        warning: Returns what the user should know about the export, or an empty text.
    """

    name: str
    endings: Mapping[str, str]
    what: str
    target: str
    options: tuple[Option, ...] = ()
    dialog: DialogEntry | None = None
    has_slides: bool = False
    is_drawn: bool = False
    make_file: "Callable[[Work], bytes] | None" = None
    make_folder: "Callable[[Work], Iterable[tuple[str, bytes]]] | None" = None
    warning: "Callable[[Work], str] | None" = None


@dataclass(frozen=True, slots=True)
class Export:
    """One export.

    Args:
        kind: What to make.
        target: The file; for pictures a folder, for data too unless it ends in .zip.
        replace: Whether existing files may be replaced.
        options: What was chosen.
    """

    kind: ExportKind
    target: Path
    replace: bool = False
    options: Options = DEFAULTS


@dataclass(frozen=True, slots=True)
class Material:
    """What an export is made from.

    Args:
        path: The briefing's file.
        report: The briefing.
        slides: The slides in running order.
        notes: The user's notes, if they are to be exported.
    """

    path: Path
    report: Report
    slides: Sequence[Slide] = ()
    notes: ReportNotes = NO_NOTES


class Renderer(Protocol):
    """Draws charts and slides: the module `gui.slides.render`, which needs Qt."""

    def chart_file(self, chart: BarChart, width: int, *, definition: bool, is_svg: bool) -> bytes:
        """Return the picture of a chart as a PNG or an SVG file."""

    def slide_pictures(
        self, slides: Sequence[Slide], width: int, theme: SlideTheme
    ) -> Iterable[tuple[str, bytes]]:
        """Return name and content of the picture of each page, drawn one after the other."""


@dataclass(frozen=True, slots=True)
class Work:
    """What the functions of a kind are given.

    Args:
        export: What to make.
        material: What to make it from.
        progress: The progress callback; an exception that it raises ends the work.
        renderer: Draws pictures; None if the export has none.
    """

    export: Export
    material: Material
    progress: Progress
    renderer: Renderer | None = None

    @property
    def drawing(self) -> Renderer:
        """What draws the pictures."""
        if self.renderer is None:
            raise ValueError(f"a renderer is needed for {self.export.kind.name}")
        return self.renderer


@dataclass(frozen=True, slots=True)
class Exported:
    """The result of an export.

    Args:
        files: The files written, at least one.
        warning: What the user should know about them, or an empty text.
    """

    files: Sequence[Path]
    warning: str = ""
