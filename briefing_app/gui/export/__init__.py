"""The export dialog, its preview, printing, and the drawing of pictures. Not the jobs."""
