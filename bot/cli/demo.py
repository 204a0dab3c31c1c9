"""``liaison demo``: a story through the real core, on a fresh store, without any account."""

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Unpack

import click

from bot.app import Parts, assemble, open_database
from bot.cards.plain import plain_text
from bot.cli import story
from bot.cli.ask import How, converse
from bot.cli.common import Refusal, command, echo
from bot.cli.showing import in_browser, show_in_browser
from bot.cli.who import account_of, department_of
from bot.clocks import FixedClock, midnight
from bot.logs import set_up
from bot.messages import Address, Card, Channel, Platform
from bot.painting import painted
from bot.ports import Clock, DeliveryState, Occurrence, PlanPeriod, Store
from bot.settings import Settings
from bot.visible import visible

_START = datetime(2019, 10, 11, 2, 0, tzinfo=UTC)  # 10:00 in Beijing, a Friday
_MONDAY = datetime(2019, 10, 14, 1, 30, tzinfo=UTC)  # the day before the reports are due
_FRIDAY = datetime(2019, 10, 18, 8, 0, tzinfo=UTC)
_HELP = """
现在轮到您。直接输入消息，如：24、我的任务、24 已完成、撤销、帮助
换人：/as 司法部    换回：/as 张三    结束：空行"""


@click.command()
@click.option("--once", is_flag=True, help="Only the story, no chat after it.")
@click.option("--web", is_flag=True, help="No story: the chat in a browser, until Ctrl+C.")
@command
async def demo(*, once: bool, web: bool) -> None:
    """Play the story on a fresh store, then chat if this is a terminal.

    The chat goes on in a browser, too, at an address that is printed.
    """
    set_up("error")
    with tempfile.TemporaryDirectory(prefix="liaison-demo-") as folder:
        path = Path(folder) / "demo.db"
        store = await open_database(f"sqlite:///{path}")
        try:
            scene = _Scene(store)
            echo(f"演示数据库：{path}")
            if web:
                await scene.prepare()
                await show_in_browser(store, scene.now())
                return
            await scene.play()
            if sys.stdin.isatty() and not once:
                async with in_browser(store, scene.now()) as clock:
                    await scene.chat(clock)
        finally:
            await store.close()


class _Scene:
    """The stage: a store of its own and a clock that moves with the story."""

    def __init__(self, store: Store) -> None:
        self._store, self._clock = store, FixedClock(_START)
        self._moves: Clock | None = None
        self._settings = Settings.model_construct()  # the defaults: no .env, no environment

    def now(self) -> datetime:
        return self._clock.now()

    async def prepare(self) -> None:
        """The plan and its people; nothing was said yet."""
        await self._store.enlist(at=self._clock.now())
        await self._import()
        await self._invite()

    async def play(self) -> None:
        await self.prepare()
        for told, who, text in (*story.QUESTIONS, *story.UPDATES):
            await self._say(told, who, text)
        await self._press_an_old_button()
        await self._say("看看这一项的全过程。", "张三", "记录 24")
        for told, who, text in story.REPORT:
            await self._say(told, who, text)
        await self._say("科技部有人用英文。", "李四", "/lang en")
        await self._say("同一张卡片。", "李四", "24")
        await self._say("没有绑定的人什么也看不到。", "unbound", "24")
        group = Channel.OTHER
        await self._say("办公室把工作群登记为周报群。", "赵敏", "@联络员 绑定本群", channel=group)
        await self._nudge()
        await self._week()
        await self._digest()

    async def _until(self, moment: datetime) -> None:
        await self._clock.sleep((moment - self._clock.now()).total_seconds())

    async def _nudge(self) -> None:
        """The bundle of the day, planned and drawn as it is for whoever has a phone."""
        await self._until(_MONDAY)
        _tell("周一，截止前一天：机器人主动发给张三的唯一一条汇总提醒。")
        parts, found = await self._due()
        async with self._store.unit() as unit:
            now = self._clock.now()
            account = await account_of(unit, "张三", Platform.CONSOLE, at=now)
            to = Address(account.platform, account.tenant, account.user)
            [mine] = [o for o in found if o.kind == "bundle" and str(o.person) == account.user]
            drawing = parts.postman.composer.drawings[mine.kind]
            drawn = await drawing.draw(unit, replace(mine, to=to), now=now)
        assert isinstance(drawn, Card), drawn
        _show_card(drawn)

    async def _due(self) -> tuple[Parts, Sequence[Occurrence]]:
        """One tick: what the rules find."""
        parts, now = assemble(self._store, self._clock, (), self._settings), self._clock.now()
        planned = await parts.planner.look(now=now, midnight=midnight(now, self._settings.zone))
        return parts, planned.found

    async def _week(self) -> None:
        """Many write; only the numbers are told."""
        for who, text in story.WEEK:
            await self._clock.sleep(3600)
            await self._answers(who, text)
        for who, item in story.REPORTED:
            await self._clock.sleep(600)
            await self._answers(who, f"报送 {item} 已审签")
        lines = sum(text.count("\n") + 1 for _, text in story.WEEK)
        _tell(f"这一周，各单位更新了 {lines} 项，报送了 {len(story.REPORTED)} 张。")

    async def _digest(self) -> None:
        """The weekly digest of the group; its chart stays as a file when the story is over."""
        await self._until(_FRIDAY)
        _tell("周五 16:00：群里的周报。")
        parts, found = await self._due()
        [digest] = [one for one in found if one.kind == "digest"]
        composer = parts.postman.composer
        async with self._store.view() as unit:
            finish = await composer.slow[digest.kind].look(unit, digest, now=self._clock.now())
        assert not isinstance(finish, str)
        async with self._store.unit() as unit:
            card = await finish(unit)
        assert card.sketch is not None
        await composer.painter.paint(card.sketch)
        shown = painted(card, composer.painter)
        _show_card(shown)
        if shown.picture is None:
            echo("  （没有图表：发 liaison doctor 看怎样装字体）", fg="yellow")
            return
        path = Path(tempfile.mkdtemp(prefix="liaison-pictures-")) / "digest.png"
        path.write_bytes(shown.picture.png)
        echo(f"  图表（{shown.picture.words}）已存到：{path}")

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
            for name, body, role in story.PEOPLE:
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
        files: list[Path] = []
        how["files"] = files
        answers = await self._answers(who, text, **how)
        _show(who, text, answers)
        for path in files:
            echo(f"  文件已存到：{path}")
        return answers

    async def _answers(self, who: str, text: str, **how: Unpack[How]) -> Sequence[DeliveryState]:
        clock = self._moves or self._clock
        return await converse(self._store, self._settings, clock, who=who, text=text, **how)

    async def chat(self, clock: Clock) -> None:
        """Line by line until an empty one; ``/as`` changes the person.  The clock goes on."""
        self._moves = clock
        echo(_HELP)
        who = "张三"
        while line := (await asyncio.to_thread(_ask_for_line, who)).strip():
            if line.startswith("/as "):
                who = line.removeprefix("/as ").strip()
                continue
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
        _show_card(answer.delivery.message.shows)


def _show_card(card: Card) -> None:
    title, *body = plain_text(card, actions=True).splitlines()
    echo(f"  {title}", bold=True)
    for line in body:
        echo(f"  {line}")
