"""The seal on what WeCom sends: who signed it, what is in it, and for whom it was meant; pure.

Plain text is 16 random bytes, the length of the text as 4 bytes, the text, and the receiver's id,
padded to a multiple of 32 (pages 90968 and 101033 of developer.work.weixin.qq.com).
"""

import base64
import hashlib
import hmac
import re
import secrets

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_BLOCK = 32  # padding goes to 32 bytes, though the cipher's own blocks have 16
_RANDOM = 16
_HEAD = _RANDOM + 4
_AES_KEY = re.compile(r"[A-Za-z0-9+/]{43}")


class Forged(Exception):
    """Not what somebody who shares our secrets sealed for us.

    The text names the step for our log; whoever sent it is not told.
    """


def aes_key(encoding_aes_key: str) -> bytes:
    """The 32 bytes behind an EncodingAESKey.  Raises ValueError, which does not show the key.

    The last of the 43 characters carries two bits that count for nothing: the console sets them.
    """
    if _AES_KEY.fullmatch(encoding_aes_key) is None:
        raise ValueError("an EncodingAESKey has 43 characters of A-Z a-z 0-9 + /")
    return base64.b64decode(encoding_aes_key + "=", validate=True)


def signature(token: str, timestamp: str, nonce: str, sealed: str) -> str:
    """40 hexadecimal digits, in lower case."""
    text = "".join(sorted((token, timestamp, nonce, sealed)))
    return hashlib.sha1(text.encode()).hexdigest()  # noqa: S324 - the platform's choice


def check(signed: str, tokens: tuple[str, ...], timestamp: str, nonce: str, sealed: str) -> None:
    """Raises Forged unless one of the ``tokens`` made the signature; each takes the same time."""
    ours = [signature(token, timestamp, nonce, sealed).encode() for token in tokens]
    if not any([hmac.compare_digest(one, signed.encode()) for one in ours]):
        raise Forged("signature")


def decrypt(key: bytes, sealed: str, receive_id: str) -> str:
    """The text in ``sealed``, which is base64.  Raises Forged, and nothing else.

    ``receive_id``: the corp id for an app, empty for a robot of one's own.
    """
    plain = _unpadded(_decrypted(key, sealed))
    if len(plain) < _HEAD:
        raise Forged("length")
    end = _HEAD + int.from_bytes(plain[_RANDOM:_HEAD], "big")
    if end > len(plain):
        raise Forged("length")
    if not hmac.compare_digest(plain[end:], receive_id.encode()):
        raise Forged("receiveid")
    try:
        return plain[_HEAD:end].decode("utf-8")
    except UnicodeDecodeError:
        raise Forged("text") from None


def encrypt(key: bytes, text: str, receive_id: str, random: bytes | None = None) -> str:
    """``text`` sealed, as base64.  ``random``: 16 bytes, for who has to get the same again."""
    random = secrets.token_bytes(_RANDOM) if random is None else random
    raw = text.encode()
    plain = random + len(raw).to_bytes(4, "big") + raw + receive_id.encode()
    missing = _BLOCK - len(plain) % _BLOCK
    cipher = _cipher(key).encryptor()
    return base64.b64encode(cipher.update(plain + bytes([missing]) * missing)).decode()


def _decrypted(key: bytes, sealed: str) -> bytes:
    try:
        raw = base64.b64decode(sealed.encode("ascii"), validate=True)
    except ValueError:
        raise Forged("base64") from None
    if not raw or len(raw) % _BLOCK:
        raise Forged("blocks")
    return _cipher(key).decryptor().update(raw)


def _unpadded(padded: bytes) -> bytes:
    """Without the padding: 1 to 32 bytes that all say how many they are."""
    missing = padded[-1]
    if not 1 <= missing <= _BLOCK:
        raise Forged("padding")
    if not hmac.compare_digest(padded[-missing:], bytes([missing]) * missing):
        raise Forged("padding")
    return padded[:-missing]


def _cipher(key: bytes) -> Cipher[modes.CBC]:
    """The key is also where its first half is: the platform's choice."""
    return Cipher(algorithms.AES(key), modes.CBC(key[:16]))
