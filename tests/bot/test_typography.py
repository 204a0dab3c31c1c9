"""How sentences are set: punctuation, spaces, lengths, in both catalogues and on played cards."""

import re

import pytest

from bot.cards.plain import plain_text
from bot.messages import Card
from tests.bot.test_locale import catalogue
from tests.bot.world import World

HAN = "\u3400-\u9fff"
TITLE, LINE, LABEL = 30, 60, 20  # Han characters; of a label characters
USUAL, MOST = 687, 2048  # bytes of a card's text
_FACT = re.compile(r"\{[a-z_]+\}")
_RULES = {
    "half-width punctuation between Han": re.compile(f"[{HAN}”》）][,;:?!](?=[{HAN}“《（ ])"),
    "an ASCII quote or bracket beside Han": re.compile(
        f"[{HAN}][\"']|[\"'][{HAN}]|[{HAN}]\\(|\\)[{HAN}]"
    ),
    "three dots": re.compile(r"\.\.\.|。。"),
    "punctuation twice": re.compile("[，。；：、！？]{2}|，。"),
    "a space at full-width punctuation": re.compile("[，。；：、！？“（] | [，。；：、！？”）]"),
    "two spaces": re.compile("  "),
}

_RULES["Latin letters beside Han without a space"] = re.compile(f"[{HAN}][A-Za-z]|[A-Za-z][{HAN}]")
_PLANTED = {
    "half-width punctuation between Han": "已记录,未保存",
    "an ASCII quote or bracket beside Han": '请发"帮助"',
    "three dots": "原文应为...",
    "punctuation twice": "未保存。。",
    "a space at full-width punctuation": "未保存， 请重发",
    "two spaces": "第  24 项",
    "Latin letters beside Han without a space": "绑定Telegram成功",
}
_TYPED = re.compile("[0-9]{1,4}(?:月|日|天|点|个工作日|家意见)|(?<=月)[0-9]{1,2}")
"""Dates and spans as people type them, and what a department might write: no space there."""


def width(text: str) -> float:
    """Han characters; Latin letters and digits are half as wide."""
    return sum(1 if ord(character) > 0x2E7F else 0.5 for character in text)


CHINESE = [(str(e.id), str(e.string)) for e in catalogue("zh_CN.po") if e.id]
ENGLISH = [(str(e.id), str(e.string)) for e in catalogue("en.po") if e.id]


@pytest.mark.parametrize("rule", _RULES)
def test_chinese_sentences_follow_the_rule(rule: str) -> None:
    assert len(CHINESE) > 500
    wrong = [text for _, text in CHINESE if _RULES[rule].search(text)]
    assert wrong == []


@pytest.mark.parametrize("rule", _RULES)
def test_each_rule_finds_what_it_forbids(rule: str) -> None:
    assert _RULES[rule].search(_PLANTED[rule])


def test_digits_stand_apart_from_han_but_in_dates() -> None:
    beside = re.compile(f"[{HAN}][0-9]|[0-9][{HAN}]")
    assert [text for _, text in CHINESE if beside.search(_TYPED.sub("", text))] == []


def test_a_number_stands_apart_from_the_words_around_it() -> None:
    """第 {number} 项 in sentences; only titles, which begin with what was done, set it close."""
    close = [
        text
        for key, text in CHINESE
        if re.search(r"第\{number\}项", text) and re.search("[。，：]", text) and "·" not in text
    ]
    assert close == []


def test_english_sentences_have_no_chinese_punctuation() -> None:
    wrong = [text for _, text in ENGLISH if re.search("[，。；：？！（）、]|\\.\\.\\.|  ", text)]
    assert wrong == []


SAID = {
    "张三": [
        *("我的任务", "24", "24 推进中 60% 已汇总21家意见", "记录 24", "报送", "报送 24", "撤销"),
        *(
            "临期",
            "逾期",
            "搜索 知识产权",
            "简报",
            "我",
            "帮助",
            "帮助 更新",
            "帮助 提醒",
            "55 快好了",
        ),
        *(
            "46 推进中",
            "208",
            "24 延期",
            "更正 24 应为一",
            "提醒",
            "提醒 24",
            "稍后 24 3天",
            "免打扰",
        ),
        *("代管", "订阅", "退订", "语言 zh", "延期 24", "记一条 已发通知", "已发通知", "你好吗"),
    ],
    "赵敏": [
        *(
            "总览",
            "未报",
            "部门",
            "报送期",
            "催办 未报",
            "工作日",
            "销号",
            "线下",
            "定时限",
            "延期",
        ),
        *("更正", "绑定码", "停用 张三", "台账", "看板", "帮助", "审计", "简报 发送"),
    ],
}


async def test_cards_fit_small_screens(world: World) -> None:
    """What is ours: the plan's and people's own words are as long as they are."""
    cards: list[tuple[str, Card]] = []
    for who, lines in SAID.items():
        for line in lines:
            answer = await world.answer(who, line)
            cards += [(line, reply.card) for reply in answer.replies]
    assert len(cards) > 40
    own = [line for line, card in cards if width(card.title) > TITLE and not _sentence(card.title)]
    assert own == []
    labels = [(line, a.label) for line, c in cards for a in c.actions if len(a.label) > LABEL]
    assert labels == []
    long = [(line, len(plain_text(card).encode())) for line, card in cards]
    assert [line for line, size in long if size > MOST] == []
    assert sum(size <= USUAL for _, size in long) > 0.85 * len(long)


def _sentence(title: str) -> bool:
    """An error says its sentence where others have their title."""
    return title.endswith(("。", "：", "？", "）")) or "。" in title


def test_lines_of_ours_are_short() -> None:
    """Without what is filled in; explanations that are read once may be twice as long."""
    long = [text for _, text in CHINESE if width(_FACT.sub("", text)) > 2 * LINE]
    assert long == []


def test_meaning_does_not_hang_on_a_sign_alone() -> None:
    signs = re.compile("[\u2190-\u21ff\u2600-\u27bf\U0001f300-\U0001faff]")
    said = [text.replace("} → {", "") for _, text in CHINESE]  # what was, and what is
    bare = [text for text in said if signs.search(text) and not re.search(f"[{HAN}]", text)]
    assert bare == []
