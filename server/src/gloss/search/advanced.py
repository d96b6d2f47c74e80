"""From the text of an advanced query to conditions; every mistake with its place."""

from __future__ import annotations

from collections.abc import Callable

from gloss.search import matching
from gloss.search.conditions import (
    All,
    AnswerIs,
    CommentIs,
    Condition,
    LabelIs,
    LineNumber,
    MetadataIs,
    Not,
    Some,
    Text,
    Value,
)
from gloss.search.matching import Matcher
from gloss.search.relaxed import Node, parse, problem

LABEL_FIELDS = ("label", "labelSet", "status", "labeler")
STATUSES = ("AUTO", "CONFLICT", "EXTERNAL", "LABELER", "PRELABELED", "REJECTED", "REVIEWER", "UNRESOLVED")
FIELDS = ("text", *LABEL_FIELDS, "line", "comment", "attribute.<question>", "metadata.<key>")
OPERATORS = ("$eq", "$ne", "$in", "$regex", "$options", "$exists", "$not")
LINE_OPERATORS = ("$eq", "$ne", "$in", "$gt", "$gte", "$lt", "$lte", "$not")
JOINS: dict[str, Callable[[tuple[Condition, ...]], Condition]] = {"$and": All, "$or": Some}


def read(source: str) -> Condition:
    """Read a whole query.

    Raises:
        BadInput: field ``query`` and ``position``, code points from the start.
    """
    return _object(parse(source))


def _object(node: Node) -> Condition:
    """The members of one object all hold; those about labels of one and the same label."""
    parts: list[Condition] = []
    about: list[tuple[str, Value]] = []
    for key, position, value in node.value:
        if key in JOINS:
            parts.append(JOINS[key](tuple(_members(key, value))))
        elif key == "$not":
            parts.append(Not(_object(_expect(value, "object", "$not needs an object with conditions."))))
        elif key in LABEL_FIELDS:
            negated = _negated(value)
            if negated:
                parts.append(Not(LabelIs(tuple((key, test) for test in _values(key, negated)))))
            else:
                about += [(key, test) for test in _values(key, value)]
        else:
            parts.append(_field(key, position, value))
    if about:
        parts.append(LabelIs(tuple(about)))
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _members(key: str, node: Node) -> list[Condition]:
    array = _expect(node, "array", f"{key} needs a list of conditions in [ ].")
    if not array.value:
        raise problem(f"{key} needs at least one condition.", array.position)
    return [_object(_expect(item, "object", "A condition stands in { }.")) for item in array.value]


def _expect(node: Node, kind: str, message: str) -> Node:
    if node.kind != kind:
        raise problem(message, node.position)
    return node


def _negated(node: Node) -> Node | None:
    """The operand of ``{$not: ...}`` or the value of ``{$exists: false}`` turned round."""
    if node.kind == "object" and len(node.value) == 1:
        key, position, value = node.value[0]
        if key == "$not":
            return value
        if key == "$exists" and value.value is False:
            return Node("object", [("$exists", position, Node("other", True, value.position))], node.position)
    return None


def _field(key: str, position: int, node: Node) -> Condition:
    negated = _negated(node)
    if negated:
        return Not(_field(key, position, negated))
    if key == "text":
        return _joined([Not(Text(matcher)) if is_negated else Text(matcher) for matcher, is_negated in _texts(node)])
    if key == "line":
        return _line(node)
    if key == "comment":
        return _joined([CommentIs(test) for test in _values(key, node)])
    kind, dot, name = key.partition(".")
    if dot and name and kind == "attribute":
        return _joined([AnswerIs(name, test) for test in _values(key, node)])
    if dot and name and kind == "metadata":
        return _joined([MetadataIs(((name, test),)) for test in _values(key, node)])
    what = "operator" if key.startswith("$") else "field"
    raise problem(f"There is no {what} {key}. Fields: {', '.join(FIELDS)}; operators: $and, $or, $not.", position)


def _joined(parts: list[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _texts(node: Node) -> list[tuple[Matcher, bool]]:
    found = []
    for test in _values("text", node):
        assert test.matcher, "text has no $exists"
        found.append((test.matcher, test.is_negated))
    return found


def _values(key: str, node: Node) -> list[Value]:
    """The tests of one field: a value alone, or an object of operators."""
    if node.kind != "object":
        return [Value(_matcher(key, node, contains=key in ("text", "comment")))]
    if not node.value:
        raise problem(f"Say how {key} is compared, for example with $eq.", node.position)
    options = next((value for name, _, value in node.value if name == "$options"), None)
    flags = str(options.value) if options else ""
    return [_operator(key, name, place, value, flags) for name, place, value in node.value if name != "$options"]


def _operator(key: str, name: str, position: int, node: Node, flags: str) -> Value:
    if name in ("$eq", "$ne"):
        return Value(_matcher(key, node, contains=False), is_negated=name == "$ne")
    if name == "$in":
        items = _expect(node, "array", "$in needs a list in [ ].").value
        if not items:
            raise problem("$in needs at least one value.", node.position)
        matchers = [_matcher(key, item, contains=False) for item in items]
        return Value(_any_of(matchers, key))
    if name == "$regex":
        if node.kind == "regex":
            return Value(_matcher(key, node, contains=False))
        text = _expect(node, "text", "$regex needs a text.")
        return Value(_expression(text.value, flags, text.position + 1))
    if name == "$exists" and isinstance(node.value, bool) and key != "text":
        return Value(is_negated=not node.value)
    if name == "$exists" and key != "text":
        raise problem("$exists is true or false.", node.position)
    raise problem(f"{key} has no operator {name}. Operators: {', '.join(OPERATORS)}.", position)


def _expression(pattern: str, flags: str, position: int) -> Matcher:
    return matching.expression(pattern, case_sensitive="i" not in flags, flags=flags, name="query", position=position)


def _matcher(key: str, node: Node, *, contains: bool) -> Matcher:
    if node.kind == "regex":
        pattern, flags = node.value
        return _expression(pattern, flags, node.position + 1)
    if node.kind not in ("text", "number") and not isinstance(node.value, bool):
        raise problem(f"{key} is compared with a text here.", node.position)
    text = str(node.value).lower() if isinstance(node.value, bool) else str(node.value)
    if key == "status" and text not in STATUSES:
        raise problem(f"There is no status {text}. Statuses: {', '.join(STATUSES)}.", node.position)
    if contains and not text:
        raise problem("An empty text is in every line.", node.position)
    return matching.contains(text, name="query") if contains else matching.equals(text, "query")


def _any_of(matchers: list[Matcher], key: str) -> Matcher:
    joined = "|".join(f"(?:{found.pattern.pattern})" for found in matchers)
    literals = tuple(text for found in matchers for text in found.literals)
    is_known = all(found.literals for found in matchers)
    pattern = matching.regex.compile(joined, matching.regex.IGNORECASE)
    is_expression = any(found.is_expression for found in matchers)
    return Matcher(pattern, literals if is_known else (), is_expression, "query")


def _line(node: Node) -> Condition:
    if node.kind == "number":
        return LineNumber(among=frozenset([_whole(node)]))
    object_ = _expect(node, "object", "line is compared with a number.")
    if not object_.value:
        raise problem("Say how line is compared, for example with $gte.", node.position)
    return _joined([_line_operator(*member) for member in object_.value])


def _line_operator(name: str, position: int, node: Node) -> Condition:
    if name == "$in":
        items = _expect(node, "array", "$in needs a list in [ ].").value
        return LineNumber(among=frozenset(_whole(item) for item in items))
    if name not in LINE_OPERATORS or name == "$not":
        raise problem(f"line has no operator {name}. Operators: {', '.join(LINE_OPERATORS)}.", position)
    number = _whole(node)
    if name in ("$eq", "$ne"):
        found = LineNumber(among=frozenset([number]))
        return Not(found) if name == "$ne" else found
    if name in ("$gt", "$gte"):
        return LineNumber(first=number + (name == "$gt"))
    return LineNumber(last=number - (name == "$lt"))


def _whole(node: Node) -> int:
    if node.kind != "number" or not isinstance(node.value, int):
        raise problem("A line number is a whole number, counted from 0.", node.position)
    return node.value
