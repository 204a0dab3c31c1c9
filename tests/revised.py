"""The shipped plan as a draft, and a revised one in which everything happens."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bot.model.plan import PlanDraft, TaskDraft
from bot.model.task import LeadBasis, Mode
from store.plan import Register, read_plan, shipped_plan


@lru_cache
def document() -> PlanDraft:
    name, data = shipped_plan()
    return read_plan(
        data,
        name=name,
        register=Register.shipped(),
        title=None,
        starts=None,
        ends=None,
        issued_on=None,
    )


def numbered(tasks: Sequence[TaskDraft], sha256: str) -> PlanDraft:
    """Another document with these tasks, numbered from 1."""
    fresh = tuple(replace(one, number=str(n)) for n, one in enumerate(tasks, start=1))
    return replace(document(), tasks=fresh, sha256=sha256 * 32, warnings=())


def made(text: str, *bodies: str, **more: object) -> TaskDraft:
    facts: dict[str, object] = {
        "chapter": document().tasks[0].chapter,
        "section": document().tasks[0].section,
        "mode": Mode.SOLE if len(bodies) == 1 else Mode.LEAD_PARTICIPANTS,
        "leads": bodies[:1],
        "lead_basis": LeadBasis.CLOSING_RULE,
        "departments": bodies,
    }
    return TaskDraft(number=None, text=text, **(facts | more))  # type: ignore[arg-type]


def revised() -> PlanDraft:
    """One more at 5, texts of 33, 58 and 91 edited, 17 led by another, 46 gone, 49 split in two,
    20 and 21 change places with two of another chapter."""
    old = {int(one.number or 0): one for one in document().tasks}
    old[33] = replace(old[33], text=old[33].text.replace("。", "，并做好总结。"))
    old[58] = replace(old[58], text="继续" + old[58].text)
    old[91] = replace(old[91], text=old[91].text[:-6] + "工作机制。")
    leads = ("财政部",)
    old[17] = replace(
        old[17],
        departments=(*leads, *old[17].departments),
        leads=leads,
        mode=Mode.LEAD_PARTICIPANTS,
    )
    here, there = old[20], old[60]
    old[20] = replace(there, chapter=here.chapter, section=here.section)
    old[60] = replace(here, chapter=there.chapter, section=there.section)
    half = len(old[49].text) // 2
    parts = old[49].text[:half] + "。", old[49].text[half:]
    tasks = []
    for number in range(1, 107):
        if number == 5:
            tasks.append(made("建立重点领域专利预警与导航服务平台。", "知识产权局", "科技部"))
        if number == 49:
            tasks += [replace(old[49], text=text) for text in parts]
        elif number != 46:
            tasks.append(old[number])
    return numbered(tasks, "cd")
