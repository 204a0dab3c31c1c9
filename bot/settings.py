"""The settings, read from the environment or ``.env`` when they are asked for."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.flood import Limits
from bot.messages import Language
from bot.setting_values import (
    address,
    base,
    base_or_none,
    flood,
    hours,
    matching,
    robots,
    socket,
    web_or_none,
    word,
    zone,
)
from bot.timetable import Hours

_NONE = SecretStr("")
_Url = Annotated[str, AfterValidator(base)]
_Word = Annotated[str, AfterValidator(word)]
_VISIBLE = r"[!-+\--~]{1,256}"  # without the comma


def _secret(pattern: str, reason: str, *, many: bool = False) -> AfterValidator:
    return AfterValidator(matching(pattern, reason, many=many))


class BadSetting(Exception):
    """A setting cannot be used; ``str`` is one sentence without any secret."""


class Settings(BaseSettings):
    """One field a setting; ``.env.example`` says what each is for."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore")

    database_url: SecretStr = SecretStr("sqlite:///liaison.db")
    liaison_timezone: Annotated[str, AfterValidator(zone)] = "Asia/Shanghai"
    liaison_language: Language = Language.ZH
    liaison_office_hours: Annotated[str, AfterValidator(hours)] = "09:00-18:00"
    liaison_escalate_to_observer: int = Field(default=0, ge=0, le=1)
    liaison_heartbeat_url: Annotated[
        SecretStr, _secret(r"https?://[^\s/]+(/\S*)?", "not an http(s) address")
    ] = _NONE
    liaison_http: Annotated[str, AfterValidator(address)] = ""
    liaison_flood: Annotated[str, AfterValidator(flood)] = "20/60"
    liaison_font: str = ""
    liaison_code_sheet_hours: int = Field(default=24, ge=1, le=168)
    liaison_keep_raw: int = Field(default=30, ge=0, le=36_500)
    liaison_grace: float = Field(default=60, ge=0, le=86_400)
    liaison_log: Literal["debug", "info", "warning", "error"] = "info"
    liaison_web: Literal["off", "board", "chat"] = "off"
    liaison_web_url: Annotated[str, AfterValidator(base_or_none)] = ""
    liaison_operator_token: Annotated[
        SecretStr,
        _secret(r"[!-~]{16,}", "at least 16 visible ASCII characters without blanks"),
    ] = _NONE
    slack_bot_token: Annotated[
        SecretStr, _secret(r"xoxb-[A-Za-z0-9._-]{1,500}", "not a token that begins with xoxb-")
    ] = _NONE
    slack_app_token: Annotated[
        SecretStr, _secret(r"xapp-[A-Za-z0-9._-]{1,500}", "not a token that begins with xapp-")
    ] = _NONE
    slack_signing_secret: Annotated[
        SecretStr,
        _secret(_VISIBLE, "visible characters without blanks (two, with a comma)", many=True),
    ] = _NONE
    slack_api_base: _Url = "https://slack.com/api"
    slack_mode: Literal["socket", "http"] = "socket"
    telegram_bot_token: Annotated[
        SecretStr,
        _secret(r"[0-9]{1,20}:[A-Za-z0-9_-]{3,128}", "not a bot token such as 123456:ABC-DEF"),
    ] = _NONE
    telegram_api_base: _Url = "https://api.telegram.org"
    telegram_mode: Literal["polling", "webhook"] = "polling"
    telegram_webhook_secret: Annotated[
        SecretStr,
        _secret(
            r"[A-Za-z0-9_-]{1,256}",
            "1 to 256 of A-Z a-z 0-9 _ - (two values, with a comma, in rotation)",
            many=True,
        ),
    ] = _NONE
    telegram_webhook_url: Annotated[str, AfterValidator(web_or_none)] = ""
    wecom_corp_id: _Word = ""
    wecom_agent_id: int = Field(default=0, ge=0)
    wecom_secret: Annotated[SecretStr, _secret(_VISIBLE, "visible characters")] = _NONE
    wecom_callback_token: Annotated[
        SecretStr,
        _secret(r"[A-Za-z0-9]{1,64}", "letters and digits (two, with a comma)", many=True),
    ] = _NONE
    wecom_encoding_aes_key: Annotated[
        SecretStr,
        _secret(r"[A-Za-z0-9]{43}", "43 letters and digits (two, with a comma)", many=True),
    ] = _NONE
    wecom_api_base: _Url = "https://qyapi.weixin.qq.com"
    wecom_bot_id: _Word = ""
    wecom_bot_secret: Annotated[SecretStr, _secret(_VISIBLE, "visible characters")] = _NONE
    wecom_ws_url: Annotated[str, AfterValidator(socket)] = "wss://openws.work.weixin.qq.com"
    wecom_robots: Annotated[SecretStr, AfterValidator(robots)] = _NONE
    wecom_robot_base: _Url = "https://qyapi.weixin.qq.com"
    wecom_plain_text: int = Field(default=0, ge=0, le=1)

    @property
    def zone(self) -> ZoneInfo:
        """The plan's time zone."""
        return ZoneInfo(self.liaison_timezone)

    @property
    def office_hours(self) -> Hours:
        """Outside of which nobody is reminded."""
        return Hours.read(self.liaison_office_hours)

    @property
    def flood(self) -> Limits | None:
        """How much is heard of somebody in a minute; None: all."""
        return Limits.read(self.liaison_flood)

    @property
    def grace(self) -> timedelta:
        """How long an unknown outcome waits before its one repeat."""
        return timedelta(seconds=self.liaison_grace)

    @property
    def sheet_valid(self) -> timedelta:
        """How long the codes of a printed sheet are good."""
        return timedelta(hours=self.liaison_code_sheet_hours)

    @property
    def opens_http(self) -> bool:
        """Whether anything listens: asked for, or needed by a webhook."""
        slack = bool(self.slack_bot_token.get_secret_value()) and self.slack_mode == "http"
        wecom = bool(self.wecom_callback_token.get_secret_value())
        web = self.liaison_web != "off"
        return bool(self.liaison_http) or self.telegram_mode == "webhook" or slack or wecom or web

    @property
    def http(self) -> tuple[str, int]:
        """Host and port to listen on."""
        host, _, port = (self.liaison_http or "127.0.0.1:8080").rpartition(":")
        return host.strip("[]"), int(port)

    @property
    def web_url(self) -> str:
        """How links to pages begin."""
        return self.liaison_web_url or f"http://127.0.0.1:{self.http[1]}"


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

    def needs(name: str, reason: str) -> None:
        value = getattr(settings, name)
        if not (value.get_secret_value() if isinstance(value, SecretStr) else value):
            raise BadSetting(f"{name.upper()}: needed {reason}")

    if settings.telegram_mode == "webhook":
        needs("telegram_webhook_secret", "when TELEGRAM_MODE is webhook")
    if settings.slack_bot_token.get_secret_value():
        if settings.slack_mode == "http":
            needs("slack_signing_secret", "when SLACK_MODE is http")
        else:
            needs("slack_app_token", "when SLACK_MODE is socket")
    if settings.wecom_secret.get_secret_value():
        needs("wecom_corp_id", "with WECOM_SECRET")
        needs("wecom_agent_id", "with WECOM_SECRET")
    if settings.wecom_encoding_aes_key.get_secret_value():
        needs("wecom_callback_token", "with WECOM_ENCODING_AES_KEY")
    if settings.wecom_callback_token.get_secret_value():
        needs("wecom_secret", "with WECOM_CALLBACK_TOKEN")
        needs("wecom_encoding_aes_key", "with WECOM_CALLBACK_TOKEN")
    if settings.wecom_bot_id:
        needs("wecom_bot_secret", "with WECOM_BOT_ID")
