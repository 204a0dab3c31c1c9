"""Numbers as people write them: ASCII digits after folding, Chinese numerals."""

DIGITS = "[0-9]{1,20}"
CHINESE = "[〇零一二两三四五六七八九十百千万亿]{1,12}"

_VALUE = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TEN = 10
_BIGGEST = 10**9


def number(word: str) -> tuple[int, ...]:
    """What ``word`` can mean: one number, two for 一百六 (160 or 106), none if it is none.

    Digits are taken one by one; a value too high to matter is cut, not computed.
    """
    if word.isascii():
        digits = word.lstrip("0") or "0"
        if not all("0" <= c <= "9" for c in digits):
            return ()
        return (int(digits),) if len(digits) <= len(str(_BIGGEST)) else (_BIGGEST,)
    if all(c in _VALUE for c in word):
        return _spelt(word)
    return _counted(word)


def _spelt(word: str) -> tuple[int, ...]:
    """一〇六 digit by digit; 三四 without a zero may be "three or four"."""
    if len(word) == 1:
        return (_VALUE[word],)
    if word[0] in "零〇" or not set("零〇") & set(word):
        return ()
    return (int("".join(str(_VALUE[c]) for c in word)),)


def _counted(word: str) -> tuple[int, ...]:
    """一百零六, 百零六, 十二; the unit after a skipped place needs its 零."""
    value, rest, zero, last = 0, word, False, 10_000
    while rest:
        if rest[0] in "零〇":
            if zero or last <= _TEN or value == 0:
                return ()
            zero, rest = True, rest[1:]
            continue
        digit = _VALUE.get(rest[0])
        unit = {"千": 1000, "百": 100, "十": _TEN}.get(rest[1:2] if digit is not None else rest[0])
        if unit is None:
            return _ending(value, digit, rest, last, zero=zero)
        if unit >= last or (zero and unit == last // _TEN):
            return ()
        if digit is None and (value and unit != _TEN):
            return ()
        value += (1 if digit is None else digit) * unit
        rest, last, zero = rest[1 if digit is None else 2 :], unit, False
    return () if zero else (value,)


def _ending(value: int, digit: int | None, rest: str, last: int, *, zero: bool) -> tuple[int, ...]:
    if digit is None or len(rest) != 1:
        return ()
    if zero or last == _TEN:
        return (value + digit,)
    return (value + digit * last // _TEN, value + digit)
