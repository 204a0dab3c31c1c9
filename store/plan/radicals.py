"""Han characters that a document has as radicals: PDF fonts often say ⾰ where 革 is printed."""

import unicodedata

_PLAIN = (
    "⺁厂 ⺇几 ⺌小 ⺎兀 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺛旡 ⺝月 ⺟母 ⺠民 ⺢氺 ⺧牛 ⺩王 ⺪疋"
    " ⺫目 ⺬示 ⺮竹 ⺶羊 ⺷羊 ⺹耂 ⺻聿 ⺼肉 ⺽臼 ⻁虎 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇角 ⻉贝"
    " ⻊足 ⻋车 ⻑長 ⻒镸 ⻓长 ⻔门 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞食 ⻡首 ⻢马"
    " ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀"
    " ⻳龟"
)
"""Radicals of the supplement, which Unicode does not fold, each before its character."""

RADICALS = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
    **{ord(pair[0]): pair[1] for pair in _PLAIN.split()},
}
"""Code points to the ordinary character of the same look."""
