"""The session pack: its parts, their names, README and checksums. The parts are made elsewhere."""
