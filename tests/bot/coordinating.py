"""A request for coordination, as 张三 makes it, and what the bot says of it."""

from tests.bot.world import World

OFFICE = "赵敏"
ASK = "需协调 24 与司法部职责分工条款尚待明确 涉及单位：司法部"
ASKED = """\
已申请协调 · 第24项 → 受阻/需协调
事由：与司法部职责分工条款尚待明确
涉及单位：司法部
接下来：办公室将答复、约会商、转有关单位或列入会议议题，每一步都会告知您。
将告知：赵敏
张三（科技部） 10:00
该内容已放入第三季度草稿，无需重复填报
[撤销: 撤销]
[查看第 24 项: 24]
[补充下一步: 报送 24 下一步：]
[去报送: 报送 24]"""


async def pending(world: World) -> int:
    async with world.store.view() as unit:
        return len(await unit.coordinations.pending(1))
