"""Builds and checks what users install: bundles, packages, wheelhouses, licences and checksums."""
