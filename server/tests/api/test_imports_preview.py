"""previewDocument: the first lines, what the file seems to be, and what is wrong with it."""

from __future__ import annotations

import pytest

from gloss.storage.models import UploadedFile
from tests.creating import creation

SELECTION = "columns detectedFormat lineCount lines suggestedKinds warnings error"


@pytest.fixture
def rosa(api, make):
    user = make.user()
    user.api = api.as_(user)
    return user


def preview(api, name, content, kinds, **settings):
    key = api.upload(name, content)
    given = {
        "document": {"name": name, "objectKey": key},
        "kinds": kinds,
        "creationSettings": creation(**settings),
    }
    return api.query("previewDocument", SELECTION, input=given).data


def test_text(rosa):
    assert preview(rosa.api, "soup.txt", "Hi Jun\n\n", ["TOKEN_BASED"]) == {
        "columns": [],
        "detectedFormat": "TEXT",
        "lineCount": 2,
        "lines": [
            {"line": 0, "cells": ["Hi Jun"], "tokens": [[[0, 2], [3, 6]]]},
            {"line": 1, "cells": [""], "tokens": [[]]},
        ],
        "suggestedKinds": ["TOKEN_BASED"],
        "warnings": [],
        "error": None,
    }
    assert UploadedFile.objects.get(owner=rosa).claimed_at is None


def test_a_table_shows_fifty_rows(rosa):
    rows = "".join(f"{n},x\n" for n in range(60))
    found = preview(rosa.api, "a.csv", "id,word\n" + rows, ["ROW_BASED"], firstRowAsHeader=True)
    assert (found["columns"], found["detectedFormat"], found["lineCount"]) == (["id", "word"], "CSV", None)
    assert (len(found["lines"]), found["suggestedKinds"]) == (50, ["ROW_BASED"])
    assert found["lines"][49] == {"line": 49, "cells": ["49", "x"], "tokens": None}


def test_media(rosa):
    found = preview(rosa.api, "a.png", b"\x89PNG", ["DOCUMENT_BASED"])
    assert (found["detectedFormat"], found["lineCount"], found["lines"]) == ("MEDIA", 0, [])
    assert found["suggestedKinds"] == ["DOCUMENT_BASED"]


def test_text_that_looks_like_tagged_tokens(rosa):
    found = preview(rosa.api, "a.txt", "Rosa\tB-P\nate\tO\n", ["TOKEN_BASED"])
    assert found["warnings"] == ["Every line has the same columns. Is this TSV_IOB? Then rename the file to .tsv."]


@pytest.mark.parametrize(
    ("name", "content", "kinds", "part"),
    [
        ("a.txt", b"caf\xe9", ["TOKEN_BASED"], "a.txt"),
        ("a.txt", b"", ["TOKEN_BASED"], "The file is empty."),
        ("a.exe", b"MZ", ["TOKEN_BASED"], "Files of this kind of project end in"),
        ("a.csv", b"1,2\n1,2,3\n", ["ROW_BASED"], "line 2"),
    ],
)
def test_errors_are_told_and_lines_before_them_shown(rosa, name, content, kinds, part):
    found = preview(rosa.api, name, content, kinds)
    assert part in found["error"]
    assert found["lineCount"] is None


def test_uploads_of_others(api, make, rosa):
    key = rosa.api.upload("a.txt", "x")
    given = {"document": {"name": "a.txt", "objectKey": key}, "kinds": ["TOKEN_BASED"]}
    reply = api.as_(make.user()).query("previewDocument", SELECTION, input=given)
    assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], "document.objectKey")
