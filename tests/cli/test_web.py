"""The way into the pages, for whoever runs the machine."""

import pytest

from tests.cli.conftest import Liaison


def test_a_page_that_is_off_has_no_link(liaison: Liaison) -> None:
    assert liaison("web", "link", "--json").json["refused"] == "off"


def test_a_link_names_the_address_of_the_server(
    liaison: Liaison, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIAISON_WEB", "board")
    monkeypatch.setenv("LIAISON_HTTP", "127.0.0.1:9123")
    assert liaison("web", "link").out.startswith("http://127.0.0.1:9123/web/enter?key=")
    assert liaison("web", "link", "--page", "chat", "--json").json["refused"] == "off"
    monkeypatch.setenv("LIAISON_WEB_URL", "https://board.example/")
    made = liaison("web", "link", "--json").json
    assert set(made) == {"page", "link", "expires"}
    assert made["link"].startswith("https://board.example/web/enter?key=")


@pytest.mark.parametrize(
    "url", ["board.example", "https://board.example/x", "ftp://a", "http://a?b"]
)
def test_pages_stand_at_the_root_of_a_host(
    liaison: Liaison, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("LIAISON_WEB", "board")
    monkeypatch.setenv("LIAISON_WEB_URL", url)
    assert liaison("web", "link", "--json").json["refused"] == "bad_setting"
