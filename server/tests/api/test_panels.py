"""The panels beside the canvas, the dictionary and the grammar checker."""

from __future__ import annotations

import gzip
import struct
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.conf import settings

from gloss.extensions.models import ExtensionElement
from gloss.storage import secrets
from tests.client import Api
from tests.factories import Make
from tests.labeling import World, labeling_world
from tests.model_server import Answer, ModelServer

PANEL = "id cabinetId width elements { id enabled order height extension { id title } setting { modelId apiToken } }"
TEXT_PANELS = ["LABELS", "FILE_COLLECTION", "SEARCH", "GUIDELINES", "METADATA", "DASHBOARD", "DICTIONARY"]


def on(panel: dict[str, Any]) -> list[str]:
    return [element["extension"]["id"] for element in panel["elements"] if element["enabled"]]


def cabinet_of(world: World, person: Any) -> str:
    return str(world.cabinets[person.pk if person else None].pk)


def test_panels_start_as_the_project_says_and_are_arranged_per_cabinet(api: Api, make: Make) -> None:
    world = labeling_world(make, labelers=2)
    world.project.labeler_extensions = ["DICTIONARY_EXTENSION_ID", "REVIEW_EXTENSION_ID"]
    world.project.save()
    labeler, other = world.labelers
    client, cabinet = api.as_(labeler), cabinet_of(world, labeler)
    offered = client.query("getExtensions", "id", cabinetId=cabinet).data
    assert [entry["id"] for entry in offered] == [f"{name}_EXTENSION_ID" for name in TEXT_PANELS]
    panel = client.query("getProjectExtension", PANEL, cabinetId=cabinet).data
    assert (on(panel), panel["width"]) == (["LABELS_EXTENSION_ID", "DICTIONARY_EXTENSION_ID"], 360)
    review = api.as_(world.reviewer).query("getProjectExtension", PANEL, cabinetId=cabinet_of(world, None)).data
    assert on(review) == [
        "LABELS_EXTENSION_ID",
        "REVIEW_EXTENSION_ID",
        "SEARCH_EXTENSION_ID",
        "LABEL_COLOR_LEGEND_ID",
    ]
    wanted = [{"extensionId": "SEARCH_EXTENSION_ID"}, {"extensionId": "DICTIONARY_EXTENSION_ID", "enabled": False}]
    switched = client.mutate(
        "enableProjectExtensionElements", PANEL, input={"cabinetId": cabinet, "elements": wanted}
    ).data
    assert on(switched) == ["LABELS_EXTENSION_ID", "SEARCH_EXTENSION_ID"]
    moved = [{"id": f"{cabinet}:SEARCH_EXTENSION_ID", "order": 0, "height": 500}]
    given = {
        "cabinetId": cabinet,
        "width": 420,
        "elements": [*moved, {"id": f"{cabinet}:LABELS_EXTENSION_ID", "order": 1}],
    }
    arranged = client.mutate("updateProjectExtension", PANEL, input=given).data
    first = arranged["elements"][0]
    assert (arranged["width"], first["extension"]["title"], first["height"]) == (420, "Search", 500)
    gone = {"cabinetId": cabinet, "id": f"{cabinet}:SEARCH_EXTENSION_ID"}
    assert on(client.mutate("deleteExtensionElement", PANEL, input=gone).data) == ["LABELS_EXTENSION_ID"]
    assert client.mutate("deleteExtensionElement", PANEL, input=gone).codes == ["NOT_FOUND"]
    untouched = api.as_(other).query("getProjectExtension", PANEL, cabinetId=cabinet_of(world, other)).data
    assert on(untouched) == ["LABELS_EXTENSION_ID", "DICTIONARY_EXTENSION_ID"]
    foreign = {"cabinetId": cabinet, "width": 500}
    assert api.as_(world.reviewer).mutate("updateProjectExtension", PANEL, input=foreign).codes == ["FORBIDDEN"]


def test_settings_of_an_extension_never_show_the_token(api: Api, make: Make) -> None:
    world = labeling_world(make)
    labeler = world.labelers[0]
    client, cabinet = api.as_(labeler), cabinet_of(world, labeler)
    setting = {"extensionId": "SEARCH_EXTENSION_ID", "modelId": "m1", "apiToken": "hush"}
    given = {"id": f"{cabinet}:SEARCH_EXTENSION_ID", "setting": setting}
    reply = client.mutate("updateProjectExtensionElementSetting", "id setting { modelId apiToken }", input=given)
    assert reply.data == {"id": given["id"], "setting": {"modelId": "m1", "apiToken": None}}
    row = ExtensionElement.objects.get(cabinet=cabinet)
    assert (secrets.unseal(row.secret), row.enabled) == ({"apiToken": "hush"}, True)


def test_each_person_keeps_their_own_arrangement(api: Api, make: Make) -> None:
    client, other = api.as_(make.user()), api.as_(make.user())
    assert client.query("getPanelArrangement", kind="ROW_BASED").data is None
    client.mutate("savePanelArrangement", kind="ROW_BASED", arrangement='{"left": 1}')
    client.mutate("savePanelArrangement", kind="ROW_BASED", arrangement='{"left": 2}')
    assert client.query("getPanelArrangement", kind="ROW_BASED").data == '{"left": 2}'
    assert other.query("getPanelArrangement", kind="ROW_BASED").data is None
    for wrong in ("{", '"' + "x" * 16_400 + '"'):
        assert client.mutate("savePanelArrangement", kind="ROW_BASED", arrangement=wrong).codes == ["BAD_USER_INPUT"]


@pytest.fixture
def dictionaries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "DICTIONARY_PATH", str(tmp_path))
    return tmp_path


WORD = "lang word entries { lexicalCategory definitions { definition synonyms } }"


def test_without_a_dictionary_the_answer_says_so(api: Api, make: Make) -> None:
    reply = api.as_(make.user()).query("dictionaryLookup", WORD, word="dog")
    assert reply.codes == ["DICTIONARY_NOT_INSTALLED"]
    assert "GLOSS_DICTIONARY_PATH" in reply.messages[0]


def test_wordnet_is_read_from_its_own_files(api: Api, make: Make, dictionaries: Path) -> None:
    meanings = ["05 n 02 dog 0 domestic_dog 0 000 | a pet that barks  ", "05 n 01 frump 0 000 | a dull woman  "]
    data, offsets = "  1 The licence.\n", []
    for meaning in meanings:
        offsets.append(len(data))
        data += f"{len(data):08d} {meaning}\n"
    words = [f"dog n 2 1 @ 2 1 {offsets[0]:08d} {offsets[1]:08d}  ", f"frump n 1 0 1 0 {offsets[1]:08d}  "]
    others = [f"aaa{number} n 1 0 1 0 {offsets[1]:08d}  " for number in range(100)]
    (dictionaries / "index.noun").write_text(
        "  1 The licence.\n" + "".join(f"{w}\n" for w in sorted([*words, *others]))
    )
    (dictionaries / "data.noun").write_text(data)
    (dictionaries / "noun.exc").write_text("doggen dog\n")
    client = api.as_(make.user())
    pet = {"definition": "a pet that barks", "synonyms": ["domestic dog"]}
    dull = {"definition": "a dull woman", "synonyms": ["frump"]}
    for word in ("dog", "Dogs", "doggen"):
        shown = client.query("dictionaryLookup", WORD, word=word).data
        definitions = shown["entries"][0]["definitions"]
        assert (shown["entries"][0]["lexicalCategory"], definitions[0]["definition"]) == ("noun", pet["definition"])
    shown = client.query("dictionaryLookup", WORD, word="dog").data
    assert shown == {
        "lang": "en",
        "word": "dog",
        "entries": [{"lexicalCategory": "noun", "definitions": [pet, dull]}],
    }
    for word in ("aaa0", "aaa99", "frump"):
        assert len(client.query("dictionaryLookup", WORD, word=word).data["entries"]) == 1
    assert client.query("dictionaryLookup", WORD, word="zebra").data["entries"] == []
    assert client.query("dictionaryLookup", WORD, word="dog", lang="id").codes == ["DICTIONARY_NOT_INSTALLED"]


def test_stardict_and_word_lists_are_read_by_language(api: Api, make: Make, dictionaries: Path) -> None:
    folder = dictionaries / "id"
    folder.mkdir()
    articles = [("anjing", b"<b>hewan</b> peliharaan"), ("kucing", b"hewan yang mengeong")]
    (folder / "kecil.ifo").write_text("StarDict's dict ifo file\nversion=2.4.2\nsametypesequence=h\nbookname=Kecil\n")
    index, body = b"", b""
    for word, article in articles:
        index += word.encode() + b"\0" + struct.pack(">II", len(body), len(article))
        body += article
    (folder / "kecil.idx").write_bytes(index)
    (folder / "kecil.dict.dz").write_bytes(gzip.compress(body))
    (folder / "lain.tsv").write_text("Anjing\tkata benda\tbinatang\tasu; guguk\n", encoding="utf-8")
    found = api.as_(make.user()).query("dictionaryLookupBatch", WORD, lang="id", words=["anjing", "kucing", "x"]).data
    assert [entry["entries"] for entry in found] == [
        [
            {"lexicalCategory": "", "definitions": [{"definition": "hewan peliharaan", "synonyms": []}]},
            {
                "lexicalCategory": "kata benda",
                "definitions": [{"definition": "binatang", "synonyms": ["asu", "guguk"]}],
            },
        ],
        [{"lexicalCategory": "", "definitions": [{"definition": "hewan yang mengeong", "synonyms": []}]}],
        [],
    ]


MISTAKE = "text message suggestions position { start { sentenceId tokenId charId } end { sentenceId tokenId charId } }"


def test_grammar_is_checked_by_a_languagetool_server(api: Api, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    world = labeling_world(make, lines=["😀 This are wrong", "fine", "He go"])
    labeler = world.labelers[0]
    client, copy = api.as_(labeler), world.uid(labeler)
    assert client.query("getGrammarCheckerServiceProviders", "id").data == []
    server = ModelServer()
    monkeypatch.setattr(settings, "LANGUAGETOOL_URL", server.url)
    # The text is sent as one; LanguageTool counts UTF-16 units: the emoji has two.
    server.answer = lambda call: Answer(
        {
            "software": {"name": "LanguageTool", "version": "6.6", "apiVersion": 1},
            "language": {"name": "English", "code": "en-US"},
            "matches": [
                _match("Use a verb that agrees.", 3, 8, "These are", "This is"),
                _match("Use goes.", 28, 2, "goes"),
            ],
        }
    )
    assert client.query("getGrammarCheckerServiceProviders", "id name").data == [
        {"id": "LANGUAGE_TOOL", "name": "LanguageTool"}
    ]
    offered = client.query("getExtensions", "id", cabinetId=cabinet_of(world, labeler)).data
    assert "GRAMMAR_CHECKER_EXTENSION_ID" in [entry["id"] for entry in offered]
    given = {"documentId": copy, "grammarCheckerProviderId": "LANGUAGE_TOOL", "sentenceIdRange": {"start": 0, "end": 3}}
    reply = client.query("getGrammarMistakes", MISTAKE, input=given)
    assert reply.errors == []
    sent = parse_qs(server.calls[0].body.decode())
    assert (server.calls[0].path, sent["language"]) == ("/v2/check", ["auto"])
    assert sent["text"] == ["😀 This are wrong\n\nfine\n\nHe go"]
    assert reply.data == [
        _mistake("This are", "Use a verb that agrees.", ["These are", "This is"], (0, 1, 0), (0, 2, 2)),
        _mistake("go", "Use goes.", ["goes"], (2, 1, 0), (2, 1, 1)),
    ]
    server.answer = lambda call: Answer("Error: too long", 413)
    assert client.query("getGrammarMistakes", MISTAKE, input=given).codes == ["GRAMMAR_CHECKER_FAILED"]
    assert client.query("getGrammarMistakes", MISTAKE, input={**given, "sentenceIdRange": None}).codes == [
        "BAD_USER_INPUT"
    ]
    server.close()


def _match(message: str, offset: int, length: int, *values: str) -> dict[str, Any]:
    return {
        "message": message,
        "shortMessage": "",
        "offset": offset,
        "length": length,
        "replacements": [{"value": value} for value in values],
        "context": {"text": "", "offset": 0, "length": length},
        "sentence": "",
        "rule": {"id": "R", "description": "", "issueType": "grammar", "category": {"id": "C", "name": "Grammar"}},
    }


def _mistake(text: str, message: str, suggestions: list[str], start: Any, end: Any) -> dict[str, Any]:
    names = ("sentenceId", "tokenId", "charId")
    position = {"start": dict(zip(names, start, strict=True)), "end": dict(zip(names, end, strict=True))}
    return {"text": text, "message": message, "suggestions": suggestions, "position": position}
