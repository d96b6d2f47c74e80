"""The label sets every new workspace finds in its library."""

from __future__ import annotations

from gloss.labelsets import library
from gloss.teams.models import Team

DEFAULT_NER = {
    "PER": "Names of people",
    "ORG": "Companies, institutions, teams",
    "GPE": "Countries, regions, cities",
    "LOC": "Other places: buildings, roads, rooms",
    "GEO": "Mountains, rivers, seas, continents",
    "DATE": "Days, months, years, spans of time",
    "MISC": "Other names: works, events, products",
}

PENN_TREEBANK = {
    "CC": "Coordinating conjunction",
    "CD": "Cardinal number",
    "DT": "Determiner",
    "EX": "Existential there",
    "FW": "Foreign word",
    "IN": "Preposition or subordinating conjunction",
    "JJ": "Adjective",
    "JJR": "Adjective, comparative",
    "JJS": "Adjective, superlative",
    "LS": "List item marker",
    "MD": "Modal verb",
    "NN": "Noun, singular or mass",
    "NNS": "Noun, plural",
    "NNP": "Proper noun, singular",
    "NNPS": "Proper noun, plural",
    "PDT": "Predeterminer",
    "POS": "Possessive ending",
    "PRP": "Personal pronoun",
    "PRP$": "Possessive pronoun",
    "RB": "Adverb",
    "RBR": "Adverb, comparative",
    "RBS": "Adverb, superlative",
    "RP": "Particle",
    "SYM": "Symbol",
    "TO": "The word to",
    "UH": "Interjection",
    "VB": "Verb, base form",
    "VBD": "Verb, past tense",
    "VBG": "Verb, gerund or present participle",
    "VBN": "Verb, past participle",
    "VBP": "Verb, present, not third person singular",
    "VBZ": "Verb, present, third person singular",
    "WDT": "Wh-determiner",
    "WP": "Wh-pronoun",
    "WP$": "Possessive wh-pronoun",
    "WRB": "Wh-adverb",
}

INDONESIAN_POS = {
    "NNO": "Noun",
    "NNP": "Proper noun",
    "PRN": "Pronoun",
    "PRR": "Relative pronoun",
    "PRI": "Interrogative pronoun",
    "PRK": "Clitic pronoun",
    "ADJ": "Adjective",
    "VBI": "Intransitive verb",
    "VBT": "Transitive verb",
    "VBP": "Passive verb",
    "VBL": "Linking verb",
    "VBE": "Existential verb",
    "ADV": "Adverb",
    "ADK": "Adverb of negation",
    "NEG": "Negation",
    "CCN": "Coordinating conjunction",
    "CSN": "Subordinating conjunction",
    "PPO": "Preposition",
    "INT": "Interjection",
    "KUA": "Quantifier",
    "NUM": "Numeral",
    "ART": "Article",
    "PAR": "Particle",
    "UNS": "Symbol or unclassified",
    "$$$": "Foreign or unknown word",
    "PUN": "Punctuation",
}

SETS = {"Default NER": DEFAULT_NER, "Stanford": PENN_TREEBANK, "INACL": INDONESIAN_POS}


def fill(team: Team) -> None:
    """Put the preloaded sets into the library of a new team."""
    for name, classes in SETS.items():
        options = [
            {"id": str(at), "label": label, "description": meaning, "type": "SPAN"}
            for at, (label, meaning) in enumerate(classes.items(), 1)
        ]
        library.create(team.owner, team, name, [{"type": "TOKEN", "name": name, "config": {"options": options}}])
