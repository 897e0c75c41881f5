"""What screen readers read: announcements, and interfaces of painted rows and images; no models."""
