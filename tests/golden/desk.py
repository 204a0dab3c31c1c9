"""Scenes of the coordinating office."""

from collections.abc import Mapping

from tests.golden.files import LEDGER, MINUTES, REVISED
from tests.golden.own import REPORTED
from tests.golden.steps import Scene, before, group, later, press, say, send, wait

_ASKED = [
    *REPORTED,
    *before(
        say("赵敏", "通过 24", "approve 24"),
        say("赵敏", "报送期 封存 Q3", "period seal Q3"),
        press("赵敏", 0),
        say("张三", "更正 24 原文应为20家意见", "correct 24 it should read 20 bodies"),
    ),
]

DESK: Mapping[str, Scene] = {
    "overview": [
        say("赵敏", "总览", "overview"),
        say("领导", "总览", "overview"),
        group("张三", "总览", "overview"),
        *REPORTED,
        say("赵敏", "总览 Q3", "overview Q3"),
        say("领导", "总览 科技部", "overview MOST"),
        say("领导", "总览 第二章", "overview chapter 2"),
    ],
    "dept": [
        say("赵敏", "部门", "dept"),
        say("赵敏", "部门 科技部", "dept MOST"),
        say("赵敏", "部门 海关总署", "dept 海关总署"),
    ],
    "missing": [say("赵敏", "未报", "missing"), say("赵敏", "未报 科技部", "missing MOST")],
    "board": [say("赵敏", "看板", "board")],
    "nudge": [
        say("赵敏", "催办 24 请本周内报送", "nudge 24 please report this week"),
        press("赵敏", 0),
        say("赵敏", "催办 未报", "nudge missing"),
        say("赵敏", "催办", "nudge"),
    ],
    "nudge_answers": [
        *before(say("赵敏", "催办 24 请本周内报送", "nudge 24 please report this week")),
        *before(press("赵敏", 0), wait(11, 10, 31)),
        say("张三", "24 推进中 已形成初稿", "24 in progress a first draft is there"),
        say("王芳", "知道了", "noted"),
        wait(12, 9, 21, who="赵敏"),
    ],
    "digest_list": [
        *before(wait(18, 16, 5)),
        say("赵敏", "简报 1", "digest 1"),
        say("赵敏", "简报 1 清单", "digest 1 list"),
    ],
    "deadline": [
        say("赵敏", "定时限 24 11月30日", "deadline 24 30 Nov"),
        say("赵敏", "定时限 24 清除", "deadline 24 clear"),
        say("赵敏", "定时限 1-8 11月30日", "deadline 1-8 30 Nov"),
    ],
    "approve": [
        *REPORTED,
        say("赵敏", "通过 24", "approve 24"),
        say("赵敏", "通过 24", "approve 24"),
    ],
    "approve_changed": [
        *REPORTED,
        *before(
            later(say("张三", "报送 24 1 补充两家意见", "report 24 1 two more comments"), minutes=5)
        ),
        say("赵敏", "通过", "approve"),
        say("赵敏", "通过 24", "approve 24"),
        press("赵敏", 0),
        say("张三", "报送 24", "report 24"),
    ],
    "return": [
        *REPORTED,
        say("赵敏", "退回 24", "return 24"),
        say("赵敏", "退回 24 请补充存在问题", "return 24 please add the problems"),
        say("张三", "报送 24", "report 24"),
    ],
    "return_told": [
        *REPORTED,
        *before(say("赵敏", "退回 24 请补充存在问题", "return 24 please add the problems")),
        wait(14, 9, 21, who="张三"),
    ],
    "extend_ok": [
        *before(
            say("赵敏", "定时限 24 11月30日", "deadline 24 30 Nov"),
            say("张三", "延期 24 12月20日 意见尚未返回", "extend 24 20 Dec comments are not back"),
        ),
        say("赵敏", "延期", "extend"),
        say("赵敏", "同意延期 24", "extend_ok 24"),
        say("张三", "24"),
        wait(11, 10, 31, who="张三"),
    ],
    "extend_no": [
        *before(
            say("赵敏", "定时限 24 11月30日", "deadline 24 30 Nov"),
            say("张三", "延期 24 12月20日 意见尚未返回", "extend 24 20 Dec comments are not back"),
        ),
        say("赵敏", "不同意延期 24", "extend_no 24"),
        say("赵敏", "不同意延期 24 请按原定时限完成", "extend_no 24 keep to the first date"),
        wait(11, 10, 31, who="张三"),
    ],
    "close": [
        *before(say("张三", "55 已完成 标准已印发", "55 done the standard is issued")),
        say("赵敏", "销号", "close"),
        say("赵敏", "销号 55", "close 55"),
        say("赵敏", "销号 24", "close 24"),
        say("张三", "55 推进中", "55 in progress"),
        wait(11, 10, 31, who="张三"),
    ],
    "reopen": [
        *before(
            say("张三", "55 已完成 标准已印发", "55 done the standard is issued"),
            say("赵敏", "销号 55", "close 55"),
        ),
        say("赵敏", "恢复 55", "reopen 55"),
        say("赵敏", "恢复 24", "reopen 24"),
    ],
    "period": [
        say("赵敏", "报送期", "period"),
        say("赵敏", "报送期 开 Q4", "period open Q4"),
        press("赵敏", 0),
        say("赵敏", "报送期 封存 Q3", "period seal Q3"),
        press("赵敏", 0),
        say("张三", "报送 24 Q3", "report 24 Q3"),
    ],
    "digest_send": [say("赵敏", "简报 发送", "digest send"), press("赵敏", 0)],
    "here": [
        group("赵敏", "绑定本群 科技部", "here MOST"),
        group("赵敏", "停用本群", "here off"),
        say("赵敏", "绑定本群", "here"),
        group("张三", "绑定本群", "here"),
    ],
    "export": [
        say("赵敏", "台账", "export"),
        say("赵敏", "台账 Q3 科技部 csv", "export Q3 MOST csv"),
    ],
    "code": [
        say("赵敏", "绑定码 钱进", "code 钱进"),
        say("赵敏", "绑定码 财政部 企业微信", "code MOF wecom"),
        say("赵敏", "绑定码 海关总署", "code 海关总署"),
    ],
    "assign": [
        say("赵敏", "换联络员 财政部 周颖 替换 钱进", "assign MOF 周颖 replacing 钱进"),
        press("赵敏", 0),
    ],
    "revoke": [say("赵敏", "停用 钱进", "revoke 钱进"), press("赵敏", 0)],
    "restrict": [
        say("赵敏", "线下", "restrict"),
        say("赵敏", "线下 12 是", "restrict 12 yes"),
        say("赵敏", "线下 55 是", "restrict 55 yes"),
        say("赵敏", "线下 55 否", "restrict 55 no"),
    ],
    "calendar": [
        say("赵敏", "工作日", "calendar"),
        say("赵敏", "工作日 增 2019-10-19", "calendar add 2019-10-19"),
    ],
    "audit": [
        *before(say("张三", "24 推进中 已征求意见", "24 in progress comments asked for")),
        say("赵敏", "审计", "audit"),
        say("赵敏", "审计 24", "audit 24"),
    ],
    "resend": [say("赵敏", "重发 1", "resend 1")],
    "giveup": [say("赵敏", "放弃 1", "giveup 1")],
    "redrive": [say("赵敏", "重新处理 1", "redrive 1")],
    "told": [
        *before(
            say("赵敏", "定时限 24 10月18日", "deadline 24 18 Oct"),
            say("张三", "延期 24 10月25日 意见尚未返回", "extend 24 25 Oct comments are not back"),
        ),
        wait(11, 17),
        say("赵敏", "催办 24 请本周内报送", "nudge 24 please report this week"),
        press("赵敏", 0),
        wait(14, 9, 21),
        say("张三", "今天稍后", "later today"),
        wait(15, 14, 1),
        wait(16, 9, 21),
        wait(18, 16, 5),
    ],
    "import": [
        say("赵敏", "导入", "import"),
        send("赵敏", MINUTES),
        *before(say("赵敏", "台账 csv", "export csv")),
        send("赵敏", LEDGER),
        press("赵敏", 0),
        send("张三", REVISED),
        group("赵敏", "导入", "import"),
    ],
    "draft": [
        send("赵敏", REVISED),
        say("赵敏", "计划稿 2 对照表", "plandraft 2 comparison"),
        say("赵敏", "计划稿 2", "plandraft 2"),
        press("赵敏", 0),
        press("赵敏", 0),
        press("赵敏", 1),
        press("赵敏", 0),
        press("赵敏", 0),
        wait(14, 9, 21, who="王芳"),
    ],
    "coord": [
        say("张三", "需协调 24 与司法部职责分工未定", "coord 24 duties are not settled"),
        press("张三", 0),
        later(say("赵敏", "协调", "coord"), minutes=2),
        say("赵敏", "协调 24", "coord 24"),
        say("赵敏", "协调 24 会商 10月20日 在办公室", "coord 24 talks 20 Oct at the office"),
        say("王芳", "协调 24 答复 同意由科技部牵头起草", "coord 24 answer MOST may draft it"),
        say("赵敏", "协调 24 办结 已明确分工", "coord 24 settle duties are clear"),
        press("赵敏", 0),
        wait(11, 10, 30),
    ],
    "announce": [
        say("赵敏", "通知", "announce"),
        say("赵敏", "通知 联络员 请核对通讯录", "announce liaisons please check the address book"),
        press("赵敏", 0),
        say("赵敏", "通知", "announce"),
        wait(14, 9, 21, who="王芳"),
    ],
    "circular": [
        say("赵敏", "通报 Q3", "circular Q3"),
        say("赵敏", "通报 科技部", "circular MOST"),
    ],
    "status": [say("赵敏", "运行状态", "status")],
    "coverage": [
        say("赵敏", "覆盖", "coverage"),
        say("赵敏", "覆盖 未登记", "coverage without liaison"),
    ],
    "code_sheet": [
        say("赵敏", "绑定码 未绑定", "code unbound"),
        say("赵敏", "绑定码 全部 企业微信", "code all wecom"),
        press("赵敏", 0),
    ],
    "feedback": [
        say("张三", "意见", "feedback"),
        say("张三", "意见 提醒来得太早", "feedback the reminders come too early"),
        say("赵敏", "意见", "feedback"),
        press("赵敏", 0),
        say("李四", "意见 群里周报太长", "feedback the digest is too long"),
        wait(14, 9, 21, who="赵敏"),
    ],
    "correct_ok": [
        *_ASKED,
        say("赵敏", "更正", "correct"),
        say("赵敏", "同意更正 24", "correct_ok 24"),
        say("张三", "记录 24", "history 24"),
    ],
    "correct_no": [
        *_ASKED,
        say("赵敏", "不同意更正 24", "correct_no 24"),
        say("赵敏", "不同意更正 24 以报送为准", "correct_no 24 the report stands"),
        wait(11, 10, 31, who="张三"),
    ],
}

FILELESS: dict[str, Scene] = {
    "export": DESK["export"],
    "circular": DESK["circular"],
    "code_sheet": [one for one in DESK["code_sheet"] if one.press is None],
}
"""The same where no file can be sent: nothing is made, and nothing waits to be confirmed."""
