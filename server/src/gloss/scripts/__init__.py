"""Questions that scripts make per row."""
