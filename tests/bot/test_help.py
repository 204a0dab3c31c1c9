"""Help: by role, by topic and by what was shown before; every error has a way on."""

import re
from typing import Any

import pytest

from bot.cards import errors, help, topics, ways
from bot.cards.office_topics import OFFICE_TOPICS
from bot.cards.plain import plain_text
from bot.errors import Code, UserError
from bot.grammar import read
from bot.grammar.intent import Act, Context
from bot.grammar.typos import command_meant
from bot.grammar.vocabulary import CHINESE, ENGLISH
from bot.locale import words
from bot.messages import Language
from bot.model.person import PersonRole
from tests.bot.world import NOW, World

LANGUAGES = [words(language) for language in Language]
CONTEXT = Context(now=NOW, highest=106)
SELF = {"help"}  # explains the others
FACTS: dict[str, Any] = {
    "number": 24,
    "text": "x",
    "total": 106,
    "person": "李四",
    "time": "10:01",
    "status": "推进中",
    "mark": "秘密",
    "period": "第三季度",
    "day": "10月25日",
    "reference": "E7F3",
}


@pytest.mark.parametrize("code", Code)
def test_every_error_offers_the_next_step_or_says_why_not(code: Code) -> None:
    """With its facts and with none, in both languages; each button is a line that is read."""
    for say in LANGUAGES:
        for facts in (dict[str, Any](), FACTS):
            error = UserError(code, **facts)
            found = ways.after(say, error)
            assert bool(found) is not (code in ways.NONE), code
            for action in found:
                assert len(action.command.encode()) <= 64
                assert len(action.label) <= 20, action
                [verdict] = read(action.command, CONTEXT)
                assert isinstance(verdict, Act), action
            if facts and code is not Code.UNAVAILABLE:
                assert errors.card(say, error).actions == found


def test_every_command_is_explained_somewhere() -> None:
    every = (*topics.TOPICS, *OFFICE_TOPICS)
    names = set(ENGLISH.values()) | set(CHINESE.values())
    assert set(topics.TOPIC_OF) == names - SELF
    chinese, english = LANGUAGES
    silent = []
    for name in sorted(names - SELF):
        topic = topics.named(name)
        assert topic is not None, name
        assert topic in every
        cards = [help.topic(say, name, PersonRole.COORDINATOR, 24, None) for say in LANGUAGES]
        said = " ".join(map(plain_text, cards))
        known = [word for word in CHINESE if CHINESE[word] == name] + [name.replace("_", " "), name]
        if name not in ("start", "update") and not any(word in said for word in known):
            silent.append(name)
    assert silent == []
    assert english("help") == "help"
    assert chinese("help") == "帮助"


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("帮助 延期", "使用说明：延期"),
        ("帮助 免打扰", "使用说明：提醒"),
        ("帮助 催办", "使用说明：催办"),
        ("help snooze", "使用说明：提醒"),
        ("帮助 我的任务", "使用说明：查看和查找"),
        ("帮助 同意更正", "使用说明：更正"),
        ("帮助 记一条", "使用说明：备注和转发"),
    ],
)
async def test_a_topic_has_many_names(world: World, typed: str, title: str) -> None:
    shown = await world.say("张三", typed)
    assert shown.startswith(f"{title}\n")
    assert ("以上由办公室使用。" in shown) is (title == "使用说明：催办")


def test_every_topic_stands_in_one_line_of_help() -> None:
    named = [topic for _, within in topics.GROUPS for topic in within]
    assert sorted(named) == sorted(one[0][0] for one in (*topics.TOPICS, *OFFICE_TOPICS))


async def test_an_unknown_topic_lists_what_there_is(world: World) -> None:
    shown = await world.say("张三", "帮助 延其")
    assert shown.startswith("没有“延其”的帮助。\n可以看：\n填报：更新、记录内容、报送、")
    assert "[使用说明：延期: 帮助 延期]" in shown
    assert (await world.say("Ann", "help reprots")).endswith(
        "[Help: reports: help report]\n[Help: help]"
    )
    assert "[使用说明：" not in await world.say("张三", "帮助 量子纠缠与平行宇宙")


async def test_help_after_an_error_and_in_a_reply_is_about_that(world: World) -> None:
    assert "[使用说明: 帮助 查找]" in await world.say("张三", "搜索")
    assert (await world.say("张三", "帮助")).startswith("使用说明：查看和查找\n")
    assert (await world.say("张三", "帮助")).startswith("使用说明\n")
    await world.say("张三", "报送 24")
    shown = await world.say("张三", "帮助", reply_to=world.last, pressed=False)
    assert shown.startswith("使用说明：报送\n")
    await world.say("张三", "24")
    shown = await world.say("张三", "帮助", reply_to=world.last, pressed=False)
    assert shown.startswith("使用说明：更新\n")
    await world.say("张三", "我是谁")
    assert "使用说明：账号" in await world.say("张三", "帮助", reply_to=world.last, pressed=False)


@pytest.mark.parametrize("who", ["张三", "李四", "领导", "赵敏", "Ann"])
async def test_six_lines_for_each_role(world: World, who: str) -> None:
    lines = (await world.say(who, "帮助")).splitlines()
    body = [line for line in lines[1:] if not line.startswith("[")]
    assert len({*body}) == len(body)
    more = body[6:]  # where there is more, by what people want to do
    assert more[0].startswith(("更多请发", "More: "))
    assert len(more) - 1 == {"赵敏": 6, "领导": 2}.get(who, 4)
    assert max(map(len, more[1:])) <= 60


async def test_deputies_and_observers_have_their_own(world: World) -> None:
    assert "代管期间全部提醒发给您" in await world.say("李四", "帮助")
    assert "推进中" not in await world.say("领导", "帮助")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("我的任物", "我的任务"), ("报松", "报送"), ("撒销", "撤销"), ("我的任务务", "我的任务")],
)
async def test_a_slip_in_a_chinese_command_names_the_nearest(
    world: World, typed: str, meant: str
) -> None:
    shown = await world.say("张三", typed)
    assert meant in shown


def test_a_slip_may_add_or_drop_a_character() -> None:
    assert command_meant("我任务") == ("我的任务", "mytasks")
    assert command_meant("任务") is None


EMPTY = {
    "我的任务": ("赵敏", "本计划中贵单位没有任务"),
    "临期": ("张三", "没有单项时限到期"),
    "逾期": ("张三", "没有逾期"),
    "记录 10": ("张三", "尚无记录"),
    "撤销": ("张三", "没有可撤销的更新"),
    "搜索 量子": ("张三", "没有"),
    "简报": ("张三", "周"),
    "提醒": ("张三", "提醒"),
    "更正": ("张三", "要更正哪一项？"),
    "简报 37": ("张三", "37"),
    "延期": ("赵敏", "没有"),
}


async def test_where_there_is_nothing_there_is_a_next_step(world: World) -> None:
    bare = []
    for line, (who, said) in EMPTY.items():
        answer = await world.answer(who, line)
        [reply] = answer.replies
        assert said in plain_text(reply.card), line
        if not reply.card.actions and not re.search("请发|例如|如：", plain_text(reply.card)):
            bare.append(line)
    assert bare == []
