"""The XML around and inside a seal: read strictly, and never at length."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.wecom.envelope import LARGEST, Doctype, fields_of, sealed_in
from tests.adapters.wecom_calls import MADE_TEXT, envelope, pressed, selection

BODY = envelope("AAAA+/==").decode()
TAKEN = [
    ("WeCom's own", BODY),
    ("bare", "<xml><Encrypt>AAAA+/==</Encrypt></xml>"),
    ("in lines", "\n<xml>\n  <A></A>\n <Encrypt>AAAA+/==</Encrypt>\n\t<B>1</B>\n</xml>\r\n"),
    ("declared", '<?xml version="1.0" encoding="UTF-8"?>\n' + BODY),
    ("with what we do not know", BODY.replace("<Encrypt>", "<New>中</New><Encrypt>")),
]


@pytest.mark.parametrize("body", [row[1] for row in TAKEN], ids=[row[0] for row in TAKEN])
def test_the_one_sealed_text_is_found(body: str) -> None:
    assert sealed_in(body.encode()) == "AAAA+/=="


ENCRYPT = "<Encrypt><![CDATA[AAAA+/==]]></Encrypt>"
MALFORMED = [
    ("empty", b""),
    ("no XML", b'{"encrypt": "AAAA"}'),
    ("none", b"<xml><AgentID>1</AgentID></xml>"),
    ("two", BODY.replace(ENCRYPT, ENCRYPT * 2).encode()),
    ("two kinds", BODY.replace(ENCRYPT, ENCRYPT + "<Encrypt>AAAA</Encrypt>").encode()),
    ("one inside another", b"<xml><Encrypt><Encrypt>AAAA</Encrypt></Encrypt></xml>"),
    ("one deeper", BODY.replace(ENCRYPT, f"<a>{ENCRYPT}</a>").encode()),
    ("one behind a comment", BODY.replace(ENCRYPT, f"<!-- -->{ENCRYPT}").encode()),
    ("one in a comment", BODY.replace(ENCRYPT, f"<!--{ENCRYPT}-->").encode()),
    ("one in CDATA", BODY.replace(ENCRYPT, f"<a><![CDATA[{ENCRYPT}]]></a>").encode()),
    ("another case", BODY.replace("Encrypt", "encrypt").encode()),
    ("another name space", BODY.replace("Encrypt", "x:Encrypt").encode()),
    ("attributes", BODY.replace("<Encrypt>", '<Encrypt a="1">').encode()),
    ("attributes of the root", BODY.replace("<xml>", '<xml a="1">').encode()),
    ("another root", BODY.replace("xml>", "root>").encode()),
    ("entities", b"<xml><Encrypt>&#65;AAA</Encrypt></xml>"),
    ("a document type", b"<!DOCTYPE xml [<!ENTITY a 'AAAA'>]>" + BODY.encode()),
    ("CDATA twice", BODY.replace("]]>", "]]><![CDATA[AAAA]]>", 1).encode()),
    ("an end that is none", BODY.replace("</Encrypt>", "</Other>").encode()),
    ("cut", BODY[:-1].encode()),
    ("more behind it", BODY.encode() + b"<xml></xml>"),
    ("text between", BODY.replace(ENCRYPT, ENCRYPT + "x").encode()),
    ("not ASCII", BODY.replace("AAAA", "密").encode()),
    ("UTF-16", BODY.encode("utf-16")),
    ("a byte order mark", b"\xef\xbb\xbf" + BODY.encode()),
    ("zeros", b"\x00" * 1000),
]


@pytest.mark.parametrize("body", [row[1] for row in MALFORMED], ids=[row[0] for row in MALFORMED])
def test_every_other_envelope_is_malformed(body: bytes) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        sealed_in(body)
    assert "AAAA" not in str(caught.value)


ENDLESS = [
    b"<" * LARGEST,
    b" " * LARGEST,
    b"<xml>" + b" " * LARGEST,
    b"<?xml" * (LARGEST // 5),
    b"<xml>" + b"<a></a>" * (LARGEST // 7),
    b"<xml>" + b"<a>" * (LARGEST // 3),
    b"<xml><Encrypt><![CDATA[" + b"]" * LARGEST,
    b"<xml><Encrypt>" + b"A" * LARGEST,
    b"<xml><" + b"a" * LARGEST,
]


@pytest.mark.parametrize("body", ENDLESS, ids=range(len(ENDLESS)))
def test_an_envelope_is_looked_at_once(body: bytes) -> None:
    started = time.process_time()
    with pytest.raises(ValueError, match=r"."):
        sealed_in(body)
    assert time.process_time() - started < 0.5  # some milliseconds; quadratic would be minutes


def test_fields_are_named_by_their_place() -> None:
    assert fields_of(MADE_TEXT.plain) == {
        "ToUserName": "wwa1b2c3d4e5f60718",
        "FromUserName": "zhangsan",
        "CreateTime": "1790000010",
        "MsgType": "text",
        "Content": "/mytasks",
        "MsgId": "7412589630001",
        "AgentID": "1000002",
    }
    place = "<Label> a &lt;b&gt; </Label><Empty/>\n<Poi></Poi>"
    assert fields_of(f"<xml>\n <SendLocationInfo>{place}</SendLocationInfo></xml>") == {
        "SendLocationInfo/Label": " a <b> ",
        "SendLocationInfo/Empty": "",
        "SendLocationInfo/Poi": "",
    }
    made = fields_of(f"<xml>{selection(('who', ['a', 'b']), ('why', []))}</xml>")
    assert made == {
        "SelectedItems/SelectedItem/QuestionKey": "who",
        "SelectedItems/SelectedItem/OptionIds/OptionId": "a",
        "SelectedItems/SelectedItem/OptionIds/OptionId#2": "b",
        "SelectedItems/SelectedItem#2/QuestionKey": "why",
        "SelectedItems/SelectedItem#2/OptionIds": "",
    }


def nested(depth: int) -> str:
    return "<xml>" + "<a>" * (depth - 1) + "</a>" * (depth - 1) + "</xml>"


UNREADABLE = [
    ("empty", ""),
    ("JSON", '{"ToUserName": "wx"}'),
    ("another root", "<root><a>1</a></root>"),
    ("nothing closed", "<xml><a>1</a>"),
    ("two roots", "<xml></xml><xml></xml>"),
    ("a field twice", "<xml><MsgId>1</MsgId><MsgId>2</MsgId></xml>"),
    ("an unknown entity", "<xml><a>&b;</a></xml>"),
    ("a name space", '<xml xmlns:b="c"><b:a>1</b:a></xml>'),
    ("a control character", "<xml><a>\x00</a></xml>"),
    ("half a surrogate pair", "<xml><a>\ud800</a></xml>"),
    ("9 levels", nested(9)),
    ("20 000 levels", "<xml>" + "<a>" * 20_000),
    ("200 000 levels", nested(200_000)),
    ("513 elements", "<xml><a>" + "<b/>" * 511 + "</a></xml>"),
    ("too large", "<xml><a>" + "x" * LARGEST + "</a></xml>"),
    ("too large in bytes", "<xml><a>" + "字" * (LARGEST // 3) + "</a></xml>"),
]


@pytest.mark.parametrize(
    "plain", [row[1] for row in UNREADABLE], ids=[row[0] for row in UNREADABLE]
)
def test_what_is_no_message_says_so_at_once(plain: str) -> None:
    started = time.process_time()
    with pytest.raises(ValueError, match=r".") as caught:
        fields_of(plain)
    assert not isinstance(caught.value, Doctype)
    assert time.process_time() - started < 0.5


def test_as_deep_and_as_much_as_is_allowed() -> None:
    assert fields_of(nested(8)) == {"a/a/a/a/a/a/a": ""}
    assert len(fields_of("<xml><a>" + "<b/>" * 510 + "</a></xml>")) == 510
    longest = LARGEST - len("<xml><a></a></xml>")
    assert len(fields_of(f"<xml><a>{'x' * longest}</a></xml>")["a"]) == longest


BOMBS = [
    ("a bare one", "<!DOCTYPE xml><xml></xml>"),
    ("an entity", '<!DOCTYPE xml [<!ENTITY a "b">]><xml><a>&a;</a></xml>'),
    (
        "a billion laughs",
        '<!DOCTYPE x [<!ENTITY a0 "ha">'
        + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
        + "]><xml>&a9;</xml>",
    ),
    ("a file", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml>&a;</xml>'),
    ("from elsewhere", '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><xml></xml>'),
    ("a parameter", '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/">%a;]><xml></xml>'),
]


@pytest.mark.parametrize("plain", [row[1] for row in BOMBS], ids=[row[0] for row in BOMBS])
def test_nobody_defines_anything(plain: str) -> None:
    started = time.process_time()
    with pytest.raises(Doctype):
        fields_of(plain)
    assert time.process_time() - started < 0.5


@settings(max_examples=300)
@given(st.text(max_size=60), st.lists(st.integers(0, 400), min_size=1, max_size=4))
def test_nothing_else_is_ever_raised(junk: str, places: list[int]) -> None:
    text = pressed("24 已完成", selected=selection(("status", ["done"])))
    for place in places:
        text = text[:place] + junk + text[place + len(junk) :]
    for read, kind in (
        (fields_of, dict),
        (lambda mangled: sealed_in(mangled.encode("utf-8", "surrogatepass")), str),
    ):
        try:
            found = read(text)
        except ValueError:
            continue
        assert isinstance(found, kind)
