"""From request text to a validated document, once per distinct text."""

from __future__ import annotations

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    NameNode,
    OperationDefinitionNode,
    SelectionSetNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    parse,
    validate,
    visit,
)

from gloss.graphql import limits
from gloss.graphql import schema as schema_module
from gloss.graphql.texts import Texts

MAX_TOKENS = 20_000
CACHED_CHARACTERS = 500_000
LEAF_FIELDS = {("Cabinet", "documents"): ("id", "cabinetId", "fileName", "ownerId", "documentType", "signature")}
"""Object fields that an old client asks for as if they were leaves, with what it expects inside."""
_texts = Texts(CACHED_CHARACTERS)


def prepared(text: str) -> DocumentNode | list[GraphQLError]:
    """Parse, rewrite and validate ``text``; a list means it is wrong and why."""
    known = _texts.get(text)
    if known is not None:
        return known
    try:
        document = _prepare(text)
    except RecursionError:
        return [GraphQLError("The query nests too deeply, or its fragments do.")]
    if not isinstance(document, list):
        _texts.put(text, document)
    return document


def _prepare(text: str) -> DocumentNode | list[GraphQLError]:
    schema = schema_module.build()
    try:
        document = parse(text, max_tokens=MAX_TOKENS)
    except GraphQLError as error:
        return [error]
    too_much = limits.check(document)
    if too_much:
        return [too_much]
    document = with_leaves_expanded(schema, document)
    return validate(schema, document) or document


def with_leaves_expanded(schema: GraphQLSchema, document: DocumentNode) -> DocumentNode:
    """Give the fields of ``LEAF_FIELDS`` that lack a selection the fixed one."""
    if not any(f"{name}" in str(document.loc.source.body if document.loc else "") for _, name in LEAF_FIELDS):
        return document
    info = TypeInfo(schema)
    return visit(document, TypeInfoVisitor(info, _LeafExpander(info)))


class _LeafExpander(Visitor):
    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self.info = info

    def enter_field(self, node: FieldNode, *_: object) -> FieldNode | None:
        parent = self.info.get_parent_type()
        names = LEAF_FIELDS.get((get_named_type(parent).name, node.name.value)) if parent else None
        if names is None or node.selection_set:
            return None
        fields = tuple(FieldNode(name=NameNode(value=name), arguments=(), directives=()) for name in names)
        return FieldNode(
            name=node.name,
            alias=node.alias,
            arguments=node.arguments,
            directives=node.directives,
            selection_set=SelectionSetNode(selections=fields),
            loc=node.loc,
        )


def operation_name(document: DocumentNode, asked: str | None) -> str | None:
    """Return the operation to run: with only one in the document, whatever name was ``asked`` is ignored."""
    names = [
        node.name.value if node.name else None
        for node in document.definitions
        if isinstance(node, OperationDefinitionNode)
    ]
    return names[0] if len(names) == 1 else asked or None


def only_operation(document: DocumentNode) -> OperationDefinitionNode | None:
    """Return the operation of a document that has nothing else, no fragments either; else None."""
    first = document.definitions[0]
    return first if len(document.definitions) == 1 and isinstance(first, OperationDefinitionNode) else None
