"""What is found in texts, and that hiding it moves nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloss.core.errors import BadInput
from gloss.masking import DETECTORS, NEED_A_MODEL, PatternTooSlow, masker, restored
from gloss.masking.expressions import translated

FOUND = [
    ("EMAIL_ADDRESS", "Write to rosa.tan+soup@mail.example.com.", ["rosa.tan+soup@mail.example.com"]),
    ("EMAIL_ADDRESS", "jürgen@bücher.de, not @home or a@b", ["jürgen@bücher.de"]),
    ("PHONE_NUMBER", "Call +49 30 1234567 or (555) 123-4567, not 2026-11-24.", ["+49 30 1234567", "(555) 123-4567"]),
    ("PHONE_NUMBER", "555-123-4567; room 4567; order 5551234", ["555-123-4567"]),
    ("IP_ADDRESS", "10.0.0.1 and 2001:db8::1, not 1.2.3.400, 1.2.3 or 10:30:00", ["10.0.0.1", "2001:db8::1"]),
    ("DOMAIN_NAME", "See www.example.com. Then https://intern.example/x", ["www.example.com", "intern.example"]),
    ("DOMAIN_NAME", "It ended.Then it rained. Version 2.0.1", []),
    ("CREDIT_CARD", "4111 1111 1111 1111, not 4111 1111 1111 1112", ["4111 1111 1111 1111"]),
    ("CREDIT_CARD", "5500-0000-0000-0004 and 378282246310005", ["5500-0000-0000-0004", "378282246310005"]),
    ("IBAN_CODE", "Pay DE89 3704 0044 0532 0130 00 now", ["DE89 3704 0044 0532 0130 00"]),
    ("IBAN_CODE", "GB82WEST12345698765432, not GB82WEST12345698765433", ["GB82WEST12345698765432"]),
    ("US_SSN", "078-05-1120, not 000-05-1120, 666-05-1120 or 078051120", ["078-05-1120"]),
    ("US_SSN", "Social security number: 078051120", ["078051120"]),
    ("US_ITIN", "912-78-1234 and, as ITIN, 912781234; not 912-12-1234", ["912-78-1234", "912781234"]),
    ("US_PASSPORT", "Her passport is 340020013.", ["340020013"]),
    ("US_PASSPORT", "Order 340020013 left.", []),
    ("US_DRIVER_LICENSE", "Driver's license D1234567.", ["D1234567"]),
    ("US_DRIVER_LICENSE", "Part D1234567.", []),
    ("US_BANK_NUMBER", "Account number 945456787654", ["945456787654"]),
    ("US_BANK_NUMBER", "Item 945456787654", []),
    ("DATE_TIME", "On 2026-11-24T10:15:00Z and 24 Nov. 2026 at 5 pm", ["2026-11-24T10:15:00Z", "24 Nov. 2026", "5 pm"]),
    ("DATE_TIME", "11/24/2026; March 3rd, 2025; 3/4 cup; may be", ["11/24/2026", "March 3rd, 2025"]),
]


@pytest.mark.parametrize(("key", "text", "found"), FOUND)
def test_finds(key, text, found):
    assert [text[start:end] for start, end in DETECTORS[key].find(text)] == found


def test_every_type_is_tried():
    assert {key for key, _, _ in FOUND} == set(DETECTORS)


def test_a_columns_name_explains_its_numbers():
    assert DETECTORS["US_PASSPORT"].find("340020013", hint="Passport no.") == [(0, 9)]
    assert DETECTORS["US_PASSPORT"].find("340020013", hint="Order") == []


def test_asterisks_keep_white_space():
    hidden = masker(["PHONE_NUMBER"], [], None)
    text, masks = hidden.mask("Call +49 30 1234567.", b"x")
    assert (text, masks) == ("Call *** ** *******.", [(5, 19, "PHONE_NUMBER", "+49 30 1234567")])


def test_random_characters_are_of_the_same_sort_and_repeat():
    hidden = masker(["EMAIL_ADDRESS"], [], "RANDOM_CHARACTER")
    text, masks = hidden.mask("Ada.7@example.com and Ada.7@example.com", b"one")
    first, second = text.split(" and ")
    assert first == second != "Ada.7@example.com"
    assert [c.isupper() for c in first] == [c.isupper() for c in "Ada.7@example.com"]
    assert [first[at] for at in (3, 5, 13)] == [".", "@", "."]
    assert first[4].isdigit()
    assert text == hidden.mask("Ada.7@example.com and Ada.7@example.com", b"one")[0]
    assert text != hidden.mask("Ada.7@example.com and Ada.7@example.com", b"two")[0]
    assert [mask[:3] for mask in masks] == [(0, 17, "EMAIL_ADDRESS"), (22, 39, "EMAIL_ADDRESS")]


def test_overlapping_finds_are_one_mask():
    hidden = masker(["EMAIL_ADDRESS", "DOMAIN_NAME"], [{"name": "Order", "pattern": "to ada"}], None)
    assert hidden.mask("to ada@example.com", b"")[1] == [(0, 18, "Order", "to ada@example.com")]


@given(st.text(max_size=60), st.sampled_from([None, "RANDOM_CHARACTER"]))
def test_hiding_moves_nothing_and_can_be_undone(text, method):
    text = f"{text} a@b.example.com 10.0.0.1 {text}"
    masked, masks = masker(["EMAIL_ADDRESS", "IP_ADDRESS", "DOMAIN_NAME"], [], method).mask(text, b"secret")
    assert len(masked) == len(text)
    assert [c.isspace() for c in masked] == [c.isspace() for c in text]
    assert restored(masked, masks) == text


@pytest.mark.parametrize(
    ("pattern", "flags", "text", "found"),
    [
        (r"(?<area>\d{2})-\k<area>", "g", "12-12 12-13", ["12-12"]),
        (r"\d+", "", "12 ٣٤", ["12"]),
        (r"[\d\-/]+", "", "1/2-3", ["1/2-3"]),
        (r"x$", "", "x\nx\n", []),
        (r"^x$", "gm", "x\nx\n", ["x", "x"]),
        (r"a[^]b", "", "a\nb", ["a\nb"]),
        (r"[[a]+", "", "[a[", ["[a["]),
        (r"\u{1F35C}|\u0041", "u", "A🍜", ["A", "🍜"]),
        (r"\/ORDER", "i", "/order", ["/order"]),
        (r"x*", "", "yxxy", ["xx"]),
    ],
)
def test_expressions_read_like_javascript(pattern, flags, text, found):
    hidden = masker([], [{"name": "Own", "pattern": pattern, "flags": flags}], None)
    assert [mask[3] for mask in hidden.mask(text, b"")[1]] == found


def test_translated_negations():
    assert translated(r"\D\W[\D]") == r"[^0-9][^A-Za-z0-9_][\D]"


@pytest.mark.parametrize(
    ("types", "expressions", "method", "field", "message"),
    [
        ([], [], None, "entityTypes", "Masking is on, but nothing is chosen to be masked."),
        (["EMAIL"], [], None, "entityTypes[0]", "Unknown type of personal data 'EMAIL'."),
        (["IP_ADDRESS", "PERSON"], [], None, "entityTypes[1]", "PERSON cannot be found by patterns"),
        (["IP_ADDRESS"], [], "BLUR", "maskingMethod", "Unknown masking method 'BLUR'. Choose ASTERISK or"),
        ([], [{"name": " ", "pattern": "x"}], None, "regularExpressions[0].name", "A pattern needs a name"),
        ([], [{"name": "Own", "pattern": ""}], None, "regularExpressions[0].pattern", "The pattern Own has 1 to 2000"),
        (
            [],
            [{"name": "Own", "pattern": "(x"}],
            None,
            "regularExpressions[0].pattern",
            "The pattern Own is not a regular expression: missing ) at character 3.",
        ),
        (
            [],
            [{"name": "Own", "pattern": "(?:a{1000}){1000}"}],
            None,
            "regularExpressions[0].pattern",
            "The pattern Own is not a regular expression: its repetitions multiply to too much.",
        ),
        (
            [],
            [{"name": "Own", "pattern": "x", "flags": "q"}],
            None,
            "regularExpressions[0].flags",
            "The pattern Own has the unknown flag 'q'.",
        ),
    ],
)
def test_refused(types, expressions, method, field, message):
    with pytest.raises(BadInput) as error:
        masker(types, expressions, method)
    assert error.value.details["field"] == field
    assert error.value.message.startswith(message)


@pytest.mark.parametrize("key", NEED_A_MODEL)
def test_types_that_need_a_model_name_those_that_do_not(key):
    with pytest.raises(BadInput, match=f"{key} cannot.*language model.*EMAIL_ADDRESS, PHONE_NUMBER.*DATE_TIME"):
        masker([key], [], None)


def test_a_slow_pattern_is_stopped():
    hidden = masker([], [{"name": "Slow", "pattern": "(a|aa)+$"}], None)
    with pytest.raises(PatternTooSlow, match="The pattern Slow took too long"):
        hidden.mask("a" * 5000 + "b", b"")
