"""Merging what two windows wrote for the same finding or quote."""

from typing import Final

from briefing_app.model.notes.note import Note

OTHER_TEXT_LINE: Final = "— Another window saved the text above; this was written here: —"
"""The line between the two texts."""


def merge_notes(loaded: Note, written: Note, stored: Note) -> Note:
    """Return the note to store, so that no window overwrites what another one wrote.

    Args:
        loaded: The note that this window knows from the store.
        written: The note as it is in this window now.
        stored: The note that is in the store now.
    """
    has_toggled = written.is_bookmarked != loaded.is_bookmarked
    return Note(
        _merge_texts(loaded.text, written.text, stored.text),
        written.is_bookmarked if has_toggled else stored.is_bookmarked,
    )


def _merge_texts(loaded: str, written: str, stored: str) -> str:
    if written == loaded:
        return stored
    if stored in {loaded, written, ""}:
        return written
    if not written:
        return stored
    # The other window merged before, and this one has changed its own part since.
    if loaded and stored.startswith(f"{loaded}\n\n{OTHER_TEXT_LINE}"):
        return written + stored.removeprefix(loaded)
    return f"{stored}\n\n{OTHER_TEXT_LINE}\n{written}"


def continue_note(written: Note, current: Note, saved: Note) -> Note:
    """Return a note that the user has changed further while it was saved.

    Args:
        written: The note that was to be saved.
        current: The note as it is in this window now.
        saved: What was saved: with the text of another window, if that had changed it too.
    """
    if saved.text == written.text:
        text = current.text
    elif saved.text.endswith(written.text):
        text = saved.text.removesuffix(written.text) + current.text
    else:
        text = current.text + saved.text.removeprefix(written.text)
    has_toggled = current.is_bookmarked != written.is_bookmarked
    return Note(text, current.is_bookmarked if has_toggled else saved.is_bookmarked)
