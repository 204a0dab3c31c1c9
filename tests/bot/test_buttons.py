"""A button is a command line: each one reads as what its label says."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import lines
from bot.grammar import read
from bot.grammar.intent import Act, Ask, Confirm, Context
from bot.locale import words
from bot.messages import Language
from bot.model.task import Status
from bot.model.update import Change
from tests.bot.world import NOW, World

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "commands_A.json"
CONTEXT = Context(now=NOW, highest=106)
TEXTS = st.sampled_from(
    [None, "征求意见稿已汇总21家意见", "drafts collected", "3 家单位已反馈", "快好了"]
)
SAID = ["我的任务", "24", "记录 24", "临期", "逾期", "我是谁", "帮助", "帮助 更新", "搜索 知识产权"]
SAID += ["24 推进中", "撤销", "55 快好了", "46 推进中", "doen 24", "你好吗", "取消", "/lang zh"]


@given(
    language=st.sampled_from(Language),
    refs=st.sets(st.integers(1, 106), min_size=1, max_size=8),
    status=st.sampled_from([None, *lines.STATUS_WORDS]),
    percent=st.none() | st.integers(0, 100),
    progress=TEXTS | st.just("无新进展"),
    problems=TEXTS,
    next_steps=TEXTS,
)
def test_a_line_that_we_write_asks_for_exactly_the_change(
    *,
    language: Language,
    refs: set[int],
    status: Status | None,
    percent: int | None,
    progress: str | None,
    problems: str | None,
    next_steps: str | None,
) -> None:
    if status is Status.DONE and percent not in (None, 100):
        percent = None
    change = Change(
        status=status, percent=percent, progress=progress, problems=problems, next_steps=next_steps
    )
    if change == Change():
        return
    numbers = tuple(sorted(refs))
    line = lines.update(words(language), numbers, change)
    [verdict] = read(line, CONTEXT)
    assert isinstance(verdict, Confirm if len(refs) > 5 else Act), line
    intent, got = verdict.intent, verdict.intent.change
    assert intent.tasks == numbers
    assert (Status.DONE if intent.name == "done" else got.status) is status, line
    assert got.percent == percent, line
    assert got.progress == progress, line
    assert (got.problems, got.next_steps) == (problems, next_steps), line


@pytest.mark.parametrize("who", ["张三", "Ann", "陈静", "赵敏", "领导"])
async def test_every_button_reads_as_one_act(world: World, who: str) -> None:
    found = 0
    for text in SAID:
        answer = await world.answer(who, text)
        for action in (action for reply in answer.replies for action in reply.card.actions):
            verdicts = read(action.command, CONTEXT)
            assert len(verdicts) == 1
            verdict = verdicts[0]
            report = isinstance(verdict, Act) and verdict.intent.name == "report"
            kind = Ask if action.opens and not report else Act  # asks for what there is to say
            assert isinstance(verdict, kind), action
            found += 1
    assert found > 25


async def test_pages_are_turned_by_their_buttons(world: World) -> None:
    shown = await world.say("陈静", "搜索 事项")
    assert "第 1/10 页" in shown
    onward = shown.split("[下一页: ")[1].split("]")[0]
    assert "第 2/10 页" in await world.say("陈静", onward)


@pytest.mark.skipif(not CORPUS.exists(), reason="the practice corpus is not here")
async def test_every_practice_message_gets_an_answer_within_limits(world: World) -> None:
    cases = json.loads(CORPUS.read_text("utf8"))["cases"]
    assert len(cases) > 300
    for case in (case for case in cases if case["chat"] == "private"):
        text = case.get("text")
        if text is None:
            parts = case["text_gen"]
            text = parts["prefix"] + parts["repeat"] * parts["times"] + parts["suffix"]
        before = len(await world.updates())
        answer = await world.answer("张三", text)
        expected = case["expect"]["class"]
        if expected in ("clear-error", "ack", "ignore", "confirm") and not case.get("debatable"):
            assert len(await world.updates()) == before, case["id"]
        if expected == "clear-error":
            assert answer.replies, case["id"]
        for reply in answer.replies:
            assert len(reply.card.title) < 300, case["id"]
        if text.strip() in ("解绑", "unbind", "/unbind"):
            await world.rebind("张三")
        world.now += timedelta(seconds=1)
