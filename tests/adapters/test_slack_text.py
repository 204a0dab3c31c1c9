import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.text import plain

SEEN = [
    ("24 &lt;b&gt; &amp; &amp;lt;", "24 <b> & &lt;"),
    ("&lt;@UBOT&gt; 24", "<@UBOT> 24"),
    ("&lt;!here&gt;", "<!here>"),
    ("请 <@U88> 和 <@U88|zhang.san> 看", "请 @U88 和 @zhang.san 看"),
    ("见 <#C1|联席会议>、<#C1>、<#C1|>", "见 #联席会议、#C1、#C1"),
    ("<!here> <!channel|channel> <!everyone|@everyone>", "@here @channel @everyone"),
    ("<!subteam^S1|@办公室> <!subteam^S1>", "@办公室 @subteam"),
    ("<!date^1570759260^{date_num}|2019-10-11> 印发", "2019-10-11 印发"),
    ("<!date^1570759260^{date_num}^https://example.org|10 月 11 日>", "10 月 11 日"),
    ("见 <https://example.org/a?b=1&amp;c=2>", "见 https://example.org/a?b=1&c=2"),
    ("见 <http://example.org|example.org>", "见 example.org"),
    ("见 <https://example.org/|https://example.org/>", "见 https://example.org/"),
    ("见 <https://example.org/a|实施方案>", "见 实施方案 (https://example.org/a)"),
    ("<https://evil.example|https://good.example>", "https://good.example (https://evil.example)"),
    ("<mailto:a@example.org|a@example.org>", "a@example.org"),
    ("<mailto:a@example.org>", "a@example.org"),
    ("<tel:01088887777|010-88887777>", "010-88887777 (01088887777)"),
    ("<", "<"),
    ("<>", ""),
    ("<" * 100_000, "<" * 100_000),
]


@pytest.mark.parametrize(("text", "shown"), SEEN, ids=[str(n) for n in range(len(SEEN))])
def test_mark_up_becomes_what_the_person_saw(text: str, shown: str) -> None:
    assert plain(text, ("UBOT",)) == (shown, False)


@pytest.mark.parametrize(
    "text",
    [
        "<@UBOT> 24",
        "24 <@UBOT>",
        "<@UBOT|liaison> 24",
        "@联络员 24",
        " @联络员24",
        "<@UBOT> @联络员 24",
    ],
)
def test_our_name_is_taken_out(text: str) -> None:
    assert plain(text, ("UBOT",)) == ("24", True)


def test_another_name_stays() -> None:
    assert plain("<@U88> 24", ("UBOT",)) == ("@U88 24", False)
    assert plain("24 请联络员看", ("UBOT",)) == ("24 请联络员看", False)
    assert plain("<@UBOT> 24") == ("@UBOT 24", False)


@given(st.text())
def test_what_slack_escaped_is_what_was_typed(typed: str) -> None:
    escaped = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    shown, named = plain(escaped, ("UBOT",))
    assert shown == typed or named
