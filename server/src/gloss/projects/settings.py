"""The settings of a project, with every default of the public API.

Both classes are stored on the project as the wire's JSON objects, so that a stored value
reads like the payload that made it.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from gloss.core.errors import BadInput
from gloss.masking import Masker, masker
from gloss.projects.models import Project
from gloss.tokenizers import tokenizer_for

UNLIMITED_TOKENS = 999_999
_NULL_CLEARS = ("dynamicReviewMethod", "dynamicReviewMemberId", "reviewSamplingRate")
_SPECIAL = {"custom_text_extraction_api_id": "customTextExtractionAPIId"}


@functools.cache
def wire_name(name: str) -> str:
    """Return the wire's camel-case name of a field."""
    if name in _SPECIAL:
        return _SPECIAL[name]
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


class _Stored:
    """Reading and writing by wire names; unknown and null values fall back to the default."""

    @classmethod
    def of(cls, values: Mapping[str, Any] | None) -> Self:
        values = values or {}
        known = {f.name: values.get(wire_name(f.name)) for f in dataclasses.fields(cls)}  # type: ignore[arg-type]
        return cls(**{name: value for name, value in known.items() if value is not None})

    def dump(self) -> dict[str, Any]:
        """Return the wire's object, nested values included."""
        return {wire_name(name): value for name, value in dataclasses.asdict(self).items()}  # type: ignore[call-overload]


@dataclass(frozen=True, slots=True)
class ProjectSettings(_Stored):
    """Rules of labeling and review.

    ``conflict_resolution`` is ``{"mode", "consensus"}``: with mode MANUAL reviewers decide
    everything, with PEER_REVIEW a label that ``consensus`` labelers gave is accepted.
    ``review_sampling_rate`` is a share between 0 and 1.
    """

    auto_mark_document_as_complete: bool = False
    conflict_resolution: dict[str, Any] = field(default_factory=lambda: {"mode": "PEER_REVIEW", "consensus": 1})
    dynamic_review_member_id: str | None = None
    dynamic_review_method: str | None = None
    enable_delete_sentence: bool = True
    enable_edit_label_set: bool = True
    enable_edit_sentence: bool = True
    enable_insert_sentence: bool = True
    enable_reviewer_edit_sentence: bool = True
    hide_labeler_names_during_review: bool = False
    hide_labels_from_inactive_label_set_during_review: bool = False
    hide_original_sentences_during_review: bool = True
    hide_rejected_labels_during_review: bool = True
    labeler_project_completion_notification: dict[str, Any] = field(
        default_factory=lambda: {"enabled": False, "threshold": 1}
    )
    review_sampling_rate: float | None = None
    should_confirm_unused_label_set_items: bool = False

    @classmethod
    def load(cls, project: Project) -> Self:
        return cls.of(project.settings)

    @property
    def mode(self) -> str:
        return str(self.conflict_resolution["mode"])

    @property
    def consensus(self) -> int:
        return int(self.conflict_resolution["consensus"])

    def changed(self, values: Mapping[str, Any] | None) -> Self:
        """Return the settings with a wire input applied.

        ``enableEditSentence`` given alone is copied to insert and delete; the old flat
        ``consensus`` means ``conflictResolution.consensus``. Nulls change nothing, except that
        they switch dynamic review and review sampling off.

        Raises:
            BadInput: a number out of range, or a dedicated reviewer without a member.
        """
        given = {name: value for name, value in (values or {}).items() if value is not None or name in _NULL_CLEARS}
        edit = given.get("enableEditSentence")
        if edit is not None and not given.keys() & {"enableInsertSentence", "enableDeleteSentence"}:
            given["enableInsertSentence"] = given["enableDeleteSentence"] = edit
        given["conflictResolution"] = {
            **self.conflict_resolution,
            **({"consensus": given["consensus"]} if "consensus" in given else {}),
            **{name: value for name, value in given.get("conflictResolution", {}).items() if value is not None},
        }
        settings = type(self).of({**self.dump(), **given})
        settings.check()
        return settings

    def check(self) -> None:
        if self.consensus < 1:
            raise BadInput("The consensus is the number of labelers who must agree: 1 or more.", field="consensus")
        if self.labeler_project_completion_notification["threshold"] < 1:
            raise BadInput("The notification threshold counts labelers: 1 or more.", field="threshold")
        if self.review_sampling_rate is not None and not 0 < self.review_sampling_rate <= 1:
            raise BadInput("The review sampling rate is a share above 0 and up to 1.", field="reviewSamplingRate")
        if self.dynamic_review_method == "DEDICATED_MEMBER" and not self.dynamic_review_member_id:
            raise BadInput("Choose the member who reviews.", field="dynamicReviewMemberId")

    def wire(self) -> dict[str, Any]:
        return {**self.dump(), "consensus": self.consensus}


@dataclass(frozen=True, slots=True)
class DocumentSettings(_Stored):
    """How documents are read, shown and labeled (the wire's workspace and text document settings)."""

    all_tokens_must_be_labeled: bool = False
    allow_arc_drawing: bool = False
    allow_character_based_labeling: bool = False
    allow_multi_labels: bool = True
    anonymization_entity_types: list[str] = field(default_factory=list)
    anonymization_masking_method: str | None = None
    anonymization_reg_exps: list[dict[str, Any]] = field(default_factory=list)
    auto_scroll_when_labeling: bool = False
    custom_text_extraction_api_id: str | None = None
    displayed_rows: int = -1
    edit_sentence_tokenizer: str = "WINK"
    enable_anonymization: bool = False
    enable_tabular_markdown_parsing: bool = False
    file_transformer_id: str | None = None
    first_row_as_header: bool | None = None
    hide_bounding_box_if_no_span_or_arrow_label: bool = False
    media_display_strategy: str = "NONE"
    ocr_provider: str | None = None
    sentence_separator: str = "\n"
    text_label_max_token_length: int = UNLIMITED_TOKENS
    tokenizer: str = "WINK"
    transcript_method: str | None = None
    viewer: str = "TOKEN"
    viewer_config: dict[str, Any] | None = None

    @classmethod
    def load(cls, project: Project) -> Self:
        return cls.of(project.document_settings)

    @classmethod
    def for_kinds(cls, kinds: list[str], values: Mapping[str, Any] | None) -> Self:
        """Read a wire input; the viewer defaults to the one that suits ``kinds``."""
        given = dict(values or {})
        given["transcriptMethod"] = given.get("transcriptMethod") or given.get("ocrMethod")
        given["fileTransformerId"] = given.get("fileTransformerId") or given.get("customScriptId")
        given["viewer"] = given.get("viewer") or ("TABULAR" if "ROW_BASED" in kinds else "TOKEN")
        settings = cls.of(given)
        settings.check()
        if settings.enable_anonymization and not {"TOKEN_BASED", "ROW_BASED"} & set(kinds):
            raise BadInput(
                "Personal data can be masked in texts and tables only: label spans or rows, or turn masking off.",
                field="enableAnonymization",
            )
        return settings

    def changed(self, values: Mapping[str, Any]) -> Self:
        """Return the settings with a wire input applied; nulls change nothing."""
        given = {name: value for name, value in values.items() if value is not None}
        settings = type(self).of({**self.dump(), **given})
        settings.check()
        return settings

    def masker(self) -> Masker | None:
        """Return what hides personal data while files are read, or None. Raises BadInput."""
        if not self.enable_anonymization:
            return None
        return masker(
            self.anonymization_entity_types,
            self.anonymization_reg_exps,
            self.anonymization_masking_method,
            fields=("anonymizationEntityTypes", "anonymizationRegExps", "anonymizationMaskingMethod"),
        )

    def check(self) -> None:
        self.masker()
        tokenizer_for(self.tokenizer)
        tokenizer_for(self.edit_sentence_tokenizer)
        if self.text_label_max_token_length < 1:
            raise BadInput("A label covers one token or more.", field="textLabelMaxTokenLength")
        if self.sentence_separator not in ("\n", "."):
            raise BadInput('Lines end at a line break ("\\n") or at a period (".").', field="sentenceSeparator")
        if self.displayed_rows == 0 or self.displayed_rows < -1:
            raise BadInput("Show 1 or more rows on a page, or -1 for all.", field="displayedRows")

    def wire(self, project: Project) -> dict[str, Any]:
        """Return the wire's object of this project; it serves both wire types."""
        return {**self.dump(), "id": project.uid, "kinds": project.kinds, "customScriptId": self.file_transformer_id}
