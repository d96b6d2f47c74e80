"""Which fields a GraphQL request wants, so that a list can be loaded in a fixed number of queries."""

from __future__ import annotations

from typing import Any

from graphql import FieldNode, FragmentSpreadNode, InlineFragmentNode, SelectionSetNode


def selected(info: Any) -> set[str]:
    """Return dotted paths of the fields asked for below the current field.

    ``{nodes {id tags {name}}}`` gives ``{"nodes", "nodes.id", "nodes.tags", "nodes.tags.name"}``.
    Aliases are ignored (the field's own name counts) and so are ``@skip`` and ``@include``:
    the result may name more than is sent, never less.
    """
    paths: set[str] = set()
    for node in info.field_nodes:
        _collect(node.selection_set, "", info.fragments, paths)
    return paths


def _collect(selections: SelectionSetNode | None, prefix: str, fragments: Any, paths: set[str]) -> None:
    for node in selections.selections if selections else ():
        if isinstance(node, FieldNode):
            path = f"{prefix}{node.name.value}"
            paths.add(path)
            _collect(node.selection_set, f"{path}.", fragments, paths)
        elif isinstance(node, FragmentSpreadNode):
            fragment = fragments[node.name.value]
            definition = getattr(fragment, "definition", fragment)
            _collect(definition.selection_set, prefix, fragments, paths)
        elif isinstance(node, InlineFragmentNode):
            _collect(node.selection_set, prefix, fragments, paths)
