"""Builds and checks what users install: bundles, packages, licences and checksums."""
