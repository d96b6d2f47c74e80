"""What a resolver knows about the request: who asks, from where, and how to sign in or out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from gloss.accounts.models import User
from gloss.core.errors import Unauthenticated


@dataclass(slots=True)
class Context:
    """``user_or_none`` is set before execution; ``session`` is None for bearer tokens.

    ``sign_in`` and ``sign_out`` take effect on the response's cookies.
    """

    user_or_none: User | None
    base_url: str
    request_id: str
    address: str = ""
    agent: str = ""
    session: Any = None
    sign_in: Callable[[User], None] = lambda user: None
    sign_out: Callable[[], None] = lambda: None
    cache: dict[Any, Any] = field(default_factory=dict)

    @property
    def user(self) -> User:
        """The caller.

        Raises:
            Unauthenticated: nobody is signed in.
        """
        if self.user_or_none is None:
            raise Unauthenticated
        return self.user_or_none
