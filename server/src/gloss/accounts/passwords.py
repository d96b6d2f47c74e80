"""Password rules."""

from __future__ import annotations

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from gloss.accounts.models import User
from gloss.core.errors import BadInput

LONGEST = 1024


def check_new(password: str, user: User, *, confirmation: str | None = None, field: str = "password") -> None:
    """Raise BadInput, naming every broken rule, if ``password`` will not do for ``user``.

    At least 10 characters, not among the common passwords, not the e-mail address.
    """
    if confirmation is not None and confirmation != password:
        raise BadInput("The two passwords differ. Type the same one twice.", field="passwordConfirmation")
    if len(password) > LONGEST:
        raise BadInput(f"A password may have at most {LONGEST} characters.", field=field)
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        raise BadInput(" ".join(error.messages), field=field) from error
