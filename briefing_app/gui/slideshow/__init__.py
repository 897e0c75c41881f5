"""Running a slideshow: launcher, windows, keys, discussions, timing and continuing."""
