"""Codes that people type: Crockford's alphabet, 5 bits a character, nothing that looks alike."""

import hashlib
import hmac
import re
import secrets
import unicodedata
from functools import lru_cache

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("OIL", "011")
_GROUP = 4
_BINDING = 16  # characters: 80 bits
_ACTION = 26  # characters: 130 bits
_DASHES = re.compile(r"[\s\-‐‑‒–—−_]+")
_IN_TEXT = tuple(
    re.compile(rf"(?<![0-9A-Z])(?=((?:[0-9A-Z]{{4}}[\s\-‐‑‒–—−]{{0,3}}){{{groups}}}))")
    for groups in (3, 4)
)


def normal(code: str) -> str:
    """The code as it is compared: upper case, half width, without hyphens, O as 0, I and L as 1."""
    folded = unicodedata.normalize("NFKC", code).upper()
    return _DASHES.sub("", folded).translate(_LOOKALIKES)


def is_code(code: str) -> bool:
    """Whether it could be a code at all: only characters of the alphabet."""
    text = normal(code)
    return bool(text) and all(character in _ALPHABET for character in text)


def new_binding_code() -> str:
    """A fresh ``K7QM-2XPA-9TDR-5FHC``: shown once, stored only as ``binding_digest``."""
    text = _random(_BINDING)
    return "-".join(text[i : i + _GROUP] for i in range(0, _BINDING, _GROUP))


def binding_code_of(message: str, person: int, platform: str) -> str:
    """A fresh code of 80 bits that only this process can name again, for the same three.

    A message that is worked twice, because its file had to be made meanwhile, thus prints the
    codes that it stores, and nothing has to remember them.
    """
    about = f"{message}\0{person}\0{platform}".encode()
    number = int.from_bytes(hmac.digest(_pepper(), about, "sha256")[:10], "big")
    text = "".join(_ALPHABET[number >> 5 * place & 31] for place in range(_BINDING))
    return "-".join(text[i : i + _GROUP] for i in range(0, _BINDING, _GROUP))


def binding_digest(code: str) -> str:
    """SHA-256 of the normal form, in hexadecimal: what the store keeps of a binding code."""
    return hashlib.sha256(normal(code).encode()).hexdigest()


def new_token() -> str:
    """A fresh token for an address in the browser: 192 random bits, safe in a URL."""
    return secrets.token_urlsafe(24)


def token_digest(token: str) -> str:
    """SHA-256 of a token as it is, in hexadecimal: what the store keeps of it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def new_action_code() -> str:
    """A fresh code of at least 128 random bits that names a stored command line."""
    return _random(_ACTION)


def codes_in(text: str) -> list[str]:
    """Everything in a line that could be a binding code of three or four groups, normal form."""
    folded = unicodedata.normalize("NFKC", text).upper()
    return [normal(found) for pattern in _IN_TEXT for found in pattern.findall(folded)]


@lru_cache(maxsize=1)
def _pepper() -> bytes:
    """Of this process alone; it ends with it."""
    return secrets.token_bytes(32)


def _random(length: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
