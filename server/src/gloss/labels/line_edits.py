"""The writers of lines: a labeler or reviewer changes the text of their own copy, the original stays as it is."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from gloss.accounts.models import User
from gloss.core import clock
from gloss.core.errors import BadInput, Conflict, Forbidden, NotFound
from gloss.documents import access, edited, status
from gloss.documents.edited import LineState
from gloss.documents.lines import LineView, lines_at
from gloss.documents.models import CabinetRole, DocumentCopy, LineStatus
from gloss.events import live
from gloss.events import service as events
from gloss.labels import decisions, hooks, places, queries
from gloss.labels.line_work import LineWork
from gloss.labels.models import Label
from gloss.labels.places import Place
from gloss.labels.service import check_signature
from gloss.labels.text import TokenTexts
from gloss.projects.settings import DocumentSettings, ProjectSettings
from gloss.tokenizers import tokenizer_for

Scalar = dict[str, Any]
MAX_LENGTH = 1_000_000
MAX_LINES = 1000
KINDS = (
    "LINE_EDITED",
    "LINE_INSERTED",
    "LINE_DELETED",
    "LINE_RESTORED",
    "LINES_REPLACED",
    "LINE_CHOSEN",
    "LINE_UNDONE",
)


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """The answer to an act on lines, as it is given now and again when the act is repeated.

    ``removed`` and ``added`` are label scalars; a label that moved with the text is in both.
    ``previous`` holds the lines as they were: id, content, tokens, status.
    """

    lines: list[int]
    removed: list[Scalar]
    added: list[Scalar]
    previous: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Request:
    """Who changes which copy; ``act_id`` makes a repeated call harmless, ``signature`` guards against a stale text."""

    copy: DocumentCopy
    actor: User
    act_id: str | None = None
    signature: str | None = None


@dataclass(frozen=True, slots=True)
class Replacement:
    """A whole line for ``replace_lines``; without ``tokens`` the project's tokenizer finds them."""

    line: int
    text: str
    tokens: Sequence[str] | None = None


def edit(asked: Request, line: int, text: str, method: str | None = None) -> LineOutcome:
    """Give a line another text; ``method`` names a tokenizer instead of the project's.

    Labels stay where their exact tokens still stand, the others go with their arrows. Text
    like the original's makes the line the original again.
    """
    check_text(text)

    def run(work: LineWork) -> None:
        view = line_of(asked.copy, line)
        work.set_line(line, _with_text(asked.copy, view, text, _offsets(asked.copy, text, method)))

    return _carry_out(asked, "LINE_EDITED", "edit", run)


def insert(asked: Request, neighbour: int, text: str, *, above: bool, method: str | None = None) -> LineOutcome:
    """Put a new line above or below another one."""
    check_text(text)

    def run(work: LineWork) -> None:
        line_of(asked.copy, neighbour)
        anchor, rank = edited.room_at(asked.copy, neighbour, above=above)
        tokens = [_flat(_offsets(asked.copy, text, method))]
        line = edited.new_line(asked.copy, anchor)
        work.set_line(line, LineState([text], tokens, anchor=anchor, rank=rank))

    return _carry_out(asked, "LINE_INSERTED", "insert", run)


def delete(asked: Request, line: int) -> LineOutcome:
    """Delete a line: it stays readable, but is no longer part of the text. Its labels go."""

    def run(work: LineWork) -> None:
        view = line_of(asked.copy, line)
        if view.status != LineStatus.DELETED:
            work.set_line(line, edited.deleted(view, edited.state_of(asked.copy, line)))

    return _carry_out(asked, "LINE_DELETED", "delete", run)


def restore(asked: Request, line: int) -> LineOutcome:
    """Bring the original of a line back; a deleted inserted line is shown again, any other inserted one has none.

    Raises:
        BadInput: an inserted line, which has no original.
    """

    def run(work: LineWork) -> None:
        view, state = line_of(asked.copy, line), edited.state_of(asked.copy, line)
        if state is None:
            return
        if not view.is_inserted:
            work.set_line(line, None)
        elif state.status == LineStatus.DELETED:
            work.set_line(line, replace(state, status=LineStatus.DISPLAYED.value))
        else:
            raise BadInput(f"Line {line} was inserted: it has no original. Delete it instead.", field="sentenceId")

    return _carry_out(asked, "LINE_RESTORED", "edit", run)


def replace_lines(
    asked: Request,
    replacements: Sequence[Replacement],
    removed: Sequence[str] = (),
    added: Sequence[Mapping[str, Any]] = (),
) -> LineOutcome:
    """Replace whole lines, then delete the labels with the hash codes ``removed`` and label ``added``; all in one act.

    Raises:
        BadInput: too many lines, or tokens that do not stand in the text in this order.
    """
    if len(replacements) > MAX_LINES:
        raise BadInput(f"Replace at most {MAX_LINES} lines at a time.", field="sentences")

    def run(work: LineWork) -> None:
        for one in replacements:
            check_text(one.text)
            view = line_of(asked.copy, one.line)
            offsets = _offsets(asked.copy, one.text) if one.tokens is None else _found(one.text, one.tokens)
            work.set_line(one.line, _with_text(asked.copy, view, one.text, offsets))
        work.remove(_by_codes(asked.copy, removed))
        work.add(added, asked.actor)

    return _carry_out(asked, "LINES_REPLACED", "edit", run)


def undo(asked: Request, undone_id: str) -> LineOutcome:
    """Take an act on lines back: text and labels become what they were; an undone act can be undone too.

    Raises:
        NotFound: no such act on this copy.
        Conflict: code LINE_CHANGED; the line was changed again since.
    """

    def run(work: LineWork) -> None:
        act = queries.line_act(undone_id, asked.copy, KINDS)
        if act is None:
            raise NotFound("act", undone_id)
        _take_back(work, act["before"], act["after"])

    return _carry_out(asked, "LINE_UNDONE", "any", run)


def _take_back(work: LineWork, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    numbers = [int(line) for line in after["lines"]]
    now = edited.states_of(work.copy, numbers)
    for line in numbers:
        if now.get(line) != _ranked(LineState.load(after["lines"][str(line)]), now.get(line)):
            raise Conflict(
                f"Line {line} has been changed since. Load the document again.",
                code="LINE_CHANGED",
                field="undoneActId",
            )
    came = [label for key, label in after["labels"].items() if key not in before["labels"]]
    work.remove(list(queries.by_hash(work.copy, {label["hash64"] for label in came}).values()))
    targets = {int(key): Place(*label["place"]) for key, label in before["labels"].items() if key in after["labels"]}
    for line in numbers:
        work.set_line(line, _ranked(LineState.load(before["lines"][str(line)]), now.get(line)), targets)
    work.put_back(list(before["labels"].values()))


def _ranked(state: LineState | None, now: LineState | None) -> LineState | None:
    """Return ``state`` where ``now`` stands among its neighbours: lines inserted since may have moved it."""
    if state is None or now is None or state.anchor != now.anchor:
        return state
    return replace(state, rank=now.rank)


# -- rights and checks ---------------------------------------------------------------------------


def check_right(copy: DocumentCopy, right: str) -> None:
    """Raise Forbidden unless the project lets the copy's kind of person change its text; ``right`` is a verb."""
    settings = ProjectSettings.load(copy.cabinet.project)
    if copy.cabinet.role == CabinetRole.REVIEWER:
        if not settings.enable_reviewer_edit_sentence:
            raise Forbidden("Reviewers may not change the text of this project. An admin can allow it in the settings.")
        return
    allowed = {
        "edit": settings.enable_edit_sentence,
        "insert": settings.enable_insert_sentence,
        "delete": settings.enable_delete_sentence,
    }
    if not (any(allowed.values()) if right == "any" else allowed[right]):
        verb = "change" if right == "any" else right
        raise Forbidden(f"Labelers may not {verb} lines in this project. An admin can allow it in the settings.")


def check_text(text: str) -> None:
    """Raise BadInput for what is no line of text."""
    if "\n" in text or "\r" in text:
        raise BadInput("A line holds no line breaks. Insert a line for each part instead.", field="text")
    if len(text) > MAX_LENGTH:
        raise BadInput(f"A line has at most {MAX_LENGTH} characters.", field="text")


def line_of(copy: DocumentCopy, line: int) -> LineView:
    """Return a line of text that may be changed.

    Raises:
        BadInput: no such line, or one of a table.
    """
    view = lines_at(copy, [line]).get(line) if line >= 0 else None
    if view is None:
        raise BadInput(f"There is no line {line} in this document.", field="sentenceId")
    if view.tokens is None or len(view.cells) != 1:
        raise BadInput("Only lines of text can be changed, not rows of a table.", field="documentId")
    return view


def _with_text(copy: DocumentCopy, view: LineView, text: str, offsets: list[tuple[int, int]]) -> LineState | None:
    """The state of a line with another text; None when that is the document's own."""
    stored = edited.state_of(copy, view.line)
    tokens, original = [_flat(offsets)], view.original or view
    if not view.is_inserted and original.cells == [text] and edited.flat_tokens(original) == tokens:
        return None
    anchor, rank = (stored.anchor, stored.rank) if stored else (None, 0)
    return LineState([text], tokens, edited.kept_masks(view, text), LineStatus.DISPLAYED.value, anchor, rank)


def _offsets(copy: DocumentCopy, text: str, method: str | None = None) -> list[tuple[int, int]]:
    key = method or DocumentSettings.load(copy.cabinet.project).edit_sentence_tokenizer
    return list(tokenizer_for(key).offsets(text))


def _found(text: str, tokens: Sequence[str]) -> list[tuple[int, int]]:
    offsets, at = [], 0
    for token in tokens:
        start = text.find(token, at)
        if start < 0 or not token:
            raise BadInput(f"The token '{token}' does not stand in the line after those before it.", field="tokens")
        at = start + len(token)
        offsets.append((start, at))
    return offsets


def _flat(offsets: Sequence[tuple[int, int]]) -> list[int]:
    return [edge for token in offsets for edge in token]


def _by_codes(copy: DocumentCopy, codes: Sequence[str]) -> list[Label]:
    texts = TokenTexts(copy)
    texts.load({line for code in codes for line in places.lines_in(code)})
    digests = {places.digest(code, texts) for code in codes}
    return list(queries.by_hash(copy, {digest for digest in digests if digest is not None}).values())


# -- one act -------------------------------------------------------------------------------------


def _carry_out(asked: Request, kind: str, right: str, run: Callable[[LineWork], None]) -> LineOutcome:
    copy, act_id = asked.copy, asked.act_id
    if (known := replayed(asked)) is not None:
        return known
    check_right(copy, right)
    access.check_open(copy)
    check_signature(copy, asked.signature)
    try:
        with transaction.atomic():
            queries.lock(copy)
            copy.refresh_from_db(fields=["text_revision", "inserted_count"])
            check_signature(copy, asked.signature)
            work = LineWork(copy, clock.now())
            run(work)
            return finish(work, kind, asked.actor, act_id)
    except events.AlreadyDone as done:
        return _outcome(done.reply or {})


def replayed(asked: Request) -> LineOutcome | None:
    """Return the answer given when the act was carried out before, or None if it is new."""
    known = events.replay(asked.act_id, asked.copy)
    return None if known is None else _outcome(known)


def finish(work: LineWork, kind: str, actor: User, act_id: str | None) -> LineOutcome:
    """Keep counters, status and the log of acts, inside the transaction that did the work."""
    copy = work.copy
    reply = {
        "lines": sorted(work.lines_after),
        "removed": work.removed,
        "added": work.added,
        "previous": [_sentence(view) for view in work.previous],
    }
    if work.has_changed:
        fields: dict[str, Any] = {"last_saved_at": work.now}
        if work.removed or work.added:
            fields["last_labeled_line"] = queries.last_line(copy)
        decisions.count(copy, work.change, **fields)
        status.labeling_started(copy, actor)
        hooks.text_changed(copy, sorted(work.lines_after), actor)
        event = {"type": "DOCUMENT_SAVED", "documentId": str(copy.uid), "text": True, "actId": act_id}
        live.publish(f"project:{copy.cabinet.project.uid}", event)
    if act_id or work.has_changed:
        events.record_act(
            act_id or uuid.uuid4().hex,
            kind,
            actor,
            copy,
            line=next(iter(reply["lines"]), None),
            before=_remembered(work.lines_before, work.before),
            after=_remembered(work.lines_after, work.after),
            reply=reply,
        )
    return _outcome(reply)


def _remembered(lines: Mapping[int, LineState | None], labels: Mapping[int, Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "lines": {str(line): state.dump() if state else None for line, state in lines.items()},
        "labels": {str(key): label for key, label in labels.items()},
    }


def _outcome(reply: Mapping[str, Any]) -> LineOutcome:
    return LineOutcome(*(list(reply.get(name, [])) for name in ("lines", "removed", "added", "previous")))


def _sentence(view: LineView) -> dict[str, Any]:
    tokens = view.token_texts()
    return {"id": view.line, "content": view.cells[0], "tokens": tokens, "status": view.status}
