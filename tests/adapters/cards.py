"""Cards as the real bot draws them from the shipped plan, and cards that nobody would wish for."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from bot.messages import Action, Card, Channel, Fact, Heading, Item, Line
from bot.model.person import PersonRole
from bot.ports import PlanPeriod
from store.plan import Register, read_plan, shipped_plan
from tests.bot.world import NOW, World, account_of, make

HOSTILE = (
    "<!channel> <!here> <@U0123ABCD> @everyone #general https://example.com/?a=1&b=<2>",
    "*粗* _斜_ ~删~ `码` ```块``` > 引 :tada: :100: &lt;b&gt; &amp;amp;",
    "长" * 1900,
    "&" * 1900,
    "👍🏽👩‍👩‍👧‍👦𠮷" * 200,
    "`",
    "*",
)
SAID = (
    *(
        "帮助",
        "帮助 更新",
        "帮助 状态",
        "帮助 撤销",
        "帮助 群聊",
        "帮助 保密",
        "我的任务",
        "我是谁",
    ),
    *("我的任务 牵头", "我的任务 2", "我的任务 参与 99", "搜索 知识产权", "搜索 知识产权 第2页"),
    *(
        "搜索 <!channel>",
        "搜索 " + "权" * 60,
        "临期",
        "临期 90天",
        "逾期",
        "记录 24",
        "取消",
        "撤销",
    ),
    *(
        "你好吗",
        "24 快好了",
        "208",
        "24 推进中 101%",
        "全部 完成",
        "重发 1 2",
        "放弃 9",
        "重新处理 3",
    ),
    *("1、2、3、4、5、6 无新进展", "确认", "绑定 K7QM-2XPA-9TDR-5FHC", "12 保密内容说明"),
    *("24 推进中 a\n55 完成\n60 滞后\n999 x\n24 受阻", "/lang en", "help", "/lang zh", "解绑"),
)
SAID_IN_ENGLISH = (
    *("help", "help update", "help status", "help undo", "help groups", "help secrecy", "mytasks"),
    *("mytasks lead", "mytasks 2", "whoami", "search 知识产权", "due", "due 90 days", "overdue"),
    *("history 24", "undo", "what is this", "24 almost", "208", "24 in progress 101%", "all done"),
    *("resend 1", "give up 2", "1 2 3 4 5 6 no news", "24 in progress a\n55 done\n999 x", "cancel"),
    *("extend 24 tomorrow", "bind K7QM-2XPA-9TDR-5FHC", "unbind", "help"),
)
WHO = ("陈静", "赵敏", "领导")  # who leads most, the office, who only reads
LONGEST = 12  # tasks


@asynccontextmanager
async def office(folder: Path) -> AsyncIterator[World]:
    """The bot with the 2019 plan and the people of the small world, two of them English."""
    world = await make(folder / "cards.db", plan=False)
    name, data = shipped_plan()
    draft = read_plan(data, name=name, register=Register.shipped())
    period = PlanPeriod(
        title="2019", starts=date(2019, 1, 1), ends=date(2019, 12, 31), issued_on=None
    )
    async with world.store.unit() as unit:
        await unit.plans.apply(await unit.plans.keep(draft, at=NOW), period, at=NOW)
        [body] = await unit.people.department("知识产权局")
        person = await unit.people.add("Eve", body.id, PersonRole.LIAISON, at=NOW)
        await unit.people.bind(person.id, account_of("Eve"), at=NOW)
    try:
        yield world
    finally:
        await world.store.close()


def shown(folder: Path) -> Sequence[Card]:
    """What the bot answers to every command and to much that is none, notes of all kinds first."""
    return asyncio.run(_shown(folder))


async def _shown(folder: Path) -> Sequence[Card]:
    name, data = shipped_plan()
    draft = read_plan(data, name=name, register=Register.shipped())
    numbers = [str(n) for n, _ in enumerate(draft.tasks, start=1)]
    longest = sorted(numbers, key=lambda n: len(draft.tasks[int(n) - 1].text))[-LONGEST:]
    cards: list[Card] = []
    async with office(folder) as world:

        async def ask(who: str, text: str, channel: Channel = Channel.PRIVATE) -> None:
            answer = await world.answer(who, text, channel=channel, door="https://example.com/d")
            cards.extend(reply.card for reply in answer.replies)

        await ask("Eve", "/lang en")
        for number in longest:
            for note in HOSTILE:
                await ask("赵敏", f"{number} 推进中 60% 进展：{note}")
                await ask("赵敏", f"{number} 问题：{note} 下一步：{note[:300]}")
        for number in longest:
            for who, line in (("赵敏", "记录"), ("陈静", "记录"), ("Eve", "history")):
                await ask(who, number)
                await ask(who, f"{line} {number}")
            await ask("赵敏", number, Channel.GROUP)
        for who in WHO:
            for text in SAID:
                await ask(who, text)
        for text in SAID_IN_ENGLISH:
            await ask("Ann", text)
            await ask("Eve", text)
        for text in SAID:
            await ask("王芳", text, Channel.GROUP)
            await ask("nobody", text)
    return cards


TEXT = st.one_of(
    st.text(max_size=40),
    st.text(st.sampled_from("长<&'\"b𠮷👍\n \t\u202e\u200b\u3000*_~`:>x"), max_size=60).map(
        lambda text: text * (1 + len(text) ** 2 % 50)
    ),
    st.sampled_from([*HOSTILE, "长" * 4000, " ", "\n\n", "", "第24项", "&" * 150]),
)
LINES: st.SearchStrategy[Line] = st.one_of(
    TEXT,
    st.builds(Heading, TEXT),
    st.builds(Fact, TEXT, TEXT),
    st.builds(Item, st.just("24"), TEXT),
)
COMMANDS = st.sampled_from(["24", "24 推进中", "记录 24 第2页", "推" * 21 + "x", "\u202e", " "])
ACTIONS = st.builds(Action, TEXT, COMMANDS, st.booleans())
CARDS = st.builds(
    lambda title, body, times, actions, more: Card(
        title, tuple(body) * times, tuple(actions) * more
    ),
    TEXT,
    st.lists(LINES, max_size=8),
    st.integers(1, 4),
    st.lists(ACTIONS, max_size=8),
    st.integers(1, 9),
)


PLANTED = (  # at the edges of what was thought of
    Card("转", tuple(Heading("题") if n % 2 else f"行{n}" for n in range(400))),
    Card("满", ("&" * 2000,) * 9, tuple(Action("推" * 75, "推" * 21, True) for _ in range(60))),
    Card("多", tuple(map(Heading, "短" * 3000))),
    Card("题" * 145, ("a",)),
    Card("a\nb", ("", "", "x", "")),
    Card("", (Heading("a\u00a0"), Heading("b:c:d"), Heading("\u00ada"), Heading("e"))),
    Card("&" * 5000, ("a",), (Action("x" * 76, "24"),)),
)
