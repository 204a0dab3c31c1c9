"""Parts that patterns of free wording share."""

import re

LOOK = (
    "(?:(?:给|让)?我(?:先|再|来|想|要)?(?=[看查列发打显来]))?(?:看一?看|看一?下|看|查一?查"
    "|查一?下|查"
    "|查看|查询|列一?下|列出|列|打开|显示|告诉我"
    "|发一?下|发|来一?份|发一?份|要一?份|来个)?(?:一下)?(?:给我)?(?:我)?"
)
WE = "(?:我们?|咱们?|本|我们?部门|咱们部门|本部门|我们?单位|本单位|我部|我们?处|本处室)"
SHOW = (
    "(?:(?:show|list|give|tell|get|see|display|view|open|check|send|find)(?: me| us)?"
    "(?: all)? ?)?(?:the |my |our |all |any )*"
)
WHEN = (
    "(?:今天|今日|明天|最近|近期|近来|本周|这周|这个?星期|本月|这个?月|下周|下个?月|近几天|这几天|这两天"
    "|未来几天|接下来)"
)
THINGS = "(?:(?:工作)?任务|事项|工作|项目|活儿?|事儿?|条目)"
ITEMS = "(?:tasks?|items?|things|ones|work|stuff)"
DIGEST = "(?:周报|简报|通报|工作简报|工作周报|每周简报|每周周报)"
DIGEST_EN = "(?:weekly )?(?:digest|brief|briefing|summary|newsletter|digests|report)"


def either(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
