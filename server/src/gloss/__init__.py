"""Gloss: turn raw text, tables and documents into labeled data."""

__version__ = "6.200.0"
