"""What a slideshow is at one moment, as frozen values; not how it is shown."""
