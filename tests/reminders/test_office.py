"""Between departments and the office: who asked hears the answer, who reported why it came back."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.app import assemble
from bot.bell import Bell
from bot.cards.plain import plain_text
from bot.messages import Address, Card, Part, Platform
from bot.model.report import ReportState
from bot.model.task import DeadlineKind
from bot.ports import Route
from bot.settings import Settings
from reminders.composing import Composer
from reminders.corrections import CorrectedDrawing, CorrectionDrawing
from reminders.delivery import Postman
from reminders.office import ExtendedDrawing, ExtensionDrawing, ReturnedDrawing
from tests.bot.reported import reported
from tests.bot.test_corrections import seal
from tests.bot.world import World, make
from tests.world import BOT, FakeClock, FakePlatform

OFFICE = "赵敏"
SHANGHAI = ZoneInfo("Asia/Shanghai")
ROUTE = Route(platform=Platform.TELEGRAM, tenant=BOT)


class Phone(FakePlatform):
    """Shows whole cards, with their buttons."""

    def render(self, to: Address, card: Card, *, replacing: str | None = None) -> tuple[Part, ...]:
        return (Part(plain_text(card, actions=True), card),)


class Post:
    """The world of the conversation, and a postman who brings what was planned."""

    def __init__(self, world: World) -> None:
        self.world, self.phone = world, Phone()
        drawings = {
            "extension": ExtensionDrawing(SHANGHAI),
            "extended": ExtendedDrawing(SHANGHAI),
            "returned": ReturnedDrawing(SHANGHAI),
            "correction": CorrectionDrawing(SHANGHAI),
            "corrected": CorrectedDrawing(SHANGHAI),
        }
        self.man = Postman(
            world.store,
            FakeClock(world.now),
            {ROUTE: self.phone},
            Bell(),
            composer=Composer(drawings),
        )

    async def brought(self) -> list[tuple[str, str]]:
        """To whom, and what it says; then it is forgotten."""
        await self.man.drain()
        got, self.phone.got = self.phone.got, []
        return got

    async def states(self, kind: str) -> list[str]:
        async with self.world.store.view() as unit:
            rows = await unit.outbox.some(range(1, 200))
        return [row.state for row in rows if row.delivery.key.startswith(f"{kind}:")]


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    due = (date(2019, 11, 30), DeadlineKind.EXPLICIT, "11月底前")
    world = await make(tmp_path / "liaison.db", dues={24: due})
    yield Post(world)
    await world.store.close()


async def test_the_office_hears_at_once_and_who_asked_hears_the_answer(post: Post) -> None:
    await post.world.say("张三", "延期 24 12月20日 征求意见范围扩大")
    assert await post.brought() == [
        (
            OFFICE,
            "延期申请 · 第24项\n"
            "推进《人类遗传资源管理条例》立法进程…\n"
            "时限：11月30日（文件：“11月底前”）\n"
            "申请延至：12月20日\n"
            "事由：征求意见范围扩大\n"
            "状态：未启动\n"
            "张三（科技部）\n"
            "[同意延期 24: 同意延期 24]\n"
            "[不同意延期 24: 不同意延期 24]\n"
            "[查看第 24 项: 24]",
        )
    ]
    await post.world.say(OFFICE, "同意延期 24 12月15日 不再延长")
    assert await post.brought() == [
        (
            "张三",
            "延期已获同意 · 第24项\n"
            "推进《人类遗传资源管理条例》立法进程…\n"
            "时限：原定 11月30日，批准延至 12月15日\n"
            "您申请的是 12月20日。\n"
            "办公室答复：不再延长\n"
            "[查看第 24 项: 24]",
        )
    ]
    assert await post.brought() == []


async def test_a_correction_of_a_sealed_period_passes_both_ways(post: Post) -> None:
    await seal(post.world)
    await post.brought()
    await post.world.say("张三", "更正 24 应为21家")
    await post.world.say("李四", "更正 24 应为22家")
    assert await post.brought() == [
        (
            OFFICE,
            "更正申请 · 第24项\n"
            "推进《人类遗传资源管理条例》立法进程…\n"
            "报送期：第三季度\n"
            "更正：应为22家\n"
            "李四（科技部）\n"
            "[同意更正: 同意更正 24]\n"
            "[不同意更正: 不同意更正 24]\n"
            "[历史记录: 记录 24]\n"
            "[查看第 24 项: 24]",
        )
    ]
    assert sorted(await post.states("correction")) == ["sent", "superseded"]
    await post.world.say(OFFICE, "不同意更正 24 以原文为准")
    [(who, shown)] = await post.brought()
    assert who == "李四"
    assert shown.startswith("您的更正未获同意 · 第24项\n")
    assert "第三季度报送单不改。\n办公室答复：以原文为准\n" in shown


async def test_what_was_decided_or_replaced_meanwhile_is_not_asked_any_more(post: Post) -> None:
    await post.world.say("张三", "延期 24 12月20日 征求意见范围扩大")
    await post.world.say("李四", "延期 24 12月25日 等批复")
    [(_, shown)] = await post.brought()
    assert "申请延至：12月25日" in shown
    assert sorted(await post.states("extension")) == ["sent", "superseded"]
    await post.world.say("Ann", "extend 24 28 Dec still waiting")
    await post.world.say(OFFICE, "不同意延期 24 按原定时限")
    assert await post.brought() == [
        (
            "Ann",
            "Your extension is declined · item 24\n"
            "推进《人类遗传资源管理条例》立法进程…\n"
            "Due: 30 Nov (document: “11月底前”)\n"
            "Answer: 按原定时限\n"
            "[Show item 24: 24]",
        )
    ]


async def test_who_submitted_hears_why_it_came_back(post: Post) -> None:
    await reported(post.world, 24, "司法部", ReportState.SUBMITTED, by="王芳")
    await post.world.say(OFFICE, "退回 24 缺少数据")
    assert await post.brought() == [
        (
            "王芳",
            "第三季度报送单被退回 · 第24项\n"
            "推进《人类遗传资源管理条例》立法进程…\n"
            "退回意见：缺少数据\n"
            "请修改后再报送，10月15日（周二）截止。\n"
            "[重新报送: 报送 24]\n"
            "[查看第 24 项: 24]",
        )
    ]


async def test_a_report_that_was_sent_again_is_not_told_of(post: Post) -> None:
    await reported(post.world, 24, "司法部", ReportState.SUBMITTED, by="王芳")
    await post.world.say(OFFICE, "退回 24 缺少数据")
    await reported(post.world, 24, "司法部", ReportState.SUBMITTED, by="王芳")
    assert await post.brought() == []
    assert await post.states("returned") == ["superseded"]
    await post.world.say(OFFICE, "退回 24 仍缺")
    [(_, shown)] = await post.brought()
    assert "退回意见：仍缺" in shown


async def test_somebody_else_of_the_department_hears_when_who_asked_has_gone(post: Post) -> None:
    await post.world.say("张三", "延期 24 12月20日 征求意见范围扩大")
    await post.brought()
    await post.world.say("张三", "解绑")
    assert "将告知：Ann（科技部）" in await post.world.say(OFFICE, "同意延期 24")
    [(to, _)] = await post.brought()
    assert to == "Ann"


async def test_without_a_bound_office_the_request_waits_in_its_list(post: Post) -> None:
    await post.world.say(OFFICE, "解绑")
    shown = await post.world.say("张三", "延期 24 12月20日 征求意见范围扩大")
    assert "办公室暂无人绑定，申请已列入其待办，请电话告知。" in shown
    assert await post.brought() == []
    await post.world.rebind(OFFICE)
    assert "延期申请 1 件" in await post.world.say(OFFICE, "延期")


async def test_the_program_knows_how_to_draw_all_of_them(post: Post) -> None:
    parts = assemble(post.world.store, FakeClock(), [FakePlatform()], Settings.model_construct())
    drawn = {"extension", "extended", "returned", "correction", "corrected"}
    assert drawn <= set(parts.postman.composer.drawings)
