"""What stands behind 解绑: nothing, or the platform on which somebody is known no longer."""

import re

from bot.grammar import speech
from bot.grammar.intent import Act, Intent, Verdict
from bot.grammar.opening import Arguments
from bot.grammar.words import words
from bot.messages import Platform

PLATFORMS = {
    **{platform.value: platform for platform in Platform},
    **dict.fromkeys(words("tg 电报"), Platform.TELEGRAM),
    **dict.fromkeys(words("企业微信 企微 微信"), Platform.WECOM),
    **dict.fromkeys(words("网页 浏览器 browser"), Platform.WEB),
    "命令行": Platform.CONSOLE,
}
"""By the names that people type."""
_ACCOUNT = re.compile("(?:我的?|my |the )|(?:的|上)?(?:账号|帐号|账户|绑定| ?account| ?one)")
_NAMED = re.compile("|".join(sorted(map(re.escape, PLATFORMS), key=len, reverse=True)))


def unbind(a: Arguments) -> Verdict | None:
    """``[platform]``."""
    rest = speech.without_manners(speech.without_tail(a.rest))
    bare = _ACCOUNT.sub("", rest).strip()
    if bare not in PLATFORMS and rest:
        return None
    return Act(Intent(name="unbind", platform=PLATFORMS.get(bare)))


def platform_named(text: str) -> Platform | None:
    """The platform that a sentence about one's account speaks of; ``text`` is folded."""
    found = _NAMED.search(text)
    return PLATFORMS[found[0]] if found else None
