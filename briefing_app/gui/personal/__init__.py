"""What belongs to the user, as windows and slideshows use it."""
