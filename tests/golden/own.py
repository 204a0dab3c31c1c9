"""Scenes of the liaisons: what is their own, and what they report."""

from collections.abc import Mapping

from tests.golden.steps import Scene, before, forward, group, later, press, reply, say, wait

REPORTED = before(
    say(
        "张三",
        "24 推进中 征求意见稿已汇总21家意见",
        "24 in progress comments of 21 bodies compiled",
    ),
    say("张三", "报送 24", "report 24"),
    say("张三", "3 11月底前形成送审稿", "3 the draft for approval by the end of November"),
    say("张三", "报送 24 已审签 王处长", "report 24 approved Wang"),
)

OWN: Mapping[str, Scene] = {
    "help": [
        say("张三", "帮助", "help"),
        say("赵敏", "帮助", "help"),
        say("领导", "帮助", "help"),
        say("张三", "帮助 更新", "help update"),
        say("张三", "帮助 天气", "help weather"),
        say("无名", "/start"),
        group("张三", "帮助", "help"),
        say("张三", "帮助 群聊", "help group"),
        say("张三", "帮助 记一条", "help notes"),
    ],
    "bind": [
        *before(
            say("赵敏", "换联络员 财政部 周颖 替换 钱进", "assign MOF 周颖 replacing 钱进"),
            press("赵敏", 0),
        ),
        say("周颖", "绑定 {code}", "bind {code}"),
        group("无名", "绑定 K7QM-2XPA-9TDR-5FHC", "bind K7QM-2XPA-9TDR-5FHC"),
        wait(11, 10, 31, who="赵敏"),
    ],
    "mytasks": [
        *before(say("张三", "60 推进中 展位已确定", "60 in progress booths are fixed")),
        say("张三", "我的任务", "mytasks"),
        say("张三", "我的任务 牵头", "mytasks lead"),
        say("陈静", "我的任务", "mytasks"),
        say("陈静", "我的任务 第2页", "mytasks page 2"),
        say("赵敏", "我的任务", "mytasks"),
        group("张三", "我的任务", "mytasks"),
    ],
    "show": [
        say("张三", "24"),
        say("王芳", "24"),
        say("领导", "24"),
        say("钱进", "12"),
        say("张三", "81"),
        group("张三", "24"),
    ],
    "update": [
        say(
            "张三",
            "24 推进中 征求意见稿已汇总21家意见",
            "24 in progress comments of 21 bodies compiled",
        ),
        press("张三", 0),
        say(
            "张三",
            "24 60% 问题：与司法部分工未定 下一步：11月召开协调会",
            "24 60% problems: duties not settled with MOJ next: a meeting in November",
        ),
        say("张三", "24 推进中\n55 无新进展\n46 滞后", "24 in progress\n55 no news\n46 behind"),
        say("钱进", "68 推进中 基金已设立", "68 in progress the fund is set up"),
        say("张三", "更新 1、10、15、24、37、55 无新进展", "update 1 10 15 24 37 55 no news"),
        press("张三", 0),
        say("赵敏", "46 推进中 已与海关总署核对", "46 in progress checked with Customs"),
        group("张三", "24 推进中", "24 in progress"),
    ],
    "done": [
        say("张三", "55 已完成 标准已印发", "55 done the standard is issued"),
        press("张三", 0),
        say("张三", "55 快完成了", "55 almost done"),
    ],
    "undo": [
        *before(say("张三", "24 推进中 已征求意见", "24 in progress comments asked for")),
        say("张三", "撤销", "undo"),
        say("张三", "撤销", "undo"),
        *before(say("张三", "报送 24 问题：分工未定", "report 24 problems: duties not settled")),
        say("张三", "撤销", "undo"),
    ],
    "history": [
        *before(
            say("张三", "24 推进中 已征求意见", "24 in progress comments asked for"),
            later(
                say("张三", "24 滞后 与司法部分工未定", "24 behind duties are not settled"),
                minutes=5,
            ),
        ),
        say("张三", "记录 24", "history 24"),
        say("张三", "记录 55", "history 55"),
    ],
    "search": [
        say("张三", "搜索 地理标志", "search 地理标志"),
        say("张三", "搜索 海关 打击", "search 海关 打击"),
        say("张三", "搜索 商表", "search 商表"),
        say("张三", "搜索 zscqj 条例", "search CNIPA 条例"),
        say("张三", "搜索 区块链", "search 区块链"),
    ],
    "mytasks_part": [
        say("张三", "我的任务 待报", "mytasks owed"),
        say("张三", "我的任务 牵头 逾期", "mytasks lead overdue"),
        say("陈静", "我的任务 第二章 参与", "mytasks chapter 2 participant"),
        say("张三", "有哪些没报的", "what do we lead"),
    ],
    "correct": [
        *REPORTED,
        *before(say("赵敏", "通过 24", "approve 24")),
        say("张三", "撤销", "undo"),
        say("张三", "更正 24 原文应为20家意见", "correct 24 it should read 20 bodies"),
        say("张三", "记录 24", "history 24"),
        say("张三", "更正", "correct"),
    ],
    "correct_sealed": [
        *REPORTED,
        *before(say("赵敏", "报送期 封存 Q3", "period seal Q3"), press("赵敏", 0)),
        say("张三", "更正 24 原文应为20家意见", "correct 24 it should read 20 bodies"),
        say("张三", "更正 24 撤回", "correct 24 withdraw"),
    ],
    "jot": [
        say("张三", "记一条 已发通知", "jot the notice is out"),
        press("张三", 0),
        *before(say("张三", "24")),
        say("张三", "征求意见稿已印发各地", "the draft for comments went out"),
        press("张三", 0),
    ],
    "due": [
        say("张三", "临期", "due"),
        *before(say("赵敏", "定时限 24 10月18日", "deadline 24 18 Oct")),
        say("张三", "临期", "due"),
    ],
    "overdue": [
        say("张三", "逾期", "overdue"),
        *before(say("赵敏", "定时限 24 10月18日", "deadline 24 18 Oct")),
        later(say("张三", "逾期", "overdue"), days=10),
        press("张三", 1),
        say("张三", "逾期 知识产权局 第二章 第4页", "overdue CNIPA chapter 2 page 4"),
        later(group("张三", "逾期", "overdue"), days=1),
    ],
    "whoami": [
        say("张三", "我是谁", "whoami"),
        say("赵敏", "我是谁", "whoami"),
        *before(
            say("张三", "免打扰 12:00-14:00", "quiet 12:00-14:00"),
            say("张三", "代管 李四 到 10月20日", "hand over 李四 until 20 Oct"),
        ),
        say("张三", "我是谁", "whoami"),
        say("李四", "我是谁", "whoami"),
    ],
    "lang": [say("张三", "语言 en", "lang zh"), say("李四", "语言", "lang")],
    "unbind": [say("王芳", "解绑 Slack", "unbind slack"), say("王芳", "解绑", "unbind")],
    "cancel": [say("张三", "取消", "cancel")],
    "report": [
        say("张三", "报送", "report"),
        *before(
            say(
                "张三",
                "24 推进中 征求意见稿已汇总21家意见",
                "24 in progress comments of 21 bodies compiled",
            )
        ),
        say("张三", "报送 24", "report 24"),
        say("张三", "2 与司法部分工未定", "2 duties are not settled with MOJ"),
        say("张三", "报送 24 已审签 王处长", "report 24 approved Wang"),
        say("张三", "报送 24", "report 24"),
        say("张三", "审签", "sign off"),
        say("张三", "报送 24 撤回", "report 24 withdraw"),
        say("张三", "报送 55 无新进展", "report 55 no news"),
        say("张三", "报送 24", "report 24"),
    ],
    "offline": [
        say("钱进", "已线下报送 12 10月9日", "offline 12 2019-10-09"),
        say("张三", "已线下报送 24", "offline 24"),
    ],
    "digest": [
        *before(say("张三", "24 受阻 与司法部分工未定", "24 blocked duties are not settled")),
        say("张三", "简报", "digest"),
        say("赵敏", "简报 预览", "digest preview"),
    ],
    "subscribe": [say("张三", "订阅", "subscribe"), say("张三", "订阅", "subscribe")],
    "unsubscribe": [say("张三", "退订", "unsubscribe")],
    "remind": [
        say("张三", "提醒 24 下周一上午9点", "remind 24 next Monday 9am"),
        say("张三", "提醒", "remind"),
        say("张三", "提醒 24", "remind 24"),
    ],
    "snooze": [say("张三", "稍后 24 3天", "snooze 24 3d"), say("张三", "稍后 24", "snooze 24")],
    "later": [say("张三", "今天稍后", "later today")],
    "quiet": [
        say("张三", "免打扰 12:00-14:00", "quiet 12:00-14:00"),
        say("张三", "免打扰", "quiet"),
        say("张三", "免打扰 9:00-17:30", "quiet 9:00-17:30"),
    ],
    "handover": [
        say("张三", "代管 李四 到 10月20日", "hand over Li Si until 20 Oct"),
        say("张三", "代管 李四 到 10月20日", "hand over 李四 until 20 Oct"),
        say("张三", "代管", "hand over"),
    ],
    "back": [
        say("张三", "销假", "back"),
        *before(say("张三", "代管 李四 到 10月20日", "hand over 李四 until 20 Oct")),
        say("张三", "销假", "back"),
    ],
    "extend": [
        *before(say("赵敏", "定时限 24 11月30日", "deadline 24 30 Nov")),
        say(
            "张三",
            "延期 24 12月20日 司法部意见尚未返回",
            "extend 24 20 Dec the comments of MOJ are not back",
        ),
        say("张三", "延期 24", "extend 24"),
        say("张三", "延期 55 12月20日 待批复", "extend 55 20 Dec waiting for approval"),
    ],
    "forget": [say("王芳", "注销", "forget"), press("王芳", 0)],
    "reply": [
        say("张三", "24"),
        reply("张三", "征求意见稿已印发各地", "the draft for comments went out"),
        *before(say("张三", "我的任务", "mytasks")),
        reply("张三", "已印发", "it went out"),
        reply("张三", "收到", "noted"),
    ],
    "forward": [
        forward(
            "张三",
            "关于人类遗传资源条例，司法部已反馈意见",
            "MOJ has sent comments on the genetic resources rules",
        ),
        press("张三", 0),
    ],
    "acknowledged": [say("张三", "谢谢", "thanks"), say("张三", "收到", "noted")],
}
