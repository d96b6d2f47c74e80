"""Every tokenizer: its categories, its promises on any text, and what happens without its library."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloss.core.errors import BadInput
from gloss.tokenizers import TOKENIZERS, tokenizer_for
from gloss.tokenizers.base import chunks, without_space

OWN = ("WINK", "WHITE_SPACE", "CHARACTER")
LANGUAGES = ("CHINESE", "JAPANESE", "THAI")


def words(text: str, key: str = "WINK") -> list[str]:
    return [text[start:end] for start, end in TOKENIZERS[key].offsets(text)]


def test_the_registry_is_what_we_promise() -> None:
    assert list(TOKENIZERS) == ["WINK", "WHITE_SPACE", "CHARACTER", "CHINESE", "JAPANESE", "THAI"]
    with pytest.raises(BadInput, match="Choose one of WINK, WHITE_SPACE"):
        tokenizer_for("NOPE")


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Rosa cooked laksa in Penang.", "Rosa|cooked|laksa|in|Penang|."),
        ("Jun ate it twice.", "Jun|ate|it|twice|."),
        ("$5 £3 5€", "$|5|£|3|5|€"),
        ("Mail cook@soup.example, now", "Mail|cook@soup.example|,|now"),
        ("(a.b-c+d@e-f.co.example)", "(|a.b-c+d@e-f.co.example|)"),
        ("😀🍜 ok👍🏽", "😀|🍜|ok|👍🏽"),
        ("👩‍👩‍👧‍👦 🇲🇾🇸🇬 1️⃣ ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👩‍👩‍👧‍👦|🇲🇾|🇸🇬|1️⃣|❤️|🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
        (":-) ok :D ;) <3 :(", ":-)|ok|:D|;)|<3|:("),
        ("fine:) key:data C:/x", "fine|:)|key|:|data|C|:|/|x"),
        ("#tasty #1 a#b", "#tasty|#|1|a|#b"),
        ("19 2.718 1/4 12-12-1924 1,000.50", "19|2.718|1/4|12-12-1924|1,000.50"),
        ("1st 22nd 3rd 111th 1stop", "1st|22nd|3rd|111th|1|stop"),
        ('? , "any text" …', '?|,|"|any|text|"|…'),
        ("~ + & % / 50%", "~|+|&|%|/|50|%"),
        ("4pm 16:00 9:05am 25:00 4 pm", "4pm|16:00|9:05am|25|:|00|4|pm"),
        ("@cook hi", "@cook|hi"),
        (
            "see https://soup.example/a?b=1#c. or www.soup.example!",
            "see|https://soup.example/a?b=1#c|.|or|www.soup.example|!",
        ),
        ("I don't, we'll; it’s O'Brien's", "I|do|n't|,|we|'ll|;|it|’s|O|'|Brien|'s"),
        ("well-known a_b x2", "well|-|known|a_b|x2"),
        ("café e\u0301clair naïve", "café|e\u0301clair|naïve"),
        ("مرحبا بالعالم، שלום", "مرحبا|بالعالم|،|שלום"),
        ("हिन्दी क्षि", "हिन्दी|क्षि"),
        ("我爱你。ひらがなカタカナー", "我|爱|你|。|ひらがな|カタカナー"),
        ("한국어 텍스트", "한국어|텍스트"),
        ("a\tb\u00a0c\u3000d\x1ce", "a|b|c|d|e"),
        ("", ""),
        (" \t ", ""),
    ],
)
def test_wink_categories(text: str, tokens: str) -> None:
    assert words(text) == (tokens.split("|") if tokens else [])


def test_white_space_keeps_punctuation() -> None:
    assert words(" Hi, you.\tOk\u3000🍜! ", "WHITE_SPACE") == ["Hi,", "you.", "Ok", "🍜!"]


def test_characters_are_what_people_see() -> None:
    assert words("e\u0301 a👩‍👩‍👧 क्षि\r\n🇲🇾", "CHARACTER") == ["e\u0301", "a", "👩‍👩‍👧", "क्षि", "🇲🇾"]
    assert words("ab c", "CHARACTER") == ["a", "b", "c"]
    assert words("a \u0301b", "CHARACTER") == ["a", "\u0301", "b"]


@pytest.mark.parametrize(
    ("key", "text", "tokens"),
    [
        ("CHINESE", "我爱北京天安门。 你好", ["我", "爱", "北京", "天安门", "。", "你好"]),
        ("JAPANESE", "東京都に行った。 はい", ["東京", "都", "に", "行っ", "た", "。", "はい"]),
        ("THAI", "สวัสดีครับ ผม", ["สวัสดี", "ครับ", "ผม"]),
    ],
)
def test_language_tokenizers(key: str, text: str, tokens: list[str]) -> None:
    assert words(text, key) == tokens


def check_promises(text: str, key: str) -> None:
    last = 0
    covered = bytearray(len(text))
    for start, end in TOKENIZERS[key].offsets(text):
        assert last <= start < end <= len(text)
        covered[start:end] = b"\1" * (end - start)
        last = end
    assert [bool(one) for one in covered] == [not one.isspace() for one in text]


TEXTS = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("ab1 .,:/@#'-😀🍜\u200d\ufe0f\u0301\u20e3🇲🏽\r\n\t\u3000\x1c你好ไทยかなשלוםн"),
    ),
    max_size=60,
)


@pytest.mark.parametrize("key", OWN)
@given(text=TEXTS)
def test_the_promises_hold_on_any_text(key: str, text: str) -> None:
    check_promises(text, key)


@pytest.mark.parametrize("key", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "a  b\tc\u3000你好 x",
        "👩‍👩‍👧 e\u0301 東京 สวัสดี\r\nx",
        "你好" * 6000,
        "สวัสดีครับ" * 2000,
        "ก" * 9000,
        "a" * 9000 + " b",
    ],
)
def test_the_promises_hold_for_languages_and_long_lines(key: str, text: str) -> None:
    check_promises(text, key)


@pytest.mark.parametrize("unit", ["a.", "a-", "@", "1/", "'", "n't", ":-", "a@b.", "www.", "http://.", "👩\u200d"])
def test_no_line_makes_the_search_quadratic(unit: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        TOKENIZERS["WINK"].offsets(unit * times)
        return time.process_time() - start

    seconds(1000)
    assert seconds(80_000) < 20 * max(seconds(10_000), 0.002)


def test_chunks_cut_behind_spaces_and_cover_everything() -> None:
    text = "abc " * 5
    assert list(chunks(text, 5)) == [(0, "abc "), (4, "abc "), (8, "abc "), (12, "abc "), (16, "abc ")]
    assert "".join(part for _, part in chunks("x" * 25, 10)) == "x" * 25
    assert without_space("a b", 0, 3) == [(0, 1), (2, 3)]


@pytest.mark.parametrize(
    ("key", "module"), [("CHINESE", "jieba"), ("JAPANESE", "sudachipy"), ("THAI", "pythainlp.tokenize")]
)
def test_a_missing_library_is_named_with_its_command(key: str, module: str, tmp_path: Path) -> None:
    code = (
        f"import sys; sys.modules[{module!r}] = None\n"
        "from gloss.core.errors import BadInput\nfrom gloss.tokenizers import TOKENIZERS\n"
        f"try: TOKENIZERS[{key!r}].offsets('x')\nexcept BadInput as error: print(error.message)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == (f"The {key} tokenizer needs an extra library. Install it with: pip install 'gloss[nlp]'\n")


@pytest.mark.parametrize("key", LANGUAGES)
def test_no_library_writes_into_the_home_folder_or_prints(key: str, tmp_path: Path) -> None:
    home, temporary = tmp_path / "home", tmp_path / "tmp"
    home.mkdir()
    temporary.mkdir()
    code = f"from gloss.tokenizers import TOKENIZERS; TOKENIZERS[{key!r}].offsets('你好 สวัสดี')"
    environment = {**os.environ, "HOME": str(home), "TMPDIR": str(temporary), "XDG_CACHE_HOME": str(home / "c")}
    environment.pop("PYTHAINLP_DATA", None)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert (done.stdout, done.stderr) == ("", "")
    assert list(home.iterdir()) == []
    assert list(temporary.iterdir()) == []
