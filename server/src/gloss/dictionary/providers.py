"""Which dictionaries are there for a language. Adding a form of files = a reader and its line in ``READERS``."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from gloss.core.errors import GlossError
from gloss.core.registry import Registry
from gloss.dictionary.entries import Definition, Dictionary, Reader
from gloss.dictionary.stardict import StarDictReader
from gloss.dictionary.tsv import WordListReader
from gloss.dictionary.wordnet import WordNetReader

READERS: Registry[Reader] = Registry("dictionaries", WordNetReader(), StarDictReader(), WordListReader())
ENGLISH = "en"


class NotInstalled(GlossError):
    """There is no dictionary, or none for the language."""

    type, code, status = "UserInputError", "DICTIONARY_NOT_INSTALLED", 400


def languages() -> dict[str, Path]:
    """Folders by language: subfolders of the dictionary folder, and for English the folder itself."""
    root = Path(settings.DICTIONARY_PATH) if settings.DICTIONARY_PATH else None
    if root is None or not root.is_dir():
        return {}
    found = {path.name.lower(): path for path in sorted(root.iterdir()) if path.is_dir() and _dictionaries(path)}
    return found if ENGLISH in found or not _dictionaries(root) else {ENGLISH: root, **found}


def look_up(lang: str, word: str) -> list[Definition]:
    """Ask every dictionary of a language.

    Raises:
        NotInstalled: with a sentence that says what to do.
    """
    known = languages()
    if not known:
        message = "No dictionary is installed. An administrator can add one with GLOSS_DICTIONARY_PATH."
        raise NotInstalled(message)
    folder = known.get(lang.lower())
    if folder is None:
        raise NotInstalled(f"There is no dictionary for '{lang}'. There are: {', '.join(known)}.", field="lang")
    return [found for dictionary in _dictionaries(folder) for found in dictionary.look_up(word)]


def _dictionaries(folder: Path) -> list[Dictionary]:
    return [dictionary for reader in READERS.values() for dictionary in reader.find(folder)]
