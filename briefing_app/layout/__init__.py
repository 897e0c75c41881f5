"""Where text and bars go on a page: one paginator and one bar layout for every output. No Qt."""
