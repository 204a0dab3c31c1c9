"""What a word that is found nowhere was probably meant to be, by what stands in a plan.  Pure."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from bot.words import folded

_FIRST = (
    "啊埃鞍肮凹芭白斑邦苞杯奔崩逼鞭标鳖彬兵玻捕擦猜餐苍操厕层插拆搀昌超车郴撑吃充抽初揣川疮吹春戳"
    "疵聪凑粗蹿摧村磋搭呆耽当刀德蹬堤颠碉跌丁丢东兜督端堆墩掇蛾恩而发藩坊菲芬丰佛否夫噶该干冈篙哥"
    "给根耕工钩辜刮乖棺光瑰辊锅哈骸酣夯壕呵嘿痕哼轰喉呼花槐欢荒灰荤豁击嘉歼僵蕉揭巾荆炯揪鞠捐撅均"
    "喀开刊康考坷肯坑空抠枯夸块宽匡亏坤括垃莱蓝琅捞勒雷棱厘俩联粮撩列琳玲溜龙楼芦驴峦掠抡萝妈埋瞒"
    "芒猫么玫门萌眯棉苗蔑民明谬摸谋拇拿氖南囊挠呢馁嫩能妮蔫娘鸟捏您柠牛脓奴女暖虐挪哦欧啪拍攀乓抛"
    "呸喷砰坯篇飘撇拼乒坡扑期掐牵枪橇切钦青琼秋趋圈缺裙然瓤饶惹壬扔日戎揉茹软蕊闰若撒腮三桑搔瑟森"
    "僧莎筛珊墒梢奢砷声师收蔬刷摔栓霜谁吮说斯松搜苏酸虽孙蓑塌胎坍汤掏特藤梯天挑贴厅通偷凸湍推吞拖"
    "挖歪豌汪威瘟嗡挝巫昔瞎掀相萧楔薪星兄休墟轩靴勋压焉殃邀椰一茵英哟拥幽迂鸳曰耘匝栽咱赃遭责贼怎"
    "增扎摘瞻樟招遮珍蒸芝中舟珠抓拽专桩椎谆捉兹鬃邹租钻嘴尊昨"
)
"""The first character of each syllable among the 3,755 of GB 2312, which stand there by sound."""
_STARTS = [character.encode("gb2312") for character in _FIRST]
_LAST = b"\xd7\xf9"
_TWO, _SHORT, _LONG = 2, 3, 5  # characters
_LONGEST = 20
_CLEARLY = 3  # times as often as the next one
_GLUE = "\n"
_Near = tuple[float, int, int, str]
"""How far, minus how often, how much longer or shorter, what: the smallest is the likeliest."""
_NO_WORD = frozenset("\n，。、；：！？（）《》“”‘’…—,.;:!?()<>\"'")


def sound(character: str) -> int | None:
    """Equal for characters that sound alike, whatever the tone; None for rare ones and letters."""
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return None
    if not _STARTS[0] <= code <= _LAST:
        return None
    return bisect_right(_STARTS, code)


def meant(word: str, texts: Iterable[str]) -> str | None:
    """The part of the folded ``texts`` that ``word`` is a slip of; None if there is none so near.

    One character is another, missing, too many, or two have changed places; of five and more, two
    of them, one of which sounds right.  Two characters are few: the wrong one sounds right, or what
    is meant is by far the most frequent.  Fewer than five letters are no slip of anything.  Of
    several as near the most frequent is taken.
    """
    key = folded(word)
    if not (_LONG if key.isascii() else _TWO) <= len(key) <= _LONGEST or key.isdigit():
        return None
    joined = _GLUE.join(texts)
    slips = 2 if len(key) >= _LONG else 1
    found = _best(key, joined, slips, moved=0)
    if len(key) == _TWO or (found is not None and found[0] < 1):
        return None if found is None else found[3]
    found = _best(key, joined, slips, moved=slips)
    return None if found is None else found[3]


def _best(key: str, joined: str, slips: int, *, moved: int) -> _Near | None:
    """``moved``: how many characters may be missing or too many."""
    ranked = sorted(_near(key, Counter(_windows(key, joined, slips, moved)), slips))
    if not ranked or (len(key) == _TWO and ranked[0][0] >= 1 and not _clear(ranked)):
        return None
    return ranked[0]


def _clear(ranked: Sequence[_Near]) -> bool:
    """Whether the most frequent of them is so by far."""
    often = sorted((-minus for _, minus, _, _ in ranked), reverse=True)
    return often[0] >= _CLEARLY and (len(often) == 1 or often[0] >= _CLEARLY * often[1])


def _near(key: str, counts: Counter[str], slips: int) -> Iterator[_Near]:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - most words are found as they are

    for other, often in counts.items():
        far = OSA.distance(key, other, score_cutoff=slips)
        if not 0 < far <= slips or not _NO_WORD.isdisjoint(other):
            continue
        same = len(key) == len(other)
        heard = _heard(key, other, far) if same else far - (len(other) > len(key)) / 4
        likely = often > 1 or len(key) > _SHORT or len(key) == _TWO
        if heard < 1 or (heard < slips and likely) or (heard == slips == 1 and likely):
            yield heard, -often, abs(len(key) - len(other)), other


def _heard(key: str, other: str, far: int) -> float:
    """The distance, half where what is wrong sounds right; changed places count as heard."""
    wrong = [(a, b) for a, b in zip(key, other, strict=True) if a != b]
    if sorted(key) == sorted(other):
        return far / 2
    alike = sum(sound(a) is not None and sound(a) == sound(b) for a, b in wrong)
    return far - alike / 2


def _windows(key: str, joined: str, slips: int, moved: int) -> Iterator[str]:
    """Parts of the texts that share a piece with ``key``: of so many pieces one must be right."""
    size = len(key)
    edges = [size * n // (slips + 1) for n in range(slips + 2)]
    for begin, end in pairwise(edges):
        at = joined.find(key[begin:end])
        while at >= 0:
            for start in range(max(0, at - begin - moved), at - begin + moved + 1):
                for length in range(size - moved, size + moved + 1):
                    other = joined[start : start + length]
                    if len(other) == length:
                        yield other
            at = joined.find(key[begin:end], at + 1)
    if size == _TWO and (count := joined.count(key[::-1])):
        yield from [key[::-1]] * count
