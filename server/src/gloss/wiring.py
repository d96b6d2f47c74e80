"""Joins the domains: what happens in a higher one when something happens in a lower one.

Imported when a process starts (asgi, worker, tests). Plain lists, assigned once, in the
order they run: nothing is registered by import side effects elsewhere.
"""

from __future__ import annotations

from gloss.analytics import exporting as analytics
from gloss.analytics import ingest
from gloss.analytics.iaa import service as agreement
from gloss.answers import completion, following
from gloss.assist import hooks as assist
from gloss.documents import hooks, notifications, slots, validation
from gloss.events import service as events
from gloss.exports import overview
from gloss.exports.builders import BUILDERS
from gloss.imports import replication
from gloss.labels import hooks as label_hooks
from gloss.labels import removal as label_removal
from gloss.labels import validators as label_validators
from gloss.labelsets import preloaded
from gloss.labelsets import removal as item_removal
from gloss.projects import activity, listing
from gloss.questionsets import changes as question_changes
from gloss.review import dynamic, shapes, validators, verdicts
from gloss.review import lines as review_lines
from gloss.review import service as review
from gloss.teams import hooks as teams


def wire() -> None:
    """Fill the lists. Calling it again changes nothing."""
    teams.TEAM_CREATED[:] = [preloaded.fill]
    teams.MEMBER_CHANGED[:] = [slots.on_member_changed]
    listing.ASSIGNABLE[:] = [slots.with_free_documents]
    activity.LISTENERS[:] = [events.on_activity, review.on_activity, agreement.on_activity]
    hooks.CABINET_COMPLETED[:] = [
        notifications.on_cabinet_completed,
        review.on_cabinet_changed,
        verdicts.on_cabinet_completed,
        dynamic.on_cabinet_completed,
    ]
    hooks.REVIEW_READY[:] = [notifications.on_review_ready]
    hooks.CABINET_REOPENED[:] = [review.on_cabinet_changed]
    hooks.LABELERS_CHANGED[:] = [review.on_labelers_changed]
    hooks.REVIEW_OPENED[:] = [review.on_review_opened]
    hooks.COPY_COMPLETED[:] = [review.on_copy_completed]
    validation.VALIDATORS[:] = [
        validators.unresolved_conflicts,
        validators.sampled_too_little,
        completion.validator,
        label_validators.unlabeled_tokens,
        label_validators.unused_items,
    ]
    item_removal.REMOVERS[:] = [label_removal.follow_label_set]
    question_changes.LISTENERS[:] = [following.follow_questions]
    label_hooks.BEFORE_READ[:] = [review.freshen]
    label_hooks.DECORATORS[:] = [shapes.add_contributors]
    label_hooks.CLEARED[:] = [review.forget]
    label_hooks.TEXT_CHANGED[:] = [review_lines.on_text_changed]
    hooks.CELLS[:] = [review_lines.add_conflicts]
    hooks.COPY_OPENED[:] = [review.on_copy_opened]
    assist.REPLICATE[:] = [replication.start]
    hooks.TIME_SPENT[:] = [ingest.on_time_spent]
    hooks.CURSOR_MOVED[:] = [events.on_cursor_moved]
    BUILDERS[analytics.CHART] = analytics.write
    BUILDERS[analytics.AGREEMENT] = analytics.write_agreement
    BUILDERS[analytics.CUSTOM] = analytics.write_custom
    overview.MORE[:] = [analytics.agreement_overview]
