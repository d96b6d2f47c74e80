"""People and how they prove who they are. OAuth clients and tokens are django-oauth-toolkit's."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Value
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, email: str | None) -> User:
        return self.alias(folded=Lower("email")).get(folded=Lower(Value(email)))


class User(AbstractBaseUser):
    """One account. ``is_superuser`` administers the instance, beyond any team."""

    email = models.EmailField()
    name = models.CharField(max_length=255)
    username = models.CharField(max_length=255, blank=True)
    company_name = models.CharField(max_length=255, blank=True)
    profile_picture = models.CharField(max_length=255, blank=True)
    email_verified = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_superuser = models.BooleanField(default=False)
    password_expires_at = models.DateTimeField(null=True)
    last_team_id = models.BigIntegerField(null=True)
    preferences = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email")]


class SecurityEvent(models.Model):
    """Append-only audit trail: sign-ins, credentials, roles, exports, deletions."""

    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=64)
    succeeded = models.BooleanField(default=True)
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    team_id = models.BigIntegerField(null=True)
    target = models.CharField(max_length=255, blank=True)
    address = models.CharField(max_length=64, blank=True)
    agent = models.CharField(max_length=255, blank=True)

    class Meta:
        indexes = [models.Index(fields=["team_id", "-at"], name="accounts_security_team")]


class Attempt(models.Model):
    """Failed sign-ins per account and address, for the rate limit."""

    key = models.CharField(max_length=128, unique=True)
    count = models.PositiveIntegerField(default=0)
    until = models.DateTimeField()


class AllowedNetwork(models.Model):
    """An address or network that may reach this instance. No rows: everybody may."""

    network = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
