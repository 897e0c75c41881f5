"""Drawing on slides: pen, highlighter, eraser and their buttons. Imported when first used."""
