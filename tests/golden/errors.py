"""A scene for each error that a person can meet."""

from collections.abc import Mapping

from bot.errors import Code
from tests.golden.steps import Scene, before, group, press, say

_MARK = "24 进展：内容（秘密★1年）"

ERRORS: Mapping[Code, Scene] = {
    Code.UNKNOWN_TASK: [say("张三", "208 推进中", "208 in progress")],
    Code.BAD_NUMBER: [say("张三", "更新 0x2b", "task 0x2b")],
    Code.MISSING_TASK: [say("张三", "推进中", "in progress")],
    Code.MISSING_FIELDS: [say("张三", "更新 58", "update 58"), say("张三", "更新", "update")],
    Code.AMBIGUOUS: [
        say("张三", "24 快好了", "24 almost done"),
        say("张三", "24没完成", "24 not done"),
    ],
    Code.UNKNOWN_COMMAND: [
        say("张三", "今天天气不错", "nice weather today"),
        say("张三", "doen 24"),
    ],
    Code.BAD_STATUS: [say("张三", "24 延期", "24 postponed")],
    Code.BAD_PERCENT: [say("张三", "24 120%")],
    Code.CONFLICT: [say("张三", "24 已完成 40%", "24 done 40%")],
    Code.MULTI_TARGET: [say("张三", "全部完成", "all done")],
    Code.BAD_DATE: [say("张三", "提醒 24 2月30日", "remind 24 30 Feb")],
    Code.PAST_DATE: [say("张三", "提醒 24 2018年1月1日", "remind 24 1 Jan 2018")],
    Code.MISSING_QUERY: [say("张三", "搜索", "search")],
    Code.BAD_QUERY: [say("张三", "搜索 ？？", "search ??")],
    Code.TOO_LONG: [say("张三", "24 " + "长" * 2001), say("张三", "24 " + "长" * 4001)],
    Code.CONTROL_CHARS: [say("张三", "done \u202e25")],
    Code.UNSUPPORTED: [say("张三", "sudo done 43")],
    Code.FORBIDDEN: [
        say("张三", "46 推进中", "46 in progress"),
        say("张三", "总览 Q3\n催办 24", "nudge 24"),
        say("领导", "24 推进中", "24 in progress"),
    ],
    Code.RESTRICTED: [say("钱进", "12 推进中 已完成起草", "12 in progress it is drafted")],
    Code.SECRECY: [say("张三", _MARK)],
    Code.STALE: [
        *before(
            say("张三", "24"), say("李四", "24 受阻 分工未定", "24 blocked duties not settled")
        ),
        press("张三", 0),
    ],
    Code.REPEATED: [
        *before(say("张三", "24 推进中 已汇总", "24 in progress comments compiled")),
        say("张三", "24 推进中 已汇总", "24 in progress comments compiled"),
    ],
    Code.CLOSED: [
        *before(say("张三", "55 已完成", "55 done"), say("赵敏", "销号 55", "close 55")),
        say("张三", "55 推进中 补充", "55 in progress more"),
    ],
    Code.SEALED: [
        *before(say("赵敏", "报送期 封存 Q3", "period seal Q3"), press("赵敏", 0)),
        say("张三", "报送 24 Q3 已审签", "report 24 Q3 approved"),
    ],
    Code.NO_REPORT: [say("王芳", "报送 24 Q1", "report 24 Q1")],
    Code.UNSIGNED: [
        say("张三", "报送 24 提交", "report 24 submit"),
        say("张三", "报送 24 已审签", "report 24 approved"),
        *before(say("张三", "24 受阻 已与司法部协商", "24 blocked talks with MOJ")),
        say("张三", "报送 24 已审签 王处长", "report 24 approved Wang"),
    ],
    Code.EXPIRED: [
        say("张三", "确认 ABCDEFGHJKMNPQRSTVWXYZ0123", "confirm ABCDEFGHJKMNPQRSTVWXYZ0123")
    ],
    Code.UNBOUND: [say("无名", "24"), group("无名", "24")],
    Code.BAD_CODE: [say("无名", "绑定 ZZZZ-ZZZZ-ZZZZ-ZZZZ", "bind ZZZZ-ZZZZ-ZZZZ-ZZZZ")],
    Code.MISSING_CODE: [say("无名", "绑定", "bind")],
    Code.PRIVATE_ONLY: [group("无名", "绑定 K7QM-2XPA-9TDR-5FHC", "bind K7QM-2XPA-9TDR-5FHC")],
    Code.NOTHING_TO_UNDO: [say("张三", "撤销", "undo")],
    Code.NO_PLAN: [say("张三", "24")],
}
"""``Code.UNAVAILABLE`` needs a store that is away; ``Code.NO_PLAN`` is played without a plan."""
