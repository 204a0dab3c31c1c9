"""Makes a message comparable: a folded copy to match on, and the way back to what was typed."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_SPACES = frozenset("\t\u2028\u2029\u3164")
_INVISIBLE = frozenset("\u00ad\u034f\u180e\u200b\u200c\u200d\u2060\ufeff\u20e3")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_PLAIN = str.maketrans("‘’“”‐‑‒–—−〜～", "''\"\"------~~")
# Traditional characters of the words that commands are made of, and their simplified forms.
_TRADITIONAL = str.maketrans(
    "務項號條銷歷記錄進報結辦綁碼訂閱語總覽單滯後協調開啟動狀態沒還嗎麼時間個們門簡週臨過備註問題難"
    "請幫煩謝將為設標詳詢檢尋選說確認誰審計運導賬帳戶離線與關聯係來發給複復讓點兩這樣場萬億幾參牽頭領"
    "負責職應該換編漢體達變緩續處終極額圖書實際現產權經濟據專無貴屬產讀寫顯顧儘盡東於並歡從長當據擾環讚內禮鐘國慶節",
    "务项号条销历记录进报结办绑码订阅语总览单滞后协调开启动状态没还吗么时间个们门简周临过备注问题难"
    "请帮烦谢将为设标详询检寻选说确认谁审计运导账账户离线与关联系来发给复复让点两这样场万亿几参牵头领"
    "负责职应该换编汉体达变缓续处终极额图书实际现产权经济据专无贵属产读写显顾尽尽东于并欢从长当据扰环赞内礼钟国庆节",
)
_UNFOLDED = ("<super>", "<sub>", "<fraction>")
_PUNCTUATION = " \t.,;:!~。、·•…\"'`*_)]}】」』〉"
_OPENING = " \t,;!。、·•…\"'`*_([{【「『"
_NONCHARACTER = 0xFFFE  # the last two places of each plane
_BROKEN = "\ufffd"  # stands where folding would join two numbers into a third


@dataclass(frozen=True, slots=True)
class Line:
    """One line: ``folded`` is matched, ``original`` is stored.

    ``origin[i]`` is where in ``original`` the folded character ``i`` came from; one more entry
    marks the end.  ``hidden``: it holds characters that nobody types; ``broken``: some of them
    are half characters or NUL, which no store can keep.
    """

    original: str
    folded: str
    origin: tuple[int, ...]
    hidden: bool = False
    broken: bool = False

    def text(self, start: int, end: int | None = None) -> str:
        """What was typed between two places of ``folded``: NFC, trimmed, otherwise unchanged.

        From 0 on it is the line from its beginning, with the brackets that ``folded`` leaves out.
        """
        begin = self.origin[start] if start else 0
        stop = len(self.original) if end is None else self.origin[end]
        return unicodedata.normalize("NFC", self.original[begin:stop]).strip()

    def typed(self, part: str) -> str:
        """What was typed where ``folded`` first has this part; the part where it never has."""
        start = self.folded.find(part) if part else -1
        return part if start < 0 else self.text(start, start + len(part))

    @property
    def bare(self) -> str:
        """``folded`` without the punctuation that ends it; a question mark is meaning."""
        return self.folded.rstrip(_PUNCTUATION)


def lines(text: str) -> Iterator[Line]:
    """The lines of a message that hold anything at all, in order."""
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        line = _line(raw)
        if line.folded or line.hidden:
            yield line


def _line(raw: str) -> Line:
    characters: list[str] = []
    origin: list[int] = []
    for at, cluster in _clusters(raw):
        folded = _fold(cluster)
        if folded == " " and characters and characters[-1] == " ":
            continue
        if characters and _would_join(cluster[0], folded, characters[-1]):
            folded = _BROKEN + folded
        characters.extend(folded)
        origin.extend([at] * len(folded))
    whole = "".join(characters)
    last = len(whole.rstrip())
    first = min(last, len(whole) - len(whole.lstrip(_OPENING)))
    origin.append(len(raw))
    return Line(
        raw,
        whole[first:last],
        tuple(origin[first : last + 1]),
        hidden=any(map(_is_control, raw)),
        broken=any(c == "\0" or "\ud800" <= c <= "\udfff" for c in raw),
    )


def _clusters(raw: str) -> Iterator[tuple[int, str]]:
    """Each character with the combining marks that follow it: they are composed together."""
    start = 0
    for at in range(1, len(raw) + 1):
        if at == len(raw) or not unicodedata.combining(raw[at]):
            if raw:
                yield start, raw[start:at]
            start = at


def _fold(cluster: str) -> str:
    """One character is looked up; a composed one is made anew, it may be of any length."""
    return _fold_one(cluster) if len(cluster) == 1 else _compose(cluster)


@lru_cache(maxsize=8192)
def _fold_one(character: str) -> str:
    if character in _INVISIBLE or _is_selector(character):
        return ""
    if character in _SPACES or unicodedata.category(character) == "Zs":
        return " "
    if unicodedata.decomposition(character).startswith(_UNFOLDED):
        return character
    return _compose(character)


def _compose(cluster: str) -> str:
    folded = unicodedata.normalize("NFKC", cluster).translate(_PLAIN).translate(_TRADITIONAL)
    return folded.lower()


def _would_join(character: str, folded: str, before: str) -> bool:
    """①② are two numbers and never 12: enclosed and circled ones stay apart."""
    if not before.isdigit() or not folded[:1].isdigit():
        return False
    return unicodedata.decomposition(character).startswith(("<circle>", "<compat>"))


def _is_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def _is_control(character: str) -> bool:
    """C0 but for tab, DEL, C1, bidirectional controls, lone surrogates, noncharacters."""
    return (
        (unicodedata.category(character) in ("Cc", "Cs") and character != "\t")
        or character in _BIDI
        or "\ufdd0" <= character <= "\ufdef"
        or ord(character) & _NONCHARACTER == _NONCHARACTER
    )
