"""Label items and label set files (acceptance test 15)."""

from __future__ import annotations

import json
import time

import pytest

from gloss.formats.base import FormatError
from gloss.labelsets import colors, files
from gloss.labelsets.items import (
    ItemError,
    append_items,
    from_wire,
    leaf_ids,
    parse_items,
    paths,
    signature,
    to_wire,
)


def rows(items) -> list[tuple]:
    return [(item.id, item.name, item.color, item.parent_id) for item in items]


def refused(raw) -> ItemError:
    with pytest.raises(ItemError) as caught:
        parse_items(raw)
    return caught.value


def test_items_are_completed_and_come_back_from_storage():
    raw = [
        {"id": "3", "tagName": " Place ", "color": "Pink", "desc": "where", "type": "span"},
        {"tagName": "City", "parentId": "3"},
        {"id": "5", "label": "made", "type": "ARROW", "arrowRules": [{"originIds": ["3"], "destinationIds": ["9"]}]},
    ]
    with pytest.raises(ItemError, match="unknown id '9'"):
        parse_items(raw)
    raw[2]["arrowRules"] = [{"originIds": ["3"], "destinationIds": ["1"]}]
    items = parse_items(raw)
    assert [to_wire(item) for item in items] == [
        {
            "id": "3",
            "tagName": "Place",
            "color": "#ffc0cb",
            "desc": "where",
            "type": "SPAN",
            "parentId": None,
            "arrowRules": None,
        },
        {
            "id": "1",
            "tagName": "City",
            "color": "#df3920",
            "desc": None,
            "type": "ALL",
            "parentId": "3",
            "arrowRules": None,
        },
        {
            "id": "5",
            "tagName": "made",
            "color": "#ff8000",
            "desc": None,
            "type": "ARROW",
            "parentId": None,
            "arrowRules": [{"originIds": ["3"], "destinationIds": ["1"]}],
        },
    ]
    assert from_wire([to_wire(item) for item in items]) == items


def test_the_palette_goes_round_for_items_without_colour():
    items = parse_items([{"tagName": str(number)} for number in range(13)])
    assert [item.color for item in items] == [*colors.PALETTE, "#df3920"]
    assert [item.id for item in items] == [str(number) for number in range(1, 14)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#DF3920", "#df3920"),
        ("abc", "#aabbcc"),
        (" rgb(255, 128,0) ", "#ff8000"),
        ("rgb(256,0,0)", None),
        ("RebeccaPurple", "#663399"),
        ("#12345", None),
        ("soup", None),
    ],
)
def test_colours(text, expected):
    assert colors.normalize(text) == expected


def test_there_are_all_148_css_names():
    assert len(colors.CSS_NAMES) == 148


@pytest.mark.parametrize(
    ("raw", "field", "part"),
    [
        ([{"tagName": "a"}, {"tagName": ""}], "tagItems[1].tagName", "needs a name"),
        ([{"tagName": "Dish"}, {"tagName": "dISH"}], "tagItems[1].tagName", "occurs twice under one parent"),
        ([{"id": "1", "tagName": "a"}, {"id": "1", "tagName": "b"}], "tagItems[1].id", "The id '1' occurs twice"),
        ([{"tagName": "a", "parentId": "9"}], "tagItems[0].parentId", "The parent '9' of 'a' does not exist"),
        (
            [{"id": "1", "tagName": "a", "parentId": "2"}, {"id": "2", "tagName": "b", "parentId": "1"}],
            "tagItems[0].parentId",
            "its own ancestor",
        ),
        ([{"id": "1", "tagName": "a", "parentId": "1"}], "tagItems[0].parentId", "its own ancestor"),
        ([{"tagName": "a", "color": "soup"}], "tagItems[0].color", "'soup' is not a colour"),
        ([{"tagName": "a", "type": "BOX"}], "tagItems[0].type", "not one of SPAN, ARROW, ALL"),
        ([{"tagName": "a", "arrowRules": [{}]}], "tagItems[0].arrowRules", "originIds and destinationIds"),
        (
            [{"id": "1", "tagName": "a", "type": "SPAN", "arrowRules": [{"originIds": ["1"], "destinationIds": []}]}],
            "tagItems[0].arrowRules",
            "for spans only",
        ),
        (["a"], "tagItems[0].tagName", "must be an object"),
    ],
)
def test_bad_items_name_the_field(raw, field, part):
    error = refused(raw)
    assert error.details["field"] == field
    assert part in error.message


def test_one_name_may_stand_under_two_parents():
    raw = [
        {"id": "1", "tagName": "Loan"},
        {"id": "2", "tagName": "Fund"},
        {"id": "3", "tagName": "Risk", "parentId": "1"},
        {"id": "4", "tagName": "Risk", "parentId": "2"},
    ]
    items = parse_items(raw)
    assert paths(items) == {"1": ("Loan",), "2": ("Fund",), "3": ("Loan", "Risk"), "4": ("Fund", "Risk")}
    assert leaf_ids(items) == {"3", "4"}


def test_appended_items_are_checked_against_the_set():
    first = parse_items([{"tagName": "a"}, {"id": "3", "tagName": "b"}])
    whole = append_items(first, [{"tagName": "c", "parentId": "3"}, {"tagName": "d"}])
    assert rows(whole) == [
        ("1", "a", "#df3920", None),
        ("3", "b", "#ff8000", None),
        ("4", "c", "#ffc826", "3"),
        ("5", "d", "#91b34d", None),
    ]
    with pytest.raises(ItemError, match="occurs twice"):
        append_items(first, [{"tagName": "A"}])


def test_the_signature_is_of_names_parents_and_types():
    raw = [{"id": "1", "tagName": "Place"}, {"id": "2", "tagName": "City", "parentId": "1"}]
    first = signature(parse_items(raw))
    assert len(first) == 64
    assert signature(parse_items([{**raw[1], "color": "red", "id": "x"}, raw[0]])) == first
    assert signature(parse_items([raw[0], {**raw[1], "parentId": None}])) != first
    assert signature(parse_items([{**raw[0], "type": "SPAN"}, raw[1]])) != first


def test_ten_thousand_items_in_one_deep_chain_are_fast():
    raw = [{"id": str(n), "tagName": f"t{n}", "parentId": str(n - 1) if n % 100 else None} for n in range(10_000)]
    began = time.monotonic()
    assert len(signature(parse_items(raw[::-1]))) == 64
    assert time.monotonic() - began < 2


def test_acceptance_15_hierarchical_csv_with_dotted_ids_and_palette():
    content = b"id,label,color\r\n1,Place,#FFC826\r\n1.1,City,#91b34d\r\n1.2,Street,\r\n2,Dish,pink\r\n"
    found = files.read("1_entities.csv", content)
    assert found.name == "1_entities"
    assert rows(found.items) == [
        ("1", "Place", "#ffc826", None),
        ("1.1", "City", "#91b34d", "1"),
        ("1.2", "Street", "#df3920", "1"),
        ("2", "Dish", "#ffc0cb", None),
    ]
    assert files.write_csv(found.items) == (
        b"id,label,color\r\n1,Place,#ffc826\r\n1.1,City,#91b34d\r\n1.2,Street,#df3920\r\n2,Dish,#ffc0cb\r\n"
    )


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.csv", b"Dish\nSpice\n\nCook\n", [("1", "Dish", None), ("2", "Spice", None), ("3", "Cook", None)]),
        ("a.tsv", b"Dish\nSpice, hot\n", [("1", "Dish", None), ("2", "Spice, hot", None)]),
        ("a.csv", b"label,color\nDish,#df3920\nCook,\n", [("1", "Dish", None), ("2", "Cook", None)]),
        (
            "a.csv",
            b"Description,parent_id,label,id,type,color\nx,,Place,7,,\n,7,City,8,ARROW,red\n",
            [("7", "Place", None), ("8", "City", "7")],
        ),
        ("a.json", b'["Dish","Cook"]', [("1", "Dish", None), ("2", "Cook", None)]),
        ("a.json", b'[{"id":"1","tagName":"Dish"}]', [("1", "Dish", None)]),
        (
            "a.json",
            b'{"label":"Entities","config":{"options":[{"id":"1","label":"A"},{"id":"2","label":"B","parentId":"1"}]}}',
            [("1", "A", None), ("2", "B", "1")],
        ),
    ],
)
def test_every_file_form_is_read(name, content, expected):
    found = files.read(name, content)
    assert [(item.id, item.name, item.parent_id) for item in found.items] == expected


def test_json_carries_everything_and_comes_back():
    content = (
        b'{"name":"Kitchen","arrowLabelRequired":true,"leafOnlyOption":true,"options":['
        b'{"id":"1","label":"Food","color":"#df3920"},{"id":"2","label":"Dish","parentId":"1","type":"SPAN",'
        b'"description":"a cooked dish"},{"id":"3","label":"made by","type":"ARROW",'
        b'"arrowRules":[{"originIds":["2"],"destinationIds":["4"]}]},{"id":"4","label":"Cook"}]}'
    )
    found = files.read("x.json", content)
    assert (found.name, found.arrow_label_required, found.leaf_only) == ("Kitchen", True, True)
    assert found.items[1].description == "a cooked dish"
    assert files.read("y.json", files.write_json(found)) == found
    assert json.loads(files.write_json(found))["options"][0] == {
        "id": "1",
        "label": "Food",
        "color": "#df3920",
        "type": "ALL",
    }


def test_csv_adds_type_and_description_only_when_used():
    parent = {"id": "b", "tagName": "x", "type": "SPAN", "desc": 'a "b"'}
    items = parse_items([parent, {"tagName": "y", "parentId": "b"}])
    assert files.write_csv(items) == (
        b'id,label,color,type,description\r\n1,x,#df3920,SPAN,"a ""b"""\r\n1.1,y,#ff8000,ALL,\r\n'
    )


@pytest.mark.parametrize(
    ("name", "content", "code", "line", "part"),
    [
        ("a.csv", b"", "EMPTY_FILE", None, "empty"),
        ("a.csv", b" \n", "EMPTY_FILE", None, "no labels"),
        ("a.csv", b"label,color\n", "EMPTY_FILE", None, "no labels"),
        ("a.csv", b"x" * 500_001, "FILE_TOO_LARGE", None, "500 KB"),
        ("a.csv", b"Dish\n\nCook,red\n", "PARSE_ERROR", 3, "starts with a header such as id,label,color"),
        ("a.csv", b"label,color\n\nDish,red\ndish,blue\n", "PARSE_ERROR", 4, "occurs twice"),
        ("a.csv", b"label,color\nDish,soup\n", "PARSE_ERROR", 2, "'soup' is not a colour"),
        ("a.csv", b"id,label\n1,a\n2.1,b\n", "PARSE_ERROR", 3, "The parent '2' of 'b' does not exist"),
        ("a.csv", b"id,label,parent_id\n1,a,2\n2,b,1\n", "PARSE_ERROR", 2, "its own ancestor"),
        ("a.csv", b'Dish\n"open\nCook\n', "PARSE_ERROR", 2, "never closed"),
        ("a.json", b'{"a":}', "PARSE_ERROR", 1, "column 6"),
        ("a.json", b"{}", "PARSE_ERROR", None, "list of options"),
        ("a.json", b'[{"label":"a"},{"label":"A"}]', "PARSE_ERROR", None, "options[1].tagName"),
        ("a.pdf", b"x", "UNSUPPORTED_EXTENSION", None, ".csv, .tsv and .json"),
    ],
)
def test_bad_files_name_line_and_reason(name, content, code, line, part):
    with pytest.raises(FormatError) as caught:
        files.read(name, content)
    error = caught.value
    assert (error.code, error.details.get("line")) == (code, line)
    assert part in error.message
