"""The words that open a line: every command by its English name, with its other names."""

from bot.grammar.words import words

# English name: ASCII names, after "/" or at the start of a line; Chinese names.
_TABLE: dict[str, tuple[str, str]] = {
    "help": ("help commands menu", "帮助 菜单 使用说明 使用帮助 说明"),
    "start": ("start", ""),
    "bind": ("bind", "绑定 绑定码"),
    "unbind": ("unbind", "解绑 解除绑定 取消绑定"),
    "whoami": ("whoami me", "我是谁 我 我的身份 我的信息 我的账号"),
    "mytasks": (
        "mytasks tasks todo",
        "我的任务 待办 本部门任务 任务列表 任务清单 我的待办 待办任务",
    ),
    "show": (
        "show view open details",
        "查看任务 查看 查询 查询一下 查一下 查一查 查下 查 查查 看一下 看一看 看看 看下 看"
        " 打开 显示 状态 详情 了解一下",
    ),
    "update": ("update upd progress", "更新 进度"),
    "jot": ("jot", "记一条"),
    "note": ("note", "进展 备注"),
    "done": ("done finish finished complete completed", "完成 办结"),
    "report": ("report", "报送 报送单 填报"),
    "due": ("due upcoming", "临期 即将到期 临期任务"),
    "overdue": ("overdue late", "逾期 逾期任务 超期"),
    "coord": ("coord", "需协调 协调 申请协调"),
    "extend": ("extend", "延期"),
    "offline": (
        "offline",
        "已线下报送 已经线下报送 线下已报送 已线下报送了 已经线下报送了 线下报送了 线下报过了",
    ),
    "undo": ("undo revert", "撤销 撤消 撤回"),
    "correct": ("correct", "更正"),
    "correct_ok": ("correct_ok", "同意更正"),
    "correct_no": ("correct_no", "不同意更正"),
    "history": ("history log trail", "历史记录 历史 记录"),
    "search": ("search find", "搜索 查找 检索 搜"),
    "remind": ("remind", "提醒 我的提醒"),
    "snooze": ("snooze", "稍后"),
    "subscribe": ("subscribe", "订阅周报 订阅简报 订阅"),
    "unsubscribe": ("unsubscribe", "退订周报 退订简报 退订 取消订阅"),
    "digest": ("digest brief", "本周简报 本周周报 简报 周报"),
    "later": ("later", "今天稍后"),
    "handover": ("handover", "代管 转交"),
    "back": ("back", "销假"),
    "quiet": ("quiet", "免打扰"),
    "lang": ("lang language", "语言"),
    "feedback": ("feedback", "意见"),
    "forget": ("forget", "注销"),
    "confirm": ("confirm", "确认"),
    "cancel": ("cancel", "取消"),
    "overview": ("overview", "总览"),
    "coverage": ("coverage", "覆盖 联络覆盖 覆盖情况"),
    "dept": ("dept", "部门"),
    "missing": ("missing", "未报"),
    "board": ("board", "看板"),
    "nudge": ("nudge", "催办 催一下"),
    "deadline": ("deadline", "定时限"),
    "approve": ("approve", "通过"),
    "return": ("return", "退回"),
    "extend_ok": ("extend_ok", "同意延期"),
    "extend_no": ("extend_no", "不同意延期"),
    "close": ("close", "销号"),
    "reopen": ("reopen", "恢复"),
    "period": ("period", "报送期"),
    "announce": ("announce", "通知"),
    "import": ("import", "导入"),
    "draft": ("plandraft", "计划稿"),
    "export": ("export ledger", "台账 导出台账"),
    "circular": ("circular", "通报 通报稿 生成通报稿"),
    "code": ("code", ""),
    "assign": ("assign", "换联络员 登记"),
    "revoke": ("revoke", "停用"),
    "restrict": ("restrict", "线下"),
    "calendar": ("calendar", "工作日"),
    "status": ("status", "运行状态"),
    "audit": ("audit", "审计"),
    "resend": ("resend", "重发"),
    "giveup": ("giveup", "放弃"),
    "redrive": ("redrive", "重新处理"),
    "here": ("here", "绑定本群 停用本群"),
}
READS = frozenset(
    words(
        "help mytasks show search history due overdue digest whoami overview missing dept audit"
        " export"
    )
)
"""Commands that change nothing: a typing error in one of these is no danger."""

ALONE = frozenset(words("whoami undo subscribe unsubscribe back forget board later"))
"""Commands that take no arguments: with words behind it, the line is something else."""

ENGLISH = {word: name for name, (english, _) in _TABLE.items() for word in words(english)} | {
    "task": "show",
    "my_tasks": "mytasks",
}
CHINESE = {word: name for name, (_, chinese) in _TABLE.items() for word in words(chinese)}
PHRASES = {
    "my tasks": "mytasks",
    "my task": "mytasks",
    "task list": "mytasks",
    "who am i": "whoami",
    "give up": "giveup",
    "later today": "later",
    "hand over": "handover",
}
"""English names of more than one word."""
