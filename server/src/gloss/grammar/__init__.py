"""Checking the text of lines for mistakes, by providers."""
