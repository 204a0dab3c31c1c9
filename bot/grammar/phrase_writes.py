"""Free wording of what changes something: ``以后每周给我发周报``, ``undo that``."""

import re

from bot.grammar.phrase_parts import DIGEST, DIGEST_EN, either

WRITES: dict[str, re.Pattern[str]] = {
    "undo": either(
        "(?:撤[销消]|撤回|收回|取消|还原)(?:一下)?(?:我)?(?:刚刚?才?|上一?[次步个条]"
        "|最后一?[次步个条]|最近一次|前一[次步个条]|上次|上面)的?"
        "(?:那[个条次]?)?(?:操作|更新|修改|记录|更改|提交|内容|消息)?",
        "(?:我)?(?:刚刚?才?|上一?[次步个条]|上次)的?(?:那[个条次]?)?(?:操作|更新|修改|记录|更改"
        "|提交)?(?:帮我)?(?:给我)?(?:撤[销消]|撤回|取消)(?:掉|一下)?",
        "(?:把)?(?:刚刚?才?|上一?[次步个条])的?(?:更新|操作|修改|那[个条次]"
        "|内容)?(?:给)?(?:撤[销消]"
        "|撤回|取消)(?:掉|了|一下)?",
        "(?:撤[销消]|撤回)(?:操作|更新|修改|一下|它|掉)|(?:刚才)?(?:发|写|填|弄|报"
        "|记)错了,?(?:帮我)?"
        "(?:撤[销消]|撤回)(?:一下)?",
        "(?:undo|revert|take back|roll back|reverse)(?: (?:that|it|this|(?:the |my )?(?:last"
        "|previous|latest)"
        "(?: (?:one|update|change|action|message|entry|thing|step))?|(?:the|my) (?:update"
        "|change)))",
        "take (?:that|it) back",
    ),
    "subscribe": either(
        f"(?:我)?(?:想|要|想要|需要)?(?:订阅|接收|收到?)(?:一下)?(?:每周的?)?{DIGEST}",
        f"(?:我要|我想)?订阅(?:一下)?(?:{DIGEST})?",
        "(?:以后|今后|从现在起|从今天起)(?:请)?(?:每周|每个?星期|每周五|定期)?(?:都)?(?:给我"
        f"|向我)?(?:发|推送|发送|寄)(?:我)?(?:一[份下])?{DIGEST}(?:给我)?",
        f"(?:以后|今后)?(?:请)?(?:每周|每个?星期|每周五|定期)(?:都)?(?:发送?|推送"
        f"|寄)(?:一[份下])?{DIGEST}"
        "(?:给我|到我这里?)?",
        f"(?:请)?每周(?:五)?(?:都)?(?:给我|向我)(?:发|推送|发送)(?:一[份下])?{DIGEST}?",
        f"(?:以后|今后)?(?:请)?(?:每周|每个?星期|每周五|定期)(?:都)?(?:把|将){DIGEST}(?:都)?"
        "(?:发给我|推送给我|发送给我|发我)(?:一[份下])?",
        "(?:subscribe|sign up|sign me up|subscribe me)(?: (?:me|us))?(?: (?:to|for))?(?: the"
        f"| a)? {DIGEST_EN}",
        f"(?:i want to|i'd like to) (?:subscribe|receive|get)(?: to)?(?: the)? {DIGEST_EN}",
        f"send me (?:the |a )?{DIGEST_EN} (?:every|each) (?:week|friday)|subscribe me",
    ),
    "unsubscribe": either(
        "(?:我)?(?:以后|今后)?(?:请)?(?:不要|别|不用|不必|不需要|无需)(?:再)?(?:给我|向我)?"
        f"(?:再)?(?:发|推送|发送|寄)(?:我)?(?:这个|每周的?)?{DIGEST}(?:给我)?了?",
        "(?:我)?(?:不想|不要|不愿|不再|不用)(?:再)?(?:收到?|接收|看|要|订阅)"
        f"(?:每周的?)?{DIGEST}了?",
        "(?:我)?(?:要|想)?(?:取消|停止|退掉|退订|关闭|停掉|停)(?:每周的?)?(?:订阅|推送|接收"
        f"|发送)?(?:的)?{DIGEST}(?:的?订阅|推送)?了?",
        "(?:我)?(?:要|想)?(?:取消|停止|关闭)订阅|我要退订|我想退订|不(?:想)?订阅了",
        f"unsubscribe(?: me)?(?: from)?(?: the)?(?: {DIGEST_EN})?",
        "(?:stop|cancel|no more)(?: sending(?: me)?| my| the| getting)?(?: the| a| my)? "
        f"(?:{DIGEST_EN}|subscription)(?: subscription)?",
        f"(?:do not|don't) send me (?:the |any |any more )?{DIGEST_EN}(?: any ?more| again)?",
    ),
    "unbind": either(
        "(?:我)?(?:要|想|需要|想要)?(?:解绑|解除绑定|取消绑定|解除)(?:我的?|本|当前|这个|此)?"
        "(?:账号|帐号|账户|平台|微信|企业微信|telegram|slack)?",
        "(?:我)?(?:要|想|需要|想要)?(?:解除|取消|解开)(?:我的?|本|当前|这个|此)?(?:账号|帐号|账户"
        "|平台"
        "|微信|企业微信|telegram|slack)的?(?:绑定|关联)",
        "(?:把)?(?:我的?|这个|当前)?(?:账号|账户)(?:的绑定)?(?:解绑|解除绑定|取消绑定|解除|取消)"
        "(?:掉|一下)?",
        "(?:unbind|unlink|disconnect)(?: (?:me|my account|this account|my (?:telegram|slack"
        "|wecom)(?: account)?|account))",
        "(?:remove|delete|cancel) my binding",
    ),
}
