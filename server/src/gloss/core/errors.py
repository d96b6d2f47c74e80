"""The errors a caller may see, with the type and code they carry on the wire."""

from __future__ import annotations

from typing import Any


class GlossError(Exception):
    """Base of every error whose message is meant for the caller.

    ``type`` and ``code`` travel in ``extensions`` of a GraphQL error; ``status`` is the
    HTTP status of the same error on a REST endpoint. ``details`` holds JSON-safe
    parameters such as ``field``, ``fileName``, ``line`` or ``column``.
    """

    type = "InternalError"
    code = "INTERNAL_SERVER_ERROR"
    status = 500

    def __init__(self, message: str, *, code: str | None = None, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code
        self.details = details


class Unauthenticated(GlossError):
    """No valid session or token. The message is fixed: public clients compare it."""

    type, code, status = "AuthenticationError", "UNAUTHENTICATED", 401

    def __init__(self, message: str = "Unauthorized", **details: Any) -> None:
        super().__init__(message, **details)


class Forbidden(GlossError):
    type, code, status = "ForbiddenError", "FORBIDDEN", 403


class BadInput(GlossError):
    """The request itself is wrong; say which field and how to mend it."""

    type, code, status = "UserInputError", "BAD_USER_INPUT", 400


class NotFound(GlossError):
    """Missing, or not for this caller: both look the same."""

    type, code, status = "NotFoundError", "NOT_FOUND", 404

    def __init__(self, kind: str, id: object = "", **details: Any) -> None:
        super().__init__(f"No {kind} with id {id!s}." if id != "" else f"No such {kind}.", **details)


class Conflict(GlossError):
    """The caller worked from a state that is no longer current."""

    type, code, status = "ConflictError", "CONFLICT", 409


class TooLarge(GlossError):
    type, code, status = "UserInputError", "FILE_TOO_LARGE", 413


class TooManyRequests(GlossError):
    type, code, status = "RateLimitError", "TOO_MANY_REQUESTS", 429


class NotImplementedYet(GlossError):
    """The wire declares the operation, but this version does not carry it out."""

    type, code, status = "NotImplementedError", "NOT_IMPLEMENTED", 501

    def __init__(self, operation: str) -> None:
        super().__init__(f"{operation} is not implemented in this version.", operation=operation)
