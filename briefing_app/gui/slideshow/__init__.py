"""Running a slideshow: launcher, windows, screens, keys, timing and resuming."""
