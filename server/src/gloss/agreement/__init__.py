"""Where labelers agree and where they do not. Pure: no database, no wire."""
