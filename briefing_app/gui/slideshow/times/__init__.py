"""The time of a slideshow and of each slide: its source, its recording and its wording."""
