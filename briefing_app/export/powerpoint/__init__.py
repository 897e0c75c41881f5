"""Export of slides as a PowerPoint file; it does not use Qt."""
