"""审计: a file is named by the start of its digest, why it was not read in words."""

from bot.model.audit import AuditEntry, person_object
from tests.bot.world import NOW, World

DIGEST = "5ecf1b92b8cd" + "0" * 52


async def test_a_file_that_came(world: World) -> None:
    async with world.store.unit() as unit:
        person = next(one for one in await unit.people.people() if one.name == "赵敏")
        for outcome in ("do", "no_responsibility_clause"):
            entry = AuditEntry(
                actor=person_object(person.id),
                channel="telegram private",
                act="import",
                object=f"file:{DIGEST}",
                outcome=outcome,
            )
            unit.audit.note(entry, at=NOW)
    shown = await world.say("赵敏", "审计")
    assert "导入 文件 5ecf1b92b8cd：已执行" in shown
    assert "导入 文件 5ecf1b92b8cd：未读取（无责任分工）" in shown
