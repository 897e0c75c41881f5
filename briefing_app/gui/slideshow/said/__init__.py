"""What the room said during a discussion, typed by the presenter."""
