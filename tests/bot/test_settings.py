"""What an operator may write into the environment, and what he is told when it is wrong."""

from pathlib import Path

import pytest

from bot.settings import BadSetting, load

WORST = "hunter2-never-shown"


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "LIAISON_TIMEZONE", "TELEGRAM_BOT_TOKEN", "TELEGRAM_MODE"):
        monkeypatch.delenv(name, raising=False)


def test_the_environment_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / ".env"
    file.write_text("LIAISON_TIMEZONE=Europe/Paris\nLIAISON_GRACE=5\n")
    monkeypatch.setenv("LIAISON_TIMEZONE", "Asia/Tokyo")
    settings = load(file)
    assert (settings.liaison_timezone, settings.grace.total_seconds()) == ("Asia/Tokyo", 5.0)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LIAISON_TIMEZONE", WORST),
        ("LIAISON_TIMEZONE", "../../etc/passwd"),
        ("LIAISON_LANGUAGE", WORST),
        ("LIAISON_GRACE", WORST),
        ("LIAISON_HTTP", WORST),
        ("LIAISON_HTTP", "127.0.0.1:99999"),
        ("LIAISON_HTTP", "127.0.0.1:٨٠٨٠"),
        ("TELEGRAM_BOT_TOKEN", WORST),
        ("TELEGRAM_MODE", WORST),
        ("TELEGRAM_API_BASE", WORST),
        ("TELEGRAM_API_BASE", f"https://user:{WORST}@host"),
        ("TELEGRAM_API_BASE", "https://127.0.0.1:99999"),
        ("TELEGRAM_API_BASE", "https://127.0.0.1:0"),
        ("TELEGRAM_API_BASE", "https://127.0.0.1:٨٠"),
        ("TELEGRAM_API_BASE", "https://[::1"),
        ("TELEGRAM_API_BASE", "https://host?query"),
        ("TELEGRAM_BOT_TOKEN", "١٢٣٤٥:AAEhBOweik9ai2o01vwg"),
        ("TELEGRAM_WEBHOOK_SECRET", WORST + " !"),
        ("LIAISON_OPERATOR_TOKEN", WORST[:15]),
        ("LIAISON_OPERATOR_TOKEN", WORST + " with blanks"),
        ("LIAISON_HEARTBEAT_URL", WORST),
        ("LIAISON_HEARTBEAT_URL", f"ftp://{WORST}/x"),
        ("TELEGRAM_WEBHOOK_URL", WORST),
        ("TELEGRAM_WEBHOOK_URL", "not a url"),
        ("TELEGRAM_WEBHOOK_URL", "ftp://host/telegram/webhook"),
        ("TELEGRAM_WEBHOOK_URL", f"https://user:{WORST}@host/telegram/webhook"),
        ("TELEGRAM_WEBHOOK_URL", "https://host:70000/telegram/webhook"),
        ("TELEGRAM_WEBHOOK_URL", "https:///telegram/webhook"),
        ("WECOM_WS_URL", f"ws://{WORST}"),
        ("WECOM_WS_URL", f"https://{WORST}"),
    ],
)
def test_a_bad_setting_is_named_and_its_value_is_not(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting) as bad:
        load(None)
    assert str(bad.value).startswith(f"{name}: ")
    assert WORST not in str(bad.value)
    assert "\n" not in str(bad.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LIAISON_HTTP", "[::1]:8080"),
        ("LIAISON_HTTP", "0.0.0.0:65535"),
        ("TELEGRAM_API_BASE", "http://[::1]:8081"),
        ("TELEGRAM_API_BASE", "http://bot-api.internal:8081/base"),
        ("TELEGRAM_WEBHOOK_URL", "https://liaison.example:8443/telegram/webhook"),
        ("TELEGRAM_WEBHOOK_URL", ""),
    ],
)
def test_an_address_is_taken_as_it_is(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert getattr(load(None), name.lower()) == value


def test_a_webhook_without_a_secret_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_MODE", "webhook")
    with pytest.raises(BadSetting, match="TELEGRAM_WEBHOOK_SECRET"):
        load(None)


def test_secrets_hide_in_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", f"12345:{WORST}")
    monkeypatch.setenv("DATABASE_URL", f"postgresql://u:{WORST}@h/d")
    monkeypatch.setenv("LIAISON_OPERATOR_TOKEN", WORST)
    monkeypatch.setenv("LIAISON_HEARTBEAT_URL", f"https://watch.test/{WORST}?x={WORST}")
    assert WORST not in repr(load(None))
