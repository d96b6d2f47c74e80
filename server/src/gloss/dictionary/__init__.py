"""Definitions of words, from dictionaries that the operator put into a folder."""
