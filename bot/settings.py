"""The settings, read from the environment or ``.env`` when they are asked for."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.messages import Language

_PORTS = 65_535
_ADDRESS = re.compile(r"(?:[^\s:/]+|\[[0-9a-fA-F:]+\]):([0-9]{1,5})")
_WEB = re.compile(
    r"https?://(?:[^\s/?#@:\\\[\]]+|\[[0-9a-fA-F:.]+\])(?::([0-9]{1,5}))?(?:[/?#]\S*)?"
)


class BadSetting(Exception):
    """A setting cannot be used; ``str`` is one sentence without any secret."""


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError("not a time zone such as Asia/Shanghai") from None
    return name


def _address(value: str) -> str:
    if not value:
        return value
    found = _ADDRESS.fullmatch(value)
    if found is None:
        raise ValueError("not HOST:PORT")
    if int(found[1]) > _PORTS:
        raise ValueError(f"a port is at most {_PORTS}")
    return value


def _web(value: str) -> str:
    found = _WEB.fullmatch(value)
    if found is None:
        raise ValueError("not an http(s) address")
    if found[1] is not None and not 0 < int(found[1]) <= _PORTS:
        raise ValueError(f"a port is 1 to {_PORTS}")
    return value


def _base(value: str) -> str:
    if "?" in value or "#" in value:
        raise ValueError("not an http(s) address without ? and #")
    return _web(value).rstrip("/")


def _web_or_none(value: str) -> str:
    return value and _web(value)


class Settings(BaseSettings):
    """One field a setting; ``.env.example`` says what each is for."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore")

    database_url: SecretStr = SecretStr("sqlite:///liaison.db")
    liaison_timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Shanghai"
    liaison_language: Language = Language.ZH
    liaison_heartbeat_url: SecretStr = SecretStr("")
    liaison_http: Annotated[str, AfterValidator(_address)] = ""
    liaison_grace: float = Field(default=60, ge=0, le=86_400)
    liaison_log: Literal["debug", "info", "warning", "error"] = "info"
    liaison_operator_token: SecretStr = SecretStr("")
    slack_bot_token: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")
    slack_signing_secret: SecretStr = SecretStr("")
    slack_api_base: Annotated[str, AfterValidator(_base)] = "https://slack.com/api"
    slack_mode: Literal["socket", "http"] = "socket"
    telegram_bot_token: SecretStr = SecretStr("")
    telegram_api_base: Annotated[str, AfterValidator(_base)] = "https://api.telegram.org"
    telegram_mode: Literal["polling", "webhook"] = "polling"
    telegram_webhook_secret: SecretStr = SecretStr("")
    telegram_webhook_url: Annotated[str, AfterValidator(_web_or_none)] = ""

    @field_validator("telegram_bot_token")
    @classmethod
    def _token(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not re.fullmatch(
            r"[0-9]{1,20}:[A-Za-z0-9_-]{3,128}", value.get_secret_value()
        ):
            raise ValueError("not a bot token such as 123456:ABC-DEF")
        return value

    @field_validator("slack_bot_token", "slack_app_token")
    @classmethod
    def _slack_token(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        start = "xapp-" if info.field_name == "slack_app_token" else "xoxb-"
        if value.get_secret_value() and not re.fullmatch(
            rf"{start}[A-Za-z0-9._-]{{1,500}}", value.get_secret_value()
        ):
            raise ValueError(f"not a token that begins with {start}")
        return value

    @field_validator("slack_signing_secret")
    @classmethod
    def _slack_secret(cls, value: SecretStr) -> SecretStr:
        one = r"[!-+\--~]{1,256}"
        if value.get_secret_value() and not re.fullmatch(
            rf"{one}(,{one})?", value.get_secret_value()
        ):
            raise ValueError("visible characters without blanks (two values, with a comma)")
        return value

    @field_validator("liaison_heartbeat_url")
    @classmethod
    def _heartbeat(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not re.fullmatch(
            r"https?://[^\s/]+(/\S*)?", value.get_secret_value()
        ):
            raise ValueError("not an http(s) address")
        return value

    @field_validator("liaison_operator_token")
    @classmethod
    def _operator(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not re.fullmatch(r"[!-~]{16,}", value.get_secret_value()):
            raise ValueError("at least 16 visible ASCII characters without blanks")
        return value

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr) -> SecretStr:
        one = r"[A-Za-z0-9_-]{1,256}"
        if value.get_secret_value() and not re.fullmatch(
            rf"{one}(,{one})?", value.get_secret_value()
        ):
            raise ValueError("1 to 256 of A-Z a-z 0-9 _ - (two values, with a comma, in rotation)")
        return value

    @property
    def zone(self) -> ZoneInfo:
        """The plan's time zone."""
        return ZoneInfo(self.liaison_timezone)

    @property
    def grace(self) -> timedelta:
        """How long an unknown outcome waits before its one repeat."""
        return timedelta(seconds=self.liaison_grace)

    @property
    def opens_http(self) -> bool:
        """Whether anything listens: asked for, or needed by a webhook."""
        slack = bool(self.slack_bot_token.get_secret_value()) and self.slack_mode == "http"
        return bool(self.liaison_http) or self.telegram_mode == "webhook" or slack

    @property
    def http(self) -> tuple[str, int]:
        """Host and port to listen on."""
        host, _, port = (self.liaison_http or "127.0.0.1:8080").rpartition(":")
        return host.strip("[]"), int(port)


def load(env_file: Path | None = Path(".env")) -> Settings:
    """Read the settings.  Raises ``BadSetting`` that names the first bad one, never its value."""
    try:
        settings = Settings(_env_file=env_file)  # type: ignore[call-arg]  # pydantic-settings' own
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = str(first["loc"][0]).upper()
        message = first["msg"].removeprefix("Value error, ")
        raise BadSetting(f"{name}: {message}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f".env cannot be read: {type(error).__name__}") from None
    _complete(settings)
    return settings


def _complete(settings: Settings) -> None:
    """Raises ``BadSetting`` for a setting that another one needs."""
    if settings.telegram_mode == "webhook" and not settings.telegram_webhook_secret:
        raise BadSetting("TELEGRAM_WEBHOOK_SECRET: needed when TELEGRAM_MODE is webhook")
    if not settings.slack_bot_token.get_secret_value():
        return
    if settings.slack_mode == "http" and not settings.slack_signing_secret.get_secret_value():
        raise BadSetting("SLACK_SIGNING_SECRET: needed when SLACK_MODE is http")
    if settings.slack_mode == "socket" and not settings.slack_app_token.get_secret_value():
        raise BadSetting("SLACK_APP_TOKEN: needed when SLACK_MODE is socket")
