"""A plan that was revised, as the upload of its file leaves it, and the answers that it needs."""

import re
from dataclasses import replace

from bot.model.plan import PlanDraft, TaskDraft
from bot.model.task import LeadBasis, Mode
from tests.bot.world import NOW, World

OFFICE = "赵敏"


async def keep(world: World, draft: PlanDraft) -> int:
    """What the upload of a file ends with."""
    async with world.store.unit() as unit:
        return await unit.plans.keep(draft, at=NOW)


async def revised(world: World) -> int:
    """One more at 5, 24 edited, 55 led by another, 46 gone, 10 half rewritten, a new name in 60."""
    async with world.store.view() as unit:
        first = await unit.revisions.draft(1)
    assert first is not None
    tasks = {int(one.number or 0): one for one in first.tasks}
    tasks[24] = replace(tasks[24], text=tasks[24].text.replace("组织编制", "抓紧编制"))
    tasks[10] = replace(
        tasks[10], text="加强国家科技计划全流程的知识产权管理，研究推动重大专项评估。"
    )
    tasks[55] = replace(tasks[55], leads=("财政部",), departments=("财政部", "科技部"))
    tasks[60] = replace(tasks[60], departments=("商务部", "外国专家局"))
    del tasks[46]
    fresh = TaskDraft(
        number=None,
        text="建立重点领域专利预警与导航服务平台。",
        chapter=tasks[5].chapter,
        section=None,
        mode=Mode.LEAD_PARTICIPANTS,
        leads=("科技部",),
        lead_basis=LeadBasis.CLOSING_RULE,
        departments=("科技部", "财政部"),
    )
    order = [*(tasks[n] for n in range(1, 5)), fresh, *(tasks[n] for n in tasks if n >= 5)]
    numbered = tuple(replace(one, number=str(n)) for n, one in enumerate(order, start=1))
    draft = replace(first, sha256="cd" * 32, name="修订稿.docx", tasks=numbered)
    return await keep(world, draft)


def button(card: str, label: str) -> str:
    found = re.search(rf"\[{re.escape(label)}: (.*)\]", card)
    assert found is not None, card
    return found[1]


async def answered(world: World, id: int) -> str:
    """The preview in which nothing is open any more."""
    card = await world.say(OFFICE, f"计划稿 {id}")
    card = await world.say(OFFICE, button(card, "新单位：外国专家局"))
    return await world.say(OFFICE, button(card, "第 10 项即新稿 11"))
