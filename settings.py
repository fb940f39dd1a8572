"""Every setting of the product, read once from the environment.

Each setting is named ``TOANCANH_<NAME>``. The table in the README is checked against this record.
"""

import ipaddress
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent


class Settings(BaseSettings):
    """Frozen settings; build one with keyword arguments in a test, or from the environment with ``Settings()``."""

    model_config = SettingsConfigDict(env_prefix="TOANCANH_", frozen=True, extra="forbid")

    host: str = Field(default="127.0.0.1", description="Address that the server listens on.")
    port: int = Field(default=8050, ge=0, le=65535, description="Port that the server listens on.")
    database_url: str = Field(
        default=f"sqlite:///{ROOT / 'var' / 'warehouse.db'}",
        description="SQLAlchemy address of the warehouse, for the server and for every command.",
    )
    language: Literal["vi", "en"] = Field(default="vi", description="Language of a visitor who has not chosen one.")
    theme: Literal["light", "dark"] = Field(default="light", description="Look for a visitor who has not chosen one.")
    refresh_seconds: int = Field(
        default=2, ge=1, le=3600, description="How often an open page asks whether new data has been loaded."
    )
    cache_entries: int = Field(
        default=4096, ge=0, description="Answers of the warehouse kept in memory by each process; 0 keeps none."
    )
    drawings_folder: str = Field(
        default="", description="Folder in which workers share what they drew; deploy/runner.py makes one; empty: none."
    )
    query_rows: int = Field(
        default=500_000, ge=1000, description="Most rows one question may return; a larger answer is refused by name."
    )
    secret_key: SecretStr = Field(
        default=SecretStr(""), description="Seals forms and log-ins; the same long random text for every worker."
    )
    secret_key_before: SecretStr = Field(
        default=SecretStr(""), description="The key before it was changed, until python -m access reseal has run."
    )
    cookie_secure: bool = Field(default=True, description="Send cookies by TLS alone; false only for a trial without.")
    trusted_proxies: str = Field(
        default="", description="Addresses of proxies, comma-separated, whose forwarded headers are believed."
    )
    public_address: str = Field(
        default="", description="Address by which people reach the server, for links in files; empty: as they asked."
    )
    presentation_template: str = Field(
        default="", description="The office's own .pptx, whose masters and colours exported slides take."
    )
    browser_path: str = Field(
        default="", description="Chromium that draws pictures on the server; empty: where the system has it."
    )
    pictures_at_once: int = Field(
        default=2,
        ge=0,
        le=16,
        description="Pictures that each process draws at a time; 0: readers' browsers draw them.",
    )
    packs_folder: str = Field(
        default="", description="Folder of the office's own ready-made meeting packs (.toml), beside those built in."
    )
    wall_folder: str = Field(
        default="",
        description="Folder of the office's own scenes and playlists for the wall, which add to ours or replace them.",
    )
    forms_per_minute: int = Field(
        default=60,
        ge=0,
        description="How often one visitor may send each form that lets in, makes or changes something; 0: no limit.",
    )
    requests_per_minute: int = Field(
        default=6000,
        ge=0,
        description="Requests of one visitor or office that each process answers in a minute; 0: no limit.",
    )
    security_contact: str = Field(default="", description="Shown in security.txt, such as mailto:name@office.gov.vn.")
    oidc_issuer: str = Field(
        default="", description="Address of the office's OpenID Connect provider; empty offers passwords alone."
    )
    oidc_client_id: str = Field(
        default="", validate_default=True, description="Name under which the provider knows this product."
    )
    oidc_client_secret: SecretStr = Field(
        default=SecretStr(""), description="What the provider gave with that name; empty for a public client."
    )
    oidc_scopes: str = Field(
        default="openid profile email", description="What is asked of the provider; openid must be among it."
    )
    oidc_name: str = Field(default="", description="What the log-in page calls the provider, such as Cổng VNeID.")
    oidc_groups_claim: str = Field(
        default="", description="Claim that lists a person's groups, such as groups or realm_access.roles."
    )
    oidc_grants: str = Field(
        default="", description="Roles that groups bring, such as ke-hoach=analyst; so-tc=reporter@province/24/2025."
    )
    oidc_newcomers: str = Field(
        default="",
        description="Roles, comma-separated, of people the provider knows and we do not; empty refuses them.",
    )
    target_on_track: float = Field(
        default=0.8, gt=0, lt=1, description="Probability from which a target counts as on track."
    )
    target_at_risk: float = Field(
        default=0.5, gt=0, lt=1, description="Probability from which it counts as at risk; below it is off track."
    )
    smtp_host: str = Field(default="", description="Mail server that alerts are sent by; empty sends no mail.")
    smtp_port: int = Field(default=25, ge=1, le=65535, description="Port of the mail server.")
    smtp_security: Literal["none", "starttls", "tls"] = Field(
        default="none", description="How the way to the mail server is kept: none, starttls, or tls from the start."
    )
    smtp_user: str = Field(default="", description="Name at the mail server; empty: it asks for none.")
    smtp_password: SecretStr = Field(default=SecretStr(""), description="Password at the mail server.")
    smtp_timeout: int = Field(
        default=10, ge=1, le=120, description="Seconds that a mail server or a webhook may take to answer."
    )
    mail_from: str = Field(default="toancanh@localhost", description="Address that alerts come from.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Least severe message that is logged."
    )
    log_format: Literal["text", "logfmt", "json"] = Field(
        default="text", description="Form of the log: for a person, or with a line a request for a collector of logs."
    )

    @field_validator("database_url")
    @classmethod
    def _name_the_driver(cls, url: str) -> str:
        """Accept the short forms people type, and name the driver so that an upgrade cannot change it."""
        for short in ("postgres://", "postgresql://"):
            if url.startswith(short):
                return "postgresql+psycopg://" + url.removeprefix(short)
        return url

    @field_validator("oidc_issuer")
    @classmethod
    def _a_safe_issuer(cls, issuer: str) -> str:
        if issuer and (not is_safe_address(issuer) or "?" in issuer or "#" in issuer):
            raise ValueError("expected https://…, or http:// on this machine itself, without a query or a password")
        return issuer

    @field_validator("oidc_client_id")
    @classmethod
    def _a_client_for_the_issuer(cls, client: str, others: ValidationInfo) -> str:
        if others.data.get("oidc_issuer") and not client.strip():
            raise ValueError("expected the name that the provider of TOANCANH_OIDC_ISSUER gave to this product")
        return client

    @field_validator("oidc_scopes")
    @classmethod
    def _an_openid_scope(cls, scopes: str) -> str:
        if "openid" not in scopes.split():
            raise ValueError("expected words that openid is among, such as: openid profile email")
        return scopes


def is_safe_address(address: str) -> bool:
    """Whether what is sent to an address stays between us and its host: TLS, or the machine itself."""
    try:
        parts = urlsplit(address)
        host, named = parts.hostname or "", parts.username is not None or parts.password is not None
        parts.port  # noqa: B018  # raises where it is no number
    except ValueError:
        return False
    if not host or named or not address.isascii() or not address.isprintable() or " " in address:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))


def is_loopback(host: str) -> bool:
    """Whether a host can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def in_words(problem: ValidationError) -> str:
    """Which settings cannot be used, and why, in one line for an operator."""
    faults = (f"TOANCANH_{str(one['loc'][-1]).upper()} is {one['input']!r}: {one['msg']}" for one in problem.errors())
    return "; ".join(faults) + "."
