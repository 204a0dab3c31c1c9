"""Why a document is not read: a code and a sentence that says what to do."""


class Refusal(Exception):
    """The document cannot be a plan: ``code`` of the refusal, and a Chinese sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence


def too_large(what: str) -> Refusal:
    """A limit on size is passed; ``what`` names it, as in 文件超过 10 MiB."""
    return Refusal("too_large", f"{what}，未导入。请拆分后再导入。")


def malformed(what: str) -> Refusal:
    """The bytes are not what their format demands; ``what`` says so without a full stop."""
    return Refusal("malformed", f"{what}，未导入。请用原软件打开检查，另存后再导入。")


def unknown_encoding() -> Refusal:
    """The bytes are no text in any encoding that is read."""
    sentence = "无法识别文件的字符编码，未导入。请另存为 UTF-8 的 .txt 后再导入。"
    return Refusal("encoding_unknown", sentence)
