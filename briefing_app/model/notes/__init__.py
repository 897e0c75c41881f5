"""The user's own notes and bookmarks as values; not how they are stored or shown."""
