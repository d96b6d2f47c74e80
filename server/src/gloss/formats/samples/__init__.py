"""One small file per input format: fixtures of the tests, linked from the project wizard."""

from __future__ import annotations

from pathlib import Path

SAMPLES = {
    "TEXT": "text.txt",
    "TSV_IOB": "tsv_iob.tsv",
    "TSV_NON_IOB": "tsv_non_iob.tsv",
    "CONLL_2003": "conll_2003.conll",
    "CONLL_U": "conll_u.conllu",
    "JSON": "json.json",
    "JSON_ADVANCED": "json_advanced.json",
    "DATASAUR_SCHEMA": "datasaur_schema.json",
    "IMPORTABLE": "importable.json",
    "CONVERSATION": "conversation.json",
    "CONVERSATION_TEXT": "conversation_text.txt",
    "CSV": "csv.csv",
    "TSV": "tsv.tsv",
    "XLSX": "xlsx.xlsx",
    "JSON_TABULAR": "json_tabular.json",
    "JSON_LINES": "json_lines.jsonl",
    "TXT": "txt.txt",
}


def sample_path(key: str) -> Path:
    """Return the sample file of a reader."""
    return Path(__file__).parent / SAMPLES[key]
