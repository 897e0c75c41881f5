"""What screen readers are told: announcements, and rows and images they can read."""
