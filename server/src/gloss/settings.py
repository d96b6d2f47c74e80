"""Django settings, all taken from ``GLOSS_*`` variables. The only module that reads the environment."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Setting:
    """One variable a deployment may set; ``gloss settings`` lists them."""

    name: str
    default: str
    help: str


SETTINGS = (
    Setting("GLOSS_DATA_DIR", "./data", "Folder of everything Gloss keeps: database, files, keys, outgoing mail."),
    Setting("GLOSS_DATABASE_URL", "", "postgresql://user:password@host:port/name. Empty: SQLite in the data folder."),
    Setting("GLOSS_STORAGE_URL", "", "s3://bucket, gs://bucket or az://container. Empty: files in the data folder."),
    Setting("GLOSS_QUEUE_URL", "", "redis://... or postgresql://... Empty: SQLite in the data folder."),
    Setting("GLOSS_BASE_URL", "", "Public address, used in mails and download links. Empty: taken from each request."),
    Setting(
        "GLOSS_SECRET_KEY", "", "Signs sessions and links, encrypts secrets. Empty: a file made in the data folder."
    ),
    Setting(
        "GLOSS_SMTP_URL", "", "smtp://user:password@host:port (or smtps://). Empty: mails land in the outbox folder."
    ),
    Setting("GLOSS_MAIL_FROM", "Gloss <gloss@localhost>", "Sender of mails."),
    Setting("GLOSS_SIGN_UP", "open", "open, or invite: new accounts only through an invitation."),
    Setting("GLOSS_MAX_FILE_BYTES", str(1 << 30), "Largest file accepted; at least 52428800."),
    Setting("GLOSS_MAX_BODY_BYTES", str(100 << 20), "Largest GraphQL request body, files aside."),
    Setting("GLOSS_MAX_DOCUMENTS", "1000", "Most documents in one project creation request."),
    Setting("GLOSS_MAX_TOKENS_PER_SENTENCE", "3000", "Most tokens in one line of a span project."),
    Setting("GLOSS_EXPORT_HOURS", "6", "How long an export can be downloaded."),
    Setting("GLOSS_ALLOWED_PRIVATE_HOSTS", "", "Private hosts or networks that webhooks, URLs and storages may reach."),
    Setting("GLOSS_JOB_STALE_SECONDS", "60", "A running job silent for longer is started again."),
    Setting("GLOSS_WORKERS", "1", "Worker processes started by gloss serve."),
    Setting("GLOSS_THREADS", "", "Threads that answer requests. Empty: 2 beside SQLite, 8 beside PostgreSQL."),
    Setting("GLOSS_TRUSTED_PROXIES", "", "Addresses whose X-Forwarded-* headers are believed."),
    Setting(
        "GLOSS_DICTIONARY_PATH",
        "",
        "Folder with dictionaries: WordNet, StarDict or TSV files, a subfolder per language. Empty: no dictionary.",
    ),
    Setting("GLOSS_LANGUAGETOOL_URL", "", "Address of a LanguageTool server. Empty: no grammar checker."),
    Setting("GLOSS_DEBUG", "", "1 shows internal error texts. Never in production."),
)
_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


def env(name: str) -> str:
    return os.environ.get(name) or _DEFAULTS[name]


def _secret_key(folder: Path) -> str:
    """Return the configured key, or the one kept in a file only the owner can read."""
    if env("GLOSS_SECRET_KEY"):
        return env("GLOSS_SECRET_KEY")
    path = folder / "secret.key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass
    return path.read_text().strip()


def _database(folder: Path) -> dict[str, object]:
    url = urlsplit(env("GLOSS_DATABASE_URL"))
    if url.scheme.startswith("postgres"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": url.path.lstrip("/"),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": url.hostname or "",
            "PORT": str(url.port or ""),
            "CONN_MAX_AGE": 600,
        }
    pragmas = "journal_mode=WAL synchronous=NORMAL busy_timeout=20000 cache_size=-16000 temp_store=MEMORY mmap_size=0"
    return {
        "ENGINE": "gloss.db.sqlite",
        "NAME": str(folder / "gloss.sqlite3"),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas.split()),
        },
    }


def _mail(folder: Path) -> dict[str, object]:
    url = urlsplit(env("GLOSS_SMTP_URL"))
    if not url.scheme:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(folder / "outbox"),
        }
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": url.port or (465 if url.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_USE_TLS": "starttls" in url.query,
        "EMAIL_TIMEOUT": 10,
    }


DATA_DIR = Path(env("GLOSS_DATA_DIR")).resolve()
BASE_URL = env("GLOSS_BASE_URL").rstrip("/")
STORAGE_URL = env("GLOSS_STORAGE_URL")
QUEUE_URL = env("GLOSS_QUEUE_URL")
SIGN_UP = env("GLOSS_SIGN_UP")
MAX_FILE_BYTES = max(int(env("GLOSS_MAX_FILE_BYTES")), 52_428_800)
MAX_BODY_BYTES = int(env("GLOSS_MAX_BODY_BYTES"))
MAX_DOCUMENTS = int(env("GLOSS_MAX_DOCUMENTS"))
MAX_TOKENS_PER_SENTENCE = int(env("GLOSS_MAX_TOKENS_PER_SENTENCE"))
EXPORT_HOURS = float(env("GLOSS_EXPORT_HOURS"))
ALLOWED_PRIVATE_HOSTS = tuple(filter(None, env("GLOSS_ALLOWED_PRIVATE_HOSTS").replace(",", " ").split()))
JOB_STALE_SECONDS = float(env("GLOSS_JOB_STALE_SECONDS"))
WORKERS = int(env("GLOSS_WORKERS"))
THREADS = int(env("GLOSS_THREADS") or (8 if env("GLOSS_DATABASE_URL") else 2))
TRUSTED_PROXIES = tuple(filter(None, env("GLOSS_TRUSTED_PROXIES").replace(",", " ").split()))
DICTIONARY_PATH = env("GLOSS_DICTIONARY_PATH")
LANGUAGETOOL_URL = env("GLOSS_LANGUAGETOOL_URL").rstrip("/")
HAS_MAIL_SERVER = bool(env("GLOSS_SMTP_URL"))

SECRET_KEY = _secret_key(DATA_DIR)
SILENCED_SYSTEM_CHECKS = ["auth.E003"]  # e-mail addresses are unique whatever their case, by a constraint
DEBUG = env("GLOSS_DEBUG") == "1"
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": _database(DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
ROOT_URLCONF = "gloss.http.urls"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "oauth2_provider",
    *(
        f"gloss.{domain}"
        for domain in (
            "accounts teams jobs storage tags guidelines projects labelsets questionsets documents events "
            "labels answers comments review assist imports exports analytics search extensions"
        ).split()
    ),
]
MIDDLEWARE: list[str] = []
AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "gloss.accounts.hashers.SecretHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email",), "max_similarity": 0.9},
    },
]
PASSWORD_RESET_TIMEOUT = 3600
SESSION_COOKIE_NAME = "gloss_session"
SESSION_COOKIE_AGE = 30 * 24 * 3600
OAUTH2_PROVIDER = {
    "ACCESS_TOKEN_EXPIRE_SECONDS": 3600,
    "ACCESS_TOKEN_GENERATOR": "gloss.accounts.tokens.access_token",
    "CLIENT_SECRET_HASHER": "gloss_secret",
    "SCOPES": {"all": "Everything the user may do"},
    "DEFAULT_SCOPES": ["all"],
}
DEFAULT_FROM_EMAIL = env("GLOSS_MAIL_FROM")
globals().update(_mail(DATA_DIR))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"huey": {"level": "WARNING"}, "httpx2": {"level": "WARNING"}},
}
