"""The app's manifest: what is committed is what the code makes, within Slack's published limits."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from adapters.slack.manifest import EVENTS, SCOPES, manifest
from bot.cli import cli
from bot.grammar.vocabulary import ENGLISH

ROOT = Path(__file__).parents[2]
URL = "https://liaison.example.org/slack/events"
# Slack refuses a manifest with the name of a command of its own, all of it.
SLACKS_OWN = set(
    [
        "archive",
        "call",
        "collapse",
        "dm",
        "expand",
        "feed",
        "feedback",
        "invite",
        "join",
        "leave",
        "me",
        "msg",
        "mute",
        "open",
        "part",
        "remind",
        "remove",
        "rename",
        "search",
        "shortcuts",
        "shrug",
        "star",
        "status",
        "topic",
        "who",
        "dnd",
        "away",
        "active",
        "apps",
    ]
)


def test_the_committed_manifest_is_the_one_that_is_made() -> None:
    committed = yaml.safe_load((ROOT / "deploy" / "slack-manifest.yaml").read_text("utf8"))
    assert committed == manifest()


@pytest.mark.parametrize("url", [None, URL])
def test_it_is_within_the_limits_of_the_published_schema(url: str | None) -> None:
    made = manifest(url)
    shown = made["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert re.fullmatch("#[0-9a-f]{6}", shown["background_color"])
    features = made["features"]
    assert len(features["bot_user"]["display_name"]) <= 80
    assert len(features["shortcuts"]) <= 10
    for shortcut in features["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
        assert len(shortcut["callback_id"]) <= 255
    assert len(features["slash_commands"]) <= 50
    for command in features["slash_commands"]:
        assert re.fullmatch("/[a-z0-9]{1,31}", command["command"])
        assert command["command"][1:] not in SLACKS_OWN
        assert 1 <= len(command["description"]) <= 2000
        assert len(command.get("usage_hint", "")) <= 1000
        assert command["should_escape"] is True
        assert command.get("url") == url
    assert len(json.dumps(made)) < 65_536


def test_every_native_command_is_one_of_the_conversation() -> None:
    names = [command["command"][1:] for command in manifest()["features"]["slash_commands"]]
    assert names[0] == "liaison"
    assert set(names[1:]) <= set(ENGLISH)


def test_sockets_need_no_address_and_http_has_it_everywhere() -> None:
    assert "url" not in json.dumps(manifest())
    assert manifest()["settings"]["socket_mode_enabled"] is True
    made = manifest(URL)["settings"]
    assert made["socket_mode_enabled"] is False
    assert made["event_subscriptions"]["request_url"] == URL
    assert made["interactivity"]["request_url"] == URL


def test_the_document_gives_the_reason_for_every_scope_and_names_every_event() -> None:
    text = (ROOT / "docs" / "connect-slack.md").read_text("utf8")
    for scope in SCOPES:
        assert f"`{scope}`" in text
    for event in EVENTS:
        assert f"`{event}`" in text


def test_the_command_prints_it() -> None:
    made: dict[str, Any] = json.loads(
        CliRunner().invoke(cli, ["slack", "manifest", "--url", URL]).output
    )
    assert made == manifest(URL)
    assert CliRunner().invoke(cli, ["slack", "manifest", "--url", "ftp://x"]).exit_code == 2
