"""What the project is made of, read from its locks; ``python -m tests.supply`` prints an SBOM."""

import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
LOCKS = (
    "requirements.lock",
    "deploy/requirements.lock",
    "deploy/build.lock",
    "benchmarks/requirements.lock",
)
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def pins(lock: str) -> dict[str, tuple[str, list[str]]]:
    """Name -> version and SHA-256 of its files."""
    text = (ROOT / lock).read_text("utf8")
    found = list(_PIN.finditer(text))
    ends = [each.start() for each in found[1:]] + [len(text)]
    return {
        canonical(each[1]): (each[2], _HASH.findall(text[each.end() : end]))
        for each, end in zip(found, ends, strict=True)
    }


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def sbom(lock: str = "deploy/requirements.lock") -> dict[str, Any]:
    """CycloneDX 1.6; the same for the same lock."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "liaison"}},
        "components": [
            {
                "type": "library",
                "name": name,
                "version": version,
                "purl": f"pkg:pypi/{name}@{version}",
                "hashes": [{"alg": "SHA-256", "content": content} for content in hashes],
            }
            for name, (version, hashes) in sorted(pins(lock).items())
        ],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(sbom(), indent=2) + "\n")
