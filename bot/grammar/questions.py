"""Questions as people type them, without a question mark: 咋填, 表在哪, 要不要报, has MOF reported.

Each pattern fills a short text; what may as well be a report of open points is none.
"""

import re

_LONGEST, _LONGEST_ENGLISH = 20, 48
_REPORTS = re.compile(
    "研究|讨论|会商|商[议请定]|论证|明确|解决|确定|协商|沟通|征求|不明|不清|未定|待定|[,;。]"
)
_HAN = re.compile("[㐀-鿿]")
_WHAT = "什么|啥|谁|哪[里儿]?|多少|几号|哪[天个家位]|何处"
_OR_NOT = (
    "要不要|用不用|能不能|可不可以|需不需要|是不是|会不会|该不该|行不行|有没有|应不应该|算不算"
)
_CHINESE = re.compile(
    "(?:怎么|怎样|咋|为什么|为啥|为何|凭什么|凭啥|干嘛|干吗).{0,14}"
    f"|.{{0,12}}(?:{_WHAT})(?:的|啊|呀|呢)?"
    "|.{0,6}到哪(?:里|儿|一?步|个阶段)?了?"
    "|(?:报|填|写|交|发|干|做|看|选|点)(?:些|点)?(?:什么|啥)(?:内容|材料|东西|资料|数据|样子)?"
    "|.{0,10}(?:在|从|到|去)哪(?:里|儿)?(?:下载|填|报|看|找|交|领|改|点|写|查)?"
    f"|(?:我们?|还|到底|你看[下看]?|这个?|那|请问)*(?:{_OR_NOT}).{{0,10}}"
    "|.{0,10}(?:对不对|行不行|好不好|可以不|可不可以|对吧|是吧|对不|行不|中不中|是不是)"
    "|[^0-9]{0,12}(?<![淹沉出埋隐覆湮还])(?:了没有?|没)(?:啊|呀)?|.{0,10}(?:了没有?"
    "|[吗么]|(?<!着)呢)(?:请回复|请回答|请告知|谢谢|啊)?"
    "|.{0,6}(?:是|由)?谁.{1,4}的"
)
_SUBJECT = "i|we|you|they|he|she|it|this|that|there|anyone|anybody|somebody"
_ENGLISH = re.compile(
    "(?!(?:can|could|would|will) you )(?:do|does|did|can|could|should|shall|will|would|may|is"
    f"|are|was|were|am|has|have) (?:{_SUBJECT})(?: .{{1,40}})?"
    "|(?:does|did) (?!it$|not |n't)[a-z]{1,12}(?: .{1,30})?"
    "|has (?!been |not |already |now |just |also )[a-z]{2,6} [a-z]{2,12}(?:ed|done|sent"
    "|answered)(?: .{1,20})?"
    "|(?:which|whose|who|who's|whom|where(?! (?:possible|necessary|needed|appropriate|applicable"
    "|required))|why|what's)(?: .{1,40})?"
    "|what (?:is|are|was|to|do|does|about|if|now|should|can)(?: .{1,40})?"
)
_POINTS = re.compile(
    "[,;.:]|(?<![a-z])(?:agreed|decided|settled|confirmed|clarified|discussed|studied)(?![a-z])"
)


def is_asked(text: str) -> bool:
    """Whether the whole of folded ``text`` is a question, however it is spelt."""
    bare = text.strip(" ,.;:!。~…、?")
    if not bare:
        return False
    if _HAN.search(bare) is None:
        return (
            len(bare) <= _LONGEST_ENGLISH
            and _ENGLISH.fullmatch(bare) is not None
            and not _POINTS.search(bare)
        )
    return (
        len(bare) <= _LONGEST and _CHINESE.fullmatch(bare) is not None and not _REPORTS.search(bare)
    )
