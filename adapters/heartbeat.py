"""Tells a watcher outside that all is well; when it falls silent, the watcher raises the alarm."""

import asyncio
import logging

import httpx

_log = logging.getLogger(__name__)
_PATIENCE = 10.0  # seconds for one beat, from name to answer


class Heartbeat:
    """GET ``url``, which is a secret of its own: it is never logged, nor taken elsewhere."""

    def __init__(self, url: str, *, patience: float = _PATIENCE) -> None:
        self._url, self._patience = url, patience
        self._client: httpx.AsyncClient | None = None
        self._fails = False

    async def __call__(self) -> None:
        """One beat.  Never raises; a failure is logged once, and once when it is over."""
        try:
            if self._client is None:
                self._client = httpx.AsyncClient(timeout=self._patience, follow_redirects=False)
            async with asyncio.timeout(self._patience):
                answer = await self._client.get(self._url)
        except Exception as error:  # whatever it is, the auditor goes on
            self._failed(type(error).__name__)
            return
        if answer.is_success:
            if self._fails:
                _log.warning("The heartbeat arrives again.")
            self._fails = False
        else:
            self._failed(f"HTTP {answer.status_code}")

    def _failed(self, why: str) -> None:
        if not self._fails:
            _log.warning("The heartbeat does not arrive (%s); check LIAISON_HEARTBEAT_URL.", why)
        self._fails = True

    async def close(self) -> None:
        """Let go of the connection."""
        if self._client is not None:
            await self._client.aclose()
