"""Files that the office sends in: a revised plan, minutes, a ledger with two cells changed."""

from store.plan import shipped_plan

LEDGER, MINUTES, REVISED = "台账.csv", "会议纪要.txt", "2019年推进计划（修订稿）.txt"


def content(name: str, made: bytes) -> bytes:
    """``made``: the file that the bot sent last."""
    if name == LEDGER:
        text = made.decode("utf-8-sig")
        for before, after in (("未启动", "推进中"), ("Not started", "In progress")):
            text = text.replace(f',"{before}",', f',"{after}",', 2)
        return text.encode("utf-8-sig")
    if name == MINUTES:
        return "会议纪要\n10月9日，会议听取了各部门的情况汇报，讨论了下一步工作。\n".encode()
    text = shipped_plan()[1].decode()
    text = text.replace("16.推动知识产权认证体系建设。", "16.推动知识产权认证体系和标准体系建设。")
    return text.replace(
        "配套实施细则。（科技部、司法部按职责分别负责）",
        "配套实施细则。（科技部、司法部、国家数据局按职责分别负责）",
    ).encode()
