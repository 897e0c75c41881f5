"""Where text and bars go on a page: one paginator, bar layout and palette for all. No Qt."""
