"""How large a document may be once its fragments are written out: a short text can ask for millions of fields."""

from __future__ import annotations

from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
    SelectionSetNode,
)

MAX_DEPTH = 40
MAX_FIELDS = 5000
MAX_ROOT_FIELDS = 50


@dataclass(slots=True)
class Size:
    """``roots`` are the fields of the selection itself, ``fields`` all below it, ``depth`` their levels."""

    roots: int = 0
    fields: int = 0
    depth: int = 0

    def add(self, other: Size) -> None:
        self.roots += other.roots
        self.fields += other.fields
        self.depth = max(self.depth, other.depth)


def check(document: DocumentNode) -> GraphQLError | None:
    """Return what is too much about any operation of ``document``, or None."""
    measure = _Measure(document)
    for node in document.definitions:
        if not isinstance(node, OperationDefinitionNode):
            continue
        size = measure.selections(node.selection_set)
        if size.depth > MAX_DEPTH:
            return GraphQLError(f"The query nests deeper than {MAX_DEPTH} levels.")
        if size.fields > MAX_FIELDS:
            return GraphQLError(f"The query asks for more than {MAX_FIELDS} fields, fragments written out.")
        if size.roots > MAX_ROOT_FIELDS:
            return GraphQLError(f"One request may call {MAX_ROOT_FIELDS} operations; this one calls {size.roots}.")
    return None


class _Measure:
    """Measures every fragment once, so that nested ones cost nothing to count."""

    def __init__(self, document: DocumentNode) -> None:
        definitions = (node for node in document.definitions if isinstance(node, FragmentDefinitionNode))
        self._fragments = {node.name.value: node for node in definitions}
        self._known: dict[str, Size] = {}

    def selections(self, node: SelectionSetNode | None) -> Size:
        size = Size()
        for selection in node.selections if node else ():
            if isinstance(selection, FieldNode):
                inner = self.selections(selection.selection_set)
                size.add(Size(1, inner.fields + 1, inner.depth + 1))
            elif isinstance(selection, FragmentSpreadNode):
                size.add(self._fragment(selection.name.value))
            else:
                size.add(self.selections(getattr(selection, "selection_set", None)))
        return size

    def _fragment(self, name: str) -> Size:
        if name not in self._known:
            self._known[name] = Size()  # A fragment inside itself: validation refuses it.
            definition = self._fragments.get(name)
            self._known[name] = self.selections(definition.selection_set if definition else None)
        return self._known[name]
