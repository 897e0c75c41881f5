"""What belongs to the user and not to a briefing: notes, running orders, slideshows."""
