"""Keystroke traces: what a person who knows the keys types to label realistic text, counted and kept."""
