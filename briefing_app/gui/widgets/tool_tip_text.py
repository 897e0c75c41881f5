"""The text of tool tips."""


def tool_tip_text(*paragraphs: str) -> str:
    """Return plain paragraphs for a tool tip, escaped because Qt would interpret markup."""
    from html import escape  # noqa: PLC0415, 1 ms that the first paint doesn't need

    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
