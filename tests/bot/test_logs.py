"""What reaches the log."""

import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from bot.logs import redact, set_up

TOKEN = "123456789:AAF-canary_canary_canary_canary_ca"
CANARY = "hunter2canary"
PLANTED = [
    f"https://api.telegram.org/bot{TOKEN}/getMe",
    TOKEN,
    f"postgresql://user:{CANARY}@host/db",
    f"redis://:{CANARY}@host",
    f"xoxb-123-456-{CANARY}",
    f"xoxe.xoxp-1-{CANARY}",
    f"xapp-1-A0-1-{CANARY}",
    f"https://q.test/gettoken?corpid=ww1&corpsecret={CANARY}&x=1",
    f"https://q.test/send?access_token={CANARY}",
    f"https://q.test/robot?key={CANARY}",
    f"Authorization: Bearer {CANARY}",
    f"{{'Authorization': '{CANARY}'}}",
    f'{{"authorization": "Basic {CANARY}"}}',
    f"[(b'authorization', b'Bearer {CANARY}')]",
    f"sent bearer {CANARY}",
]


class Terminal(io.StringIO):
    """A stream that people read."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    root, hook = logging.getLogger(), sys.excepthook
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    sys.excepthook = hook


@pytest.fixture(params=[io.StringIO, Terminal], ids=["file", "terminal"])
def stream(request: pytest.FixtureRequest) -> io.StringIO:
    made: io.StringIO = request.param()
    set_up("debug", made)
    return made


def last(stream: io.StringIO) -> Any:
    return json.loads(stream.getvalue().splitlines()[-1])


@pytest.mark.parametrize("planted", PLANTED)
def test_a_secret_appears_nowhere(stream: io.StringIO, planted: str) -> None:
    log = logging.getLogger("some.part")
    log.info(planted)
    log.info("said %s and %r", planted, {"header": planted})
    log.info("extra", extra={"address": planted, "more": [planted], "deep": {"a": planted}})
    try:
        try:
            raise ValueError(f"cannot open {planted}")
        except ValueError as error:
            raise RuntimeError(planted) from error
    except RuntimeError:
        log.exception("failed")
    log.warning("stack %s", planted, stack_info=True)
    logged = stream.getvalue()
    assert "failed" in logged
    assert "RuntimeError" in logged
    assert "canary" not in logged


def test_a_field_with_a_telling_name_is_hidden_whatever_is_in_it(stream: io.StringIO) -> None:
    log = logging.getLogger("some.part")
    log.info("x", extra={"token": CANARY, "bot_secret": CANARY, "Authorization": [CANARY]})
    log.info("x", extra={"tries": 3})
    assert CANARY not in stream.getvalue()
    assert stream.getvalue().count("[secret]") == 3


def test_what_is_no_secret_stays() -> None:
    for text in ("delivery 17 of telegram:7 at 2019-10-11T10:00:00", "monkey=1", "10:30 24 推进中"):
        assert redact(text) == text


def test_an_event_is_one_json_object_with_its_fields_and_traceback() -> None:
    stream = io.StringIO()
    set_up("info", stream)
    log = logging.getLogger("some.part")
    log.debug("not this")
    try:
        raise ValueError("两\n行")
    except ValueError:
        log.exception("event %s\nfailed", 7, extra={"platform": "telegram", "count": 2})
    assert len(stream.getvalue().splitlines()) == 1
    told = last(stream)
    assert list(told)[:4] == ["timestamp", "level", "logger", "event"]
    assert told["timestamp"].endswith("Z")
    assert (told["level"], told["logger"]) == ("error", "some.part")
    assert (told["event"], told["platform"], told["count"]) == ("event 7\nfailed", "telegram", 2)
    assert "ValueError: 两\n行" in told["exception"]


def test_on_a_terminal_an_event_is_one_line_that_cannot_pretend_to_be_two() -> None:
    stream = Terminal()
    set_up("info", stream)
    logging.getLogger("some.part").info(
        "one\n2019-10-11 ERROR \x1b[2Jtwo", extra={"count": 2, "name_of": "a\nb"}
    )
    [line] = stream.getvalue().splitlines()
    assert "INFO" in line
    assert line.endswith("some.part  one\\n2019-10-11 ERROR \\u001b[2Jtwo count=2 name_of=a\\nb")


def test_the_http_library_does_not_speak_of_addresses(stream: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST https://example.test")
    assert stream.getvalue() == ""


def ran(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )


def test_a_record_that_cannot_be_made_is_lost_without_its_contents() -> None:
    log = f"import logging; logging.getLogger('some.part').info('%d people', '{CANARY}')"
    ended = ran(f"from bot.logs import set_up; set_up('info'); {log}")
    assert (ended.returncode, ended.stdout) == (0, "")
    assert ended.stderr == "a log record of some.part:1 was lost: TypeError\n"


def test_the_last_words_of_the_program_are_redacted_too() -> None:
    ended = ran(f"from bot.logs import set_up; set_up('info'); raise ValueError('{PLANTED[0]}')")
    assert ended.returncode == 1
    assert "ValueError" in json.loads(ended.stderr)["exception"]
    assert "canary" not in ended.stderr + ended.stdout


def test_who_logs_nothing_does_not_import_structlog() -> None:
    code = (
        "import sys\nfrom bot.logs import set_up\nset_up('info')\nsys.argv[1:] = ['--help']\n"
        "try:\n    from bot.__main__ import main; main()\nexcept SystemExit: pass\n"
        "print('structlog' in sys.modules)"
    )
    ended = ran(code)
    assert "Commands" in ended.stdout
    assert ended.stdout.splitlines()[-1] == "False"
