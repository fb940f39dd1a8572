"""Every setting of the product, read once from the environment.

Each setting is named ``TOANCANH_<NAME>``. The table in the README is checked against this record.
"""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
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
        default=5, ge=1, le=3600, description="How often an open page asks whether new data has been loaded."
    )
    cache_entries: int = Field(
        default=4096, ge=0, description="Answers of the warehouse kept in memory by each process; 0 keeps none."
    )
    query_rows: int = Field(
        default=500_000, ge=1000, description="Most rows one question may return; a larger answer is refused by name."
    )
    secret_key: SecretStr = Field(
        default=SecretStr(""), description="Seals forms and log-ins; the same long random text for every worker."
    )
    cookie_secure: bool = Field(default=True, description="Send cookies by TLS alone; false only for a trial without.")
    trusted_proxies: str = Field(
        default="", description="Addresses of proxies, comma-separated, whose forwarded headers are believed."
    )
    security_contact: str = Field(default="", description="Shown in security.txt, such as mailto:name@office.gov.vn.")
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


def in_words(problem: ValidationError) -> str:
    """Which settings cannot be used, and why, in one line for an operator."""
    faults = (f"TOANCANH_{str(one['loc'][-1]).upper()} is {one['input']!r}: {one['msg']}" for one in problem.errors())
    return "; ".join(faults) + "."
