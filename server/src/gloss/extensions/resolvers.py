"""On the wire."""

BINDINGS: list[object] = []
