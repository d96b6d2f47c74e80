"""Figures about the work: events, reports and charts computed from what is kept anyway."""
