"""Documents, their lines (stored once), and the copies that people work in."""

from __future__ import annotations

from django.db import models

from gloss.accounts.models import User
from gloss.core.ids import document_id
from gloss.projects.models import Project, ProjectAssignment


class Document(models.Model):
    """One uploaded file of a project, or one part of a split file.

    Its lines are immutable. ``file_name`` decides the format and the export's name,
    ``name`` is the title. ``stored_key`` is the original file in our storage.
    ``labeler_count`` counts the active members who label it; ``documents.slots`` keeps it.
    """

    uid = models.UUIDField(unique=True, default=document_id)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(max_length=512)
    file_name = models.CharField(max_length=512)
    part = models.PositiveIntegerField(default=0)
    part_count = models.PositiveIntegerField(default=1)
    position = models.PositiveIntegerField(default=0)
    format = models.CharField(max_length=32, blank=True)
    mime_type = models.CharField(max_length=128, default="text/plain")
    stored_key = models.CharField(max_length=255, blank=True)
    source_url = models.TextField(blank=True)
    extra_files = models.JSONField(default=list)
    encoding = models.CharField(max_length=32, default="utf-8")
    newline = models.CharField(max_length=8, default="LF")
    content_hash = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(default=0)
    line_count = models.PositiveIntegerField(default=0)
    labeler_count = models.PositiveIntegerField(default=0)
    token_count = models.PositiveBigIntegerField(default=0)
    column_count = models.PositiveIntegerField(default=1)
    has_header = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "file_name", "part"], name="documents_document_name")]
        indexes = [
            models.Index(fields=["project", "position"], name="documents_document_order"),
            models.Index(fields=["project", "labeler_count", "position"], name="documents_document_open"),
        ]


class Line(models.Model):
    """One line of text or row of a table.

    ``cells`` is a JSON list with the text of each cell, personal data already hidden.
    ``tokens`` is null for tables, else a JSON list per cell of flat ``start, end`` code point
    offsets. ``metadata`` is null or a JSON list per cell of metadata objects. ``masks`` is
    null or a JSON list per cell of ``[start, end, name, original]``, from which only exports
    restore the original. Plain text columns, written and read in bulk.
    """

    pk = models.CompositePrimaryKey("document_id", "line")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="lines", db_index=False)
    line = models.IntegerField()
    cells = models.TextField()
    tokens = models.TextField(null=True)
    metadata = models.TextField(null=True)
    masks = models.TextField(null=True)


class ProjectColumn(models.Model):
    """A column of a table project (the wire's document meta); ``index`` counts from zero."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="columns")
    index = models.PositiveIntegerField()
    name = models.CharField(max_length=512)
    displayed = models.BooleanField(default=True)
    labeler_restricted = models.BooleanField(default=False)
    width = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "index"], name="documents_column_index")]


class DocumentAssignment(models.Model):
    """One labeler's slot on one document.

    ``slot`` numbers the slots that labelers took themselves, null is one that an admin gave.
    Takers always try the lowest free number, so the database lets two who race for the last
    one never both have it.
    """

    assignment = models.ForeignKey(ProjectAssignment, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="assignments")
    slot = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "document"], name="documents_slot"),
            models.UniqueConstraint(
                fields=["document", "slot"],
                condition=models.Q(slot__isnull=False),
                name="documents_slot_taken_once",
            ),
        ]


class ReleasedDocument(models.Model):
    """Somebody labeled this document once and does no more.

    Their copy stays stored but hidden until ``purged_at``; who gets the document again
    before goes on where they stopped, and the row goes. Who has rows cannot take over
    the work of others in the project.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="releases")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    released_at = models.DateTimeField()
    purged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "user"], name="documents_released_once")]
        indexes = [
            models.Index(
                fields=["released_at"], condition=models.Q(purged_at__isnull=True), name="documents_released_due"
            )
        ]


class CabinetRole(models.TextChoices):
    ROOT = "ROOT"
    LABELER = "LABELER"
    REVIEWER = "REVIEWER"


class CabinetStatus(models.TextChoices):
    IN_PROGRESS = "IN_PROGRESS"
    COMPLETE = "COMPLETE"


class Cabinet(models.Model):
    """One person's copy of a project; the review cabinet is shared (``owner`` null), and so is the root.

    ``completed_count`` counts the copies marked complete; ``documents.status`` keeps it.
    ``column_display`` holds this cabinet's choice of shown columns by column id.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="cabinets")
    role = models.CharField(max_length=16, choices=CabinetRole.choices)
    owner = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="cabinets")
    status = models.CharField(max_length=16, choices=CabinetStatus.choices, default=CabinetStatus.IN_PROGRESS)
    last_opened_uid = models.UUIDField(null=True)
    column_display = models.JSONField(default=dict)
    completed_count = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    completed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "role", "owner"],
                condition=models.Q(owner__isnull=False),
                name="documents_cabinet_owner",
            ),
            models.UniqueConstraint(
                fields=["project", "role"], condition=models.Q(owner__isnull=True), name="documents_cabinet_shared"
            ),
        ]


class CopyStatus(models.TextChoices):
    NOT_STARTED = "NOT_STARTED"
    IN_PROGRESS = "IN_PROGRESS"
    COMPLETE = "COMPLETE"


class DocumentCopy(models.Model):
    """A document inside a cabinet: the wire's text document, with its own id, labels and status.

    The text is the document's; where lines of this copy were edited, ``EditedLine`` takes
    their place and ``text_revision`` moves, and with it the signature. ``inserted_count``
    counts the lines that only this copy has. The counters are kept by the writers of labels and
    answers. Rows of the root cabinet carry no labels but pre-labels.
    """

    uid = models.UUIDField(unique=True, default=document_id)
    cabinet = models.ForeignKey(Cabinet, on_delete=models.CASCADE, related_name="copies")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="copies")
    status = models.CharField(max_length=16, choices=CopyStatus.choices, default=CopyStatus.NOT_STARTED)
    text_revision = models.PositiveIntegerField(default=0)
    inserted_count = models.PositiveIntegerField(default=0)
    label_count = models.PositiveIntegerField(default=0)
    answered_count = models.PositiveIntegerField(default=0)
    conflict_count = models.PositiveIntegerField(default=0)
    accepted_count = models.PositiveIntegerField(default=0)
    rejected_count = models.PositiveIntegerField(default=0)
    cursor_line = models.PositiveIntegerField(default=0)
    last_labeled_line = models.IntegerField(null=True)
    last_saved_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    active_millis = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cabinet", "document"], name="documents_copy_document")]


class LineStatus(models.TextChoices):
    """HIDDEN is what an inserted line becomes once its insertion is undone; it is never stored."""

    DISPLAYED = "DISPLAYED"
    HIDDEN = "HIDDEN"
    DELETED = "DELETED"


class EditedLine(models.Model):
    """A line as one copy has it: edited, deleted or inserted. The document's own line never changes.

    ``line`` names the line for good, in labels too: lines of the document have their
    number, inserted ones get a number past the last of them, the same in every copy that
    has a line there. An inserted line stands after the document's line ``anchor`` (-1:
    before the first), among others there by ``rank``; of other lines ``anchor`` is null.
    So inserting renumbers nothing. Text as in ``Line``; metadata stays the original's.
    """

    copy = models.ForeignKey(DocumentCopy, on_delete=models.CASCADE, related_name="edited_lines")
    line = models.IntegerField()
    anchor = models.IntegerField(null=True)
    rank = models.IntegerField(default=0)
    cells = models.TextField()
    tokens = models.TextField(null=True)
    masks = models.TextField(null=True)
    status = models.CharField(max_length=16, choices=LineStatus.choices, default=LineStatus.DISPLAYED)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["copy", "line"], name="documents_edited_line")]
        indexes = [
            models.Index(
                fields=["copy", "anchor", "rank"],
                condition=models.Q(anchor__isnull=False),
                name="documents_inserted_line",
            )
        ]
