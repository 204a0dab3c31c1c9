"""One word for one thing, in both catalogues and on the cards that are kept."""

import re
from pathlib import Path

import pytest

from tests.bot.test_typography import CHINESE, ENGLISH, HAN

CARDS = Path(__file__).parents[1] / "golden" / "cards" / "telegram"
_RULES = {
    "zh: 未报, as the word that is typed": ("未交|未上报", "应报 2，已报 0，未交 2"),
    "zh: 销号 is the act, 已办结 what the item is then": ("已销号|待销号", "已销号 · 第24项"),
    "zh: the office 催办, the bot 提醒": ("催报|催促|督促", "催报请发：催办 未报"),
    "zh: 事由 of a request, 理由 of an answer to it": ("原因|理由", "申请延期须写明理由"),
    "zh: steps are told by their days": ("T[-+][0-9]", "提醒：T-5 10月9日"),
    "en: nudge, as the word that is typed": (r"(?i)\burg(?:e|es|ed|ing)\b", "Urge: preview"),
    "en: missing, as the word that is typed": ("(?i)not handed in|outstanding", "Not handed in 2"),
    "en: an item is closed, a period is sealed": (
        "(?i)(?:report|period)\\S* (?:is|was) closed",
        "This period is closed",
    ),
    "en: an extension is asked for": ("(?i)more time", "Requests for more time"),
    "en: what was sent is withdrawn": ("(?i)take (?:it )?back$|taken back$", "Take it back"),
    "en: steps are told by their days": (r"\bT[-+][0-9]", "Reminders: T-5 9 Oct"),
    "en: nothing in Chinese": (f"[{HAN}]", "missing, MOST or 第一章"),
}
_ALLOWED = {
    "Reason",  # for which a message did not arrive
    "closed by the office",  # in the ledger's column 销号
    "All of them are unbound; your name is erased and reads 已注销 from then on.",
    "In a group the bot only hears what is addressed to it: begin with @联络员.",
    "Answer: correct_ok 24, or: correct_no 24 reason",
    "Answer: extend_ok 24 [date] [words], or: extend_no 24 reason",
    "Declining item {number} needs a reason; nothing decided yet.",
    "For the office: correct_ok 24, correct_no 24 reason",
    "Refusing item {number} needs a reason; nothing decided yet.",
    "Send: {line} reason",
    "Why is it sent back? A reason is needed; nothing changed.",
    "extend_ok {number} [date] [words], extend_no {number} reason: the answer",
    "return {number} [department] reason: send a report back",
}


def _said(rule: str) -> list[tuple[str, str]]:
    """Keys and sentences of its language, without what is filled in."""
    said = CHINESE if rule.startswith("zh") else ENGLISH
    return [(key, re.sub(r"\{\w+(?=[}:])", "{", text)) for key, text in said]


@pytest.mark.parametrize("rule", _RULES)
def test_one_word_is_used_for_one_thing(rule: str) -> None:
    pattern, planted = _RULES[rule]
    other = re.compile(pattern)
    assert other.search(planted)
    said = _said(rule)
    assert [text for key, text in said if other.search(text) and key not in _ALLOWED] == []


def test_every_exception_is_needed() -> None:
    broken = {
        key
        for rule, (pattern, _) in _RULES.items()
        for key, text in _said(rule)
        if re.search(pattern, text)
    }
    assert broken == _ALLOWED


def test_titles_set_the_number_close_and_everything_else_apart() -> None:
    """第24项 in a title that is no sentence; 第 24 项 in sentences and on buttons."""
    titles, labels = list[str](), list[str]()
    for file in sorted((CARDS / "zh").glob("*.yaml")):
        text = file.read_text("utf8")
        titles += re.findall("(?:text|photo): (?:\\|-\\n +)?'?<b>(.*)</b>", text)
        labels += re.findall("- text: (.*)", text)
    assert len(titles) > 200
    assert len(labels) > 300
    assert [label for label in labels if re.search("第[0-9]+项", label)] == []
    apart = [title for title in titles if re.search("第 [0-9]+ 项", title)]
    assert [title for title in apart if not re.search("[。？：，]", title)] == []
    close = [title for title in titles if re.search("第[0-9]+项", title)]
    assert [title for title in close if re.search("[。？，]", title.split("（")[0])] == []


def test_dates_are_written_out_but_in_lines_to_type() -> None:
    iso = re.compile("[12][0-9]{3}-[0-9]{2}-[0-9]{2}(?!-)")
    for language, lines in (("zh", "请发："), ("en", "calendar add")):
        for file in sorted((CARDS / language).glob("*.yaml")):
            texts = re.sub("(?:callback_data|said): .*", "", file.read_text("utf8"))
            shown = [line for line in texts.splitlines() if iso.search(line)]
            assert [line for line in shown if lines not in line] == [], file.name
