"""Programs for developers, which `make` runs; no user gets them."""
