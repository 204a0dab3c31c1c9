"""``liaison demo``: a story through the real core, on a fresh store, without any account."""

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Unpack

import click

from bot.app import open_database
from bot.cards.plain import plain_text
from bot.cli.ask import How, converse
from bot.cli.common import Refusal, command, echo
from bot.cli.who import department_of
from bot.clocks import FixedClock
from bot.logs import set_up
from bot.messages import Address, Card, Channel, Part, Picture
from bot.model.person import PersonRole
from bot.ports import DeliveryState, PlanPeriod, Store
from bot.settings import Settings
from bot.visible import visible

_START = datetime(2019, 10, 11, 2, 0, tzinfo=UTC)  # 10:00 in Beijing, a Friday
_FRIDAY = datetime(2019, 10, 18, 8, 0, tzinfo=UTC)
_PEOPLE = (
    ("张三", "科技部", PersonRole.LIAISON),
    ("李四", "科技部", PersonRole.DEPUTY),
    ("王芳", "司法部", PersonRole.LIAISON),
    ("陈静", "知识产权局", PersonRole.LIAISON),
    ("赵敏", "office", PersonRole.COORDINATOR),
)
_BEFORE = (
    ("早上十点，科技部联络员张三看看自己的任务。", "张三", "/mytasks"),
    ("知识产权局有 62 项，分页显示。", "陈静", "我的任务"),
    ("第 24 项由科技部、司法部按职责分别负责；司法部打开它。", "王芳", "24"),
    ("张三用一行话报进展。", "张三", "24 推进中 征求意见稿已汇总21家意见"),
    ("打错一个字：先问，不猜。", "张三", "55 进形中"),
    ("说得含糊：也先问。", "张三", "55 快好了"),
    ("一条消息更新两项。", "张三", "10 推进中 60%\n55 推进中 标准草案送审"),
    ("记错了，撤销这条消息写下的全部内容。", "张三", "撤销"),
)
_HELP = """
现在轮到您。直接输入消息，如：24、我的任务、24 已完成、撤销、帮助
换人：/as 司法部    换回：/as 张三    结束：空行"""


@click.command()
@click.option("--once", is_flag=True, help="Only the story, no chat after it.")
@command
async def demo(*, once: bool) -> None:
    """Play the story on a fresh store, then chat if this is a terminal."""
    set_up("error")
    with tempfile.TemporaryDirectory(prefix="liaison-demo-") as folder:
        path = Path(folder) / "demo.db"
        store = await open_database(f"sqlite:///{path}")
        try:
            scene = _Scene(store)
            echo(f"演示数据库：{path}")
            await scene.play()
            if sys.stdin.isatty() and not once:
                await scene.chat()
        finally:
            await store.close()


class _Scene:
    """The stage: a store of its own and a clock that moves with the story."""

    def __init__(self, store: Store) -> None:
        self._store, self._clock = store, FixedClock(_START)
        self._settings = Settings.model_construct()  # the defaults: no .env, no environment

    async def play(self) -> None:
        await self._store.enlist(at=self._clock.now())
        await self._import()
        await self._invite()
        for told, who, text in _BEFORE:
            await self._say(told, who, text)
        await self._press_an_old_button()
        await self._say("看看这一项的全过程。", "张三", "记录 24")
        await self._say("科技部有人用英文。", "李四", "/lang en")
        await self._say("同一张卡片。", "李四", "24")
        await self._say("没有绑定的人什么也看不到。", "unbound", "24")
        await self._digest()

    async def _digest(self) -> None:
        """The weekly digest in the group; its chart stays as a file when the story is over."""
        pictures = list[Picture]()

        def keep(_: Address, card: Card, __: str | None) -> Sequence[Part]:
            if card.picture is not None:
                pictures.append(card.picture)
            return (Part("", card),)

        group = Channel.OTHER
        await self._say("办公室把工作群登记为周报群。", "赵敏", "@联络员 绑定本群", channel=group)
        await self._clock.sleep((_FRIDAY - self._clock.now()).total_seconds() - 60)
        told = "一周以后，周五 16:00：群里的周报。"
        await self._say(told, "赵敏", "@联络员 简报", channel=group, render=keep)
        if not pictures:
            echo("  （没有图表：发 liaison doctor 看怎样装字体）", fg="yellow")
            return
        folder = Path(tempfile.mkdtemp(prefix="liaison-pictures-"))
        path = folder / "digest.png"
        path.write_bytes(pictures[0].png)
        echo(f"  图表（{pictures[0].words}）已存到：{path}")

    async def _import(self) -> None:
        from store.plan import Register, read_plan, shipped_plan  # noqa: PLC0415 - takes a while

        name, data = shipped_plan()
        draft = read_plan(data, name=name, register=Register.shipped())
        period = PlanPeriod(
            title="2019年知识产权战略实施推进计划",
            starts=date(2019, 1, 1),
            ends=date(2019, 12, 31),
            issued_on=None,
        )
        async with self._store.unit() as unit:
            kept = await unit.plans.keep(draft, at=self._clock.now())
            facts = await unit.plans.apply(kept, period, at=self._clock.now())
        pairs = sum(len(task.departments) for task in draft.tasks)
        _tell(f"导入《{facts.title}》：{facts.tasks} 项任务，{pairs} 个任务—部门对。")
        for warning in draft.warnings:
            if warning.code in ("seam_joined", "overlap_removed"):
                echo(f"  第{warning.task}项：{warning.message}")

    async def _invite(self) -> None:
        async with self._store.unit() as unit:
            for name, body, role in _PEOPLE:
                department = await department_of(unit, body)
                await unit.people.add(name, department.id, role, at=self._clock.now())

    async def _press_an_old_button(self) -> None:
        [card] = await self._say("张三打开第 55 项，卡片上有按钮。", "张三", "55")
        await self._say("这时李四先改了状态。", "李四", "55 受阻 等财政部意见")
        told = "张三按下旧卡片上的按钮：不会悄悄盖掉李四的更新。"
        await self._say(told, "张三", "55 推进中", reply_to=str(card.id))

    async def _say(
        self, told: str, who: str, text: str, **how: Unpack[How]
    ) -> Sequence[DeliveryState]:
        if told:
            _tell(told)
            await self._clock.sleep(60)
        answers = await converse(
            self._store, self._settings, self._clock, who=who, text=text, **how
        )
        _show(who, text, answers)
        return answers

    async def chat(self) -> None:
        """Line by line until an empty one; ``/as`` changes the person."""
        echo(_HELP)
        who = "张三"
        while line := (await asyncio.to_thread(_ask_for_line, who)).strip():
            if line.startswith("/as "):
                who = line.removeprefix("/as ").strip()
                continue
            await self._clock.sleep(60)
            try:
                await self._say("", who, line)
            except Refusal as refusal:
                echo(refusal.message, fg="yellow")


def _ask_for_line(who: str) -> str:
    try:
        return input(f"{visible(who)}> ")
    except (EOFError, KeyboardInterrupt):
        return ""


def _tell(sentence: str) -> None:
    echo()
    echo(f"── {sentence}", fg="cyan", bold=True)


def _show(who: str, text: str, answers: Sequence[DeliveryState]) -> None:
    for line in text.splitlines():
        echo(f"{who} ▸ {line}", fg="green")
    for answer in answers:
        title, *body = plain_text(answer.delivery.message.shows, actions=True).splitlines()
        echo(f"  {title}", bold=True)
        for line in body:
            echo(f"  {line}")
