"""The store: one SQLite file, opened with care, changed only by recorded transactions."""
