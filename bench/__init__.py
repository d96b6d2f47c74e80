"""Measures a real server against the budgets of docs/architecture.md. Bounded, loopback only."""
