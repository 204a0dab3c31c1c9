"""Numbers as Word and web pages print them in lists."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_CIRCLES = 20
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_MOST = 9999


def counted(number: int, digits: str = _DIGITS, units: str = "千百十") -> str:
    """As one counts in Chinese, 1 to 9999: 十二, 一百〇三."""
    if not 0 < number <= _MOST:
        return str(number)
    text, gap = "", False
    for place, unit in zip((1000, 100, 10, 1), (*units, ""), strict=True):
        digit = number // place % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + unit
        gap = not digit
    ten = digits[1] + units[-1]
    return text[1:] if text.startswith(ten) and digits is _DIGITS else text


def letters(number: int) -> str:
    """a to z, then aa, bb …"""
    if number < 1:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 100)


def roman(number: int) -> str:
    """Upper case."""
    if not 0 < number <= _MOST:
        return str(number)
    text = ""
    for worth, letter in _ROMAN:
        text += letter * (number // worth)
        number %= worth
    return text


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if 0 < number <= _CIRCLES else str(number)


FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            *("chineseCounting", "chineseCountingThousand", "japaneseCounting"),
            *("taiwaneseCounting", "taiwaneseCountingThousand", "ideographEnclosedCircle"),
        ),
        counted,
    ),
    "ideographDigital": lambda n: "".join(_DIGITS[int(digit)] for digit in str(n)),
    "taiwaneseDigital": lambda n: "".join(_DIGITS[int(digit)] for digit in str(n)),
    "japaneseDigitalTenThousand": lambda n: "".join(_DIGITS[int(digit)] for digit in str(n)),
    "chineseLegalSimplified": lambda n: counted(n, _LEGAL, "仟佰拾"),
    "ideographLegalTraditional": lambda n: counted(n, _LEGAL, "仟佰拾"),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": lambda n: f"{n}.",
    "decimalEnclosedParen": lambda n: f"({n})",
    "decimalZero": lambda n: f"{n:02}",
    "upperLetter": lambda n: letters(n).upper(),
    "lowerLetter": letters,
    "upperRoman": roman,
    "lowerRoman": lambda n: roman(n).lower(),
    "none": lambda _: "",
}
"""By the names of Office; what is not here is printed in decimal digits."""
