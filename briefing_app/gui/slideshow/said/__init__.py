"""What people say during a discussion, typed by the presenter."""
