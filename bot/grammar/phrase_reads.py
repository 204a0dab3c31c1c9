"""Free wording of questions: ``有没有逾期的``, ``what's on my plate``."""

import re

from bot.grammar.phrase_parts import DIGEST, DIGEST_EN, ITEMS, LOOK, SHOW, THINGS, WE, WHEN, either

READS: dict[str, re.Pattern[str]] = {
    "mytasks": either(
        f"{LOOK}{WE}(?:现在|目前|手上|手头|手里|名下|这边|部门|单位|还|都|自己|负责|牵头"
        f"|承担)*的?{THINGS}"
        "(?:列表|清单|有哪些|有什么|都有哪些|有多少|情况)?",
        f"(?:现在|目前|今天|眼下)?{LOOK}{WE}(?:这里|这儿|现在|目前|今天|手上|手头|手里|名下|这边|还"
        f"|都)*(?:有|负责|牵头|要做|要办|承担"
        "|需要做|该做|得做)了?"
        f"(?:的|着)?(?:哪些|什么|啥|多少|几个)?(?:要做的?|要办的?|没做的?"
        f"|没办的?)?{THINGS}?(?:要做|要办"
        "|没报|没完成)?",
        f"{LOOK}{WE}(?:现在|目前|还|都)*(?:负责|牵头|承担|管)的?(?:有)?(?:哪些|哪几|什么|几)"
        "(?:个|项|条|件|些)?(?:任务)?(?:的)?",
        f"{LOOK}{WE}(?:的)?(?:待办|任务清单)(?:事项|列表|清单)?(?:有哪些|有什么)?",
        f"(?:把|将){WE}(?:现在|目前|负责|牵头|全部|所有)*的?(?:待办)?(?:{THINGS}|待办)(?:列表"
        f"|清单|情况)?"
        "(?:都)?(?:发给我|发我|列出来|列一下|给我|调出来|显示出来)(?:看看|看一下|一下|一份)?",
        f"{LOOK}{WE}(?:现在|目前|还|都)*(?:要|需要?|该|应该?|得)?(?:处理|办理?|做|跟进|落实|承办"
        f"|承担|负责|牵头)的"
        f"(?:全部|所有)?{THINGS}(?:列表|清单|有哪些|有什么)?",
        f"{LOOK}(?:手头|手上|手里|名下)(?:上|里)?的?(?:全部|所有)?{THINGS}(?:列表|清单|有哪些"
        f"|有什么)?",
        f"{WE}(?:现在|目前|今天|接下来)?(?:还)?(?:该|要|得|应该|需要)(?:干|做|办)(?:点"
        f"|些)?(?:什么|啥|哪些)(?:事|活|任务)?儿?",
        f"{LOOK}{WE}的?(?:全部|所有)的?(?:待办)?{THINGS}(?:列表|清单|有哪些|有什么)?",
        f"{LOOK}(?:哪些|什么){THINGS}(?:是|归){WE}(?:负责|牵头|管)?的?",
        f"{LOOK}(?:任务|待办)(?:列表|清单|一览|事项)?",
        f"{LOOK}(?:全部|所有)?(?:待办|本部门任务|本单位任务|部门任务)(?:事项|列表|清单)?"
        "(?:有哪些)?",
        f"{SHOW}(?:my|our) (?:open |current |own )?(?:tasks?|items?|work|to-?dos?|task list"
        "|to-?do list|assignments)",
        f"{SHOW}(?:task list|list of tasks|tasks list|todo list|to-?dos?)",
        f"{SHOW}{ITEMS} (?:that are )?(?:assigned to|for|given to|belonging to) (?:me|us)",
        "what(?:'s| is| are)? (?:on )?(?:my|our) (?:tasks?|items?|plate|list|to-?dos?"
        "|assignments)(?: now)?",
        f"(?:what|which) {ITEMS} (?:do (?:i|we) have|are (?:mine|ours)|am i responsible for"
        "|are assigned to (?:me|us))",
        "what (?:do (?:i|we) (?:have|need) to do|am i responsible for|do (?:i|we) have(?: to do)?)",
        "what(?:'s| is) (?:assigned to (?:me|us)|on my plate)",
    ),
    "overdue": either(
        f"{LOOK}(?:有没有|有无|还有没有|有|哪些|还有哪些|有哪些|都有哪些|哪个|什么|有什么|有啥"
        f"|哪几[项个条]|有哪几[项个条]|还有什么|有几[个项]|有多少)?"
        "(?:任务|事项|工作)?(?:是)?"
        "(?:已经?)?(?:逾期|超期|过期|延误|拖期)了?的?"
        f"(?:未完成)?(?:的)?{THINGS}?(?:有哪些|有吗?|清单|列表|情况|有没有|有多少)?",
        "(?:有|已经?)?(?:逾期|超期|过期)(?:了)?没有?",
        f"{LOOK}{WE}(?:有没有|有哪些|有|的)?(?:任务)?(?:已经?)?(?:逾期|超期|过期)了?的?{THINGS}?"
        "(?:有哪些)?",
        f"{SHOW}(?:overdue|late)(?: {ITEMS})?(?: list)?",
        f"(?:is |are )?(?:there )?any(?:thing| {ITEMS})?(?: that(?:'s| is| are))? ?(?:overdue"
        f"|late)(?: {ITEMS})?",
        f"(?:what|which)(?:'s| is| are| {ITEMS} are| {ITEMS} is)? (?:the |my |our )?(?:already "
        f"|now )?(?:overdue"
        f"|late)(?: {ITEMS})?(?: now)?",
        f"(?:which|what|how many|any) of (?:my|our|the|these) {ITEMS} (?:is|are) (?:already "
        "|now )?(?:overdue|late)",
        "(?:do (?:i|we) have|have (?:i|we) got) any(?:thing)? overdue(?: tasks| items)?",
        "am i (?:late|overdue)(?: on anything| with anything)?",
    ),
    "due": either(
        f"{LOOK}(?:最近|近期|本周|这周|这个?星期|本月|这个?月|下周|近几天|这几天|马上|快|快要"
        "|即将|就要|临近|将要)(?:有)?(?:哪些|什么)?"
        "(?:任务)?(?:要|该|需要)?(?:到期|截止|交|报|完成|提交|上报|交的|到时间|到时限|到期限)了?的?"
        f"(?:的)?{THINGS}?(?:有哪些|有什么|有几[项个件]|有|清单|列表)?",
        f"{LOOK}{WHEN}(?:都)?(?:有)?(?:什么|哪些)?(?:任务"
        "|事项)?(?:要|该|需要)(?:交|报|办|完成|提交|上报|到期)(?:的)?"
        "(?:什么|哪些|啥)?(?:任务|事项|材料)?",
        f"{LOOK}{WHEN}?(?:有什么|有没有|有哪些|哪些|什么|有)?(?:任务|事项)?"
        "(?:最近|近期|本周|这周|马上|快|快要|即将|就要|要|临近)"
        f"(?:要)?(?:到期|截止|到时间|到时限|到期限|交|报)了?的?{THINGS}?",
        f"{LOOK}(?:临期|即将到期|快到期|将到期|临近时限|临近截止)的?{THINGS}?(?:有哪些|清单|列表)?",
        f"{LOOK}(?:最近的)?(?:截止日期|截止时间|时限|到期时间|时间节点)",
        "(?:季报|报送单?)(?:截止|到期)?(?:日期|时间)?(?:是|在)?(?:什么时候|何时|哪天|几号)"
        "(?:截止|到期|交)?|(?:什么时候|啥时候|何时|哪天|几号)(?:要|该|前)?(?:截止|到期|(?:交"
        "|报送?|上报|提交)"
        "(?:季报|报告|材料|报送单|进展)?)",
        "(?:离|距离?)?(?:季报|报送)?(?:截止|到期)?(?:还有|还剩)(?:几|多少)天(?:截止|到期|了)?",
        f"{SHOW}(?:upcoming|coming|approaching|next|near(?:est)?)(?: due)? ?(?:deadlines?"
        f"|due dates?|{ITEMS})?",
        f"{SHOW}(?:deadlines?|due dates?)(?: coming up| soon| this week| this month)?",
        f"(?:what|which)(?:'s| is| are| {ITEMS} are)? (?:coming )?(?:due|up)(?: soon| next| now"
        "| this week| next week| this month| in the"
        " (?:next|coming) (?:days|weeks?))?",
        f"{SHOW}{ITEMS} (?:that are )?(?:due|coming up)(?: soon| this week| next week"
        "| this month)?",
        "(?:is there |is )?anything (?:due|coming up)(?: soon| this week| next week| this month)?",
        "what (?:do|have) (?:i|we) (?:have|got) (?:due|coming up)(?: soon| next| this week| this"
        " month)?",
        "due (?:soon|this week|next week|this month)",
    ),
    "digest": either(
        f"{LOOK}(?:给我)?(?:本周|这周|上周|最新|最近|今天|这一?期|上一?期|最新一期|这个星期)?的?"
        f"(?:一份)?(?:的)?{DIGEST}",
        f"{LOOK}{DIGEST}(?:给我|发我|发给我)?(?:看看|看一下|一份)?",
        f"(?:把)?(?:本周|这周|最新)?的?{DIGEST}(?:发给我|发我|给我)(?:看看|一下|一份)?",
        f"{SHOW}(?:this week's |last week's |latest |current |newest )?{DIGEST_EN}"
        "(?: for this week| of the week)?",
    ),
    "remind": either(  # what waits, each with its button
        "(?:取消|删除|关闭|关掉|查看|看看?)(?:我的)?(?:已设的?)?提醒(?:列表"
        "|清单)?(?: ?第?[0-9]{1,3}项?)?",
        "(?:取消|删除|关闭|关掉)(?:掉)?第?[0-9]{1,3}[项号]?的?提醒",
        "(?:cancel|delete|show|list)(?: my| the)? reminders?(?: (?:for|of|about) (?:item "
        "|#)?[0-9]{1,3})?",
    ),
    "missing": either(
        f"{LOOK}(?:还有)?(?:谁|哪些?(?:个|几?家)?(?:单位|部门|人)|哪几?家)(?:都)?(?:还)?"
        "(?:没有?|未)(?:报送?|交|上报|填报)(?:季报|报送单|材料)?",
        "who (?:is (?:still )?missing|(?:has not|hasn't) (?:yet )?reported(?: yet)?"
        "|still owes?(?: a report| reports)?)",
        f"{LOOK}(?:现在|目前|本季度?)?(?:还有|都有)?(?:谁|哪些?(?:个|几个|几家|家)?(?:单位|部门)"
        "|哪几家)"
        "(?:现在|目前)?(?:还|都)*(?:没有?|未)(?:上?报送?|交|填报?)(?:报告|季报|材料)?了?的?",
        "who(?:'s| is| has|se|)?(?: still)?(?: not|n't| hasn't| has not)(?: yet)? (?:reported"
        "|submitted)"
        "(?: yet)?|which (?:departments|ministries|agencies) (?:have not|haven't) (?:reported"
        "|submitted)(?: yet)?",
    ),
    "whoami": either(
        f"{LOOK}{WE}(?:现在|目前|当前)?(?:绑定?|登录|属于|代表)了?(?:的)?(?:是)?(?:了)?(?:哪些"
        "|哪几?个"
        "|哪一?家|什么|哪)?"
        "(?:部门|单位|账号|身份|平台|人)?",
        f"{LOOK}{WE}(?:现在|目前|当前)?(?:是|是哪个|的)(?:谁|哪个|哪一?家|什么)?(?:部门|单位|账号"
        "|身份|人|角色|权限|信息|绑定信息|资料|联络员)的?",
        f"{LOOK}{WE}的?(?:账号|帐号|账户|微信)(?:现在|目前)?绑定?(?:的|了)?(?:是)?(?:谁|哪个|什么"
        f"|哪一?家)(?:部门|单位|人)?",
        f"{LOOK}(?:我的)?(?:绑定|账号|身份|个人)(?:信息|情况|状态|资料)",
        f"{WE}是谁|我(?:现在|目前)?(?:绑定|登录)的?是(?:谁|哪个?(?:人|账号|部门|单位)?)",
        f"{SHOW}(?:who am i|account|profile|identity|my account|my profile)",
        "what(?:'s| is) my (?:account|profile|identity|role|department|name)",
        "(?:which|what) (?:department|account|agency|ministry|unit)(?: am i| do i)(?: using| on"
        "| bound to| in| from| with| represent| belong to"
        "| linked to| registered (?:as|with))?",
        "who (?:am i|do you think i am)(?: logged in as| bound as| here)?",
        "am i bound",
    ),
    "help": either(
        "(?:我)?(?:不会|不懂|不知道|不明白|不清楚)(?:怎么)?(?:用|使用|操作|弄)",
        "(?:这个?机器人|这个?|你|机器人)?(?:怎么|如何|咋)(?:用|使用|操作|填报?|报|更新|弄)(?:啊"
        "|呢|的)?",
        "(?:怎么|如何|咋)(?:用|使用|操作)(?:这个|这东西|你|它|机器人)|你是(?:谁|什么|哪位"
        "|干什么的|做什么的)",
        "(?:这个|机器人)?(?:都)?(?:有|支持)(?:哪些|什么|啥)(?:命令|指令|功能|用法)(?:可用|可以用)?",
        "(?:命令|指令|功能|操作)(?:列表|清单|说明|一览|大全|有哪些)?",
        "(?:你|机器人|这个)?(?:都)?(?:能|会|可以)(?:做|干|帮我做|帮我干)?(?:些?什么|啥|嘛|哪些事?)",
        f"{LOOK}(?:使用|操作|用户)?(?:帮助|说明|手册|指南|教程|指引)|(?:使用|操作)?(?:方法|步骤"
        f"|用法)",
        "(?:需要|求|我要|我需要|给点)?帮助(?:一下)?|求助|帮我|帮帮我|帮帮忙|帮个忙|帮一下我|(?:功能"
        "|使用|命令|用法)(?:介绍|说明)|教教我|教我怎么用|新手指?[南引]",
        "i need (?:some )?help|help me|how (?:do|can|should) i use (?:this|you|it|the bot)(?: bot"
        "| thing)?",
        "how does (?:this|it|the bot|this bot|this thing) work|how to use(?: this| it| the bot"
        "| this bot)?",
        "(?:what|which) (?:can (?:you|i) do(?: here)?|commands(?: are there| are available| exist"
        "| can i use| do you "
        "(?:have|know|support))?|do you do)",
        f"{SHOW}(?:commands?|command list|list of commands|instructions|usage|manual|guide"
        "|options|help|menu)",
        "what are (?:the|your) (?:commands|options)|i (?:don't know|do not know"
        "|don't understand) how (?:to use|this works)(?: this| it)?",
    ),
}
