"""The deployment files: what they name exists, and what they promise is in them."""

import re
import shlex
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from bot.cli import cli
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
LOCKS = (DEPLOY / "requirements.lock", DEPLOY / "build.lock")
ROLES = {"ingress", "worker", "ticker", "delivery", "all"}
SHUTDOWN = 12  # seconds that a process may take to end
SETTINGS = {name.upper() for name in Settings.model_fields}
POSTGRES = {"POSTGRES_USER", "POSTGRES_PASSWORD", "POSTGRES_DB", "POSTGRES_INITDB_ARGS"}
# The Compose Specification's names for what a service may have, as far as we use them.
KEYS = {
    *("build", "cap_drop", "command", "depends_on", "env_file", "environment", "healthcheck"),
    *("image", "init", "logging", "mem_limit", "networks", "pids_limit", "ports", "pull_policy"),
    *("read_only", "restart", "security_opt", "shm_size", "stop_grace_period", "tmpfs", "user"),
    "volumes",
}


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yml").read_text("utf8"))
    return loaded


SERVICES: dict[str, Any] = compose()["services"]
OURS = {name: service for name, service in SERVICES.items() if name != "db"}
SERVING = {name: service for name, service in OURS.items() if service["command"][0] == "serve"}


def text(name: str) -> str:
    return (DEPLOY / name).read_text("utf8")


def runs(words: list[str]) -> bool:
    """Whether ``words`` name a command, and nothing behind it but roles."""
    group: click.Command = cli
    while isinstance(group, click.Group):
        found = group.get_command(click.Context(group), words.pop(0)) if words else None
        if found is None:
            return False
        group = found
    paired = len(words) % 2 == 0 and set(words[0::2]) <= {"--role"}
    return paired and set(words[1::2]) <= {*ROLES, "%i"}


def values(unit: Path, name: str) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", unit.read_text("utf8"), re.MULTILINE)


def seconds(span: str) -> int:
    assert re.fullmatch(r"\d+s?", span)
    return int(span.rstrip("s"))


def pins(path: Path) -> dict[str, tuple[str, frozenset[str]]]:
    """Name to version and hashes."""
    found = {}
    for block in re.split(r"\n(?=\S)", path.read_text("utf8").strip()):
        match = re.match(r"([a-z0-9-]+)==([^\s;]+)", block)
        assert match, block
        found[match[1]] = (match[2], frozenset(re.findall(r"--hash=(sha256:[0-9a-f]{64})", block)))
    return found


def distribution(requirement: str) -> str:
    match = re.match(r"[\w.-]+", requirement)
    assert match
    return match[0].lower()


# Compose ------------------------------------------------------------------------------------


def test_compose_runs_one_database_and_two_of_each_role() -> None:
    roles = Counter(service["command"][2] for service in SERVING.values())
    assert roles == dict.fromkeys(ROLES - {"all"}, 2)
    images = Counter(service["image"].partition(":")[0] for service in SERVICES.values())
    assert images["postgres"] == 1
    assert set(images) == {"postgres", "liaison"}


def test_compose_uses_known_keys_and_declared_names() -> None:
    whole = compose()
    assert {key for key in whole if not key.startswith("x-")} <= {
        *("name", "services", "networks", "volumes")
    }
    for service in SERVICES.values():
        assert set(service) <= KEYS
        assert set(service["networks"]) <= set(whole["networks"])
        assert set(service.get("depends_on", {})) <= set(SERVICES)
        assert (DEPLOY / f"{service['env_file']}.example").is_file()
    for volume in SERVICES["db"]["volumes"]:
        assert volume.partition(":")[0] in whole["volumes"]


@pytest.mark.parametrize("name", OURS)
def test_every_command_of_compose_exists(name: str) -> None:
    assert runs(list(OURS[name]["command"]))


@pytest.mark.parametrize("name", SERVING)
def test_a_process_starts_after_the_schema_ends_in_time_and_comes_back(name: str) -> None:
    service = SERVING[name]
    assert service["depends_on"] == {
        "db": {"condition": "service_healthy"},
        "migrate": {"condition": "service_completed_successfully"},
    }
    assert SERVICES["migrate"]["command"] == ["db", "upgrade"]
    assert SERVICES["migrate"]["restart"] == "no"
    assert seconds(service["stop_grace_period"]) > SHUTDOWN
    assert service["restart"] == "unless-stopped"
    assert "healthcheck" not in service  # the image's own
    assert "HEALTHCHECK" in text("Dockerfile")


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_is_confined(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert set(service["logging"]["options"]) == {"max-size", "max-file"}
    users = [service.get("user"), *re.findall(r"^USER (\S+)", text("Dockerfile"), re.MULTILINE)]
    assert not {"root", "0", "0:0"} & set(users)
    assert len(users) > 1


def test_only_loopback_is_published_and_never_the_database() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert set(published) == {"ingress-1", "ingress-2"}
    ports = [port for mapped in published.values() for port in mapped]
    assert all(re.fullmatch(r"127\.0\.0\.1:\d+:8080", port) for port in ports)
    assert len(set(ports)) == len(ports)
    assert {s["environment"]["LIAISON_HTTP"] for s in SERVING.values()} == {"0.0.0.0:8080"}
    assert compose()["networks"]["data"] == {"internal": True}
    assert SERVICES["db"]["networks"] == ["data"]


def test_the_database_has_connections_for_every_process() -> None:
    allowed = re.search(r"max_connections=(\d+)", " ".join(SERVICES["db"]["command"]))
    assert allowed
    assert int(allowed[1]) >= 20 * len(SERVING)


# Names --------------------------------------------------------------------------------------


def test_every_environment_name_is_a_setting() -> None:
    named = {name for service in OURS.values() for name in service["environment"]}
    named |= set(re.findall(r"^([A-Z_]+)=", text("liaison.env.example"), re.MULTILINE))
    named |= set(re.findall(r"^ENV ([A-Z_]+)=", text("Dockerfile"), re.MULTILINE))
    for unit in UNITS:
        named |= {value.partition("=")[0] for value in values(unit, "Environment")}
        named |= set(re.findall(r"\bLIAISON_[A-Z_]+", unit.read_text("utf8")))
    assert {"DATABASE_URL", "LIAISON_HTTP"} <= named
    assert named <= SETTINGS
    theirs = set(SERVICES["db"]["environment"])
    theirs |= set(re.findall(r"^([A-Z_]+)=", text("postgres.env.example"), re.MULTILINE))
    theirs |= set(re.findall(r"\$\$([A-Z_]+)", text("compose.yml")))
    assert "POSTGRES_PASSWORD" in theirs
    assert theirs <= POSTGRES


def test_secrets_stay_out_of_git_and_out_of_the_image() -> None:
    ignored = (ROOT / ".gitignore").read_text("utf8").splitlines()
    assert "/deploy/*.env" in ignored
    assert sorted(path.name for path in DEPLOY.glob("*.env.example")) == [
        "liaison.env.example",
        "postgres.env.example",
    ]
    allowed = text("Dockerfile.dockerignore").splitlines()
    assert "*" in allowed
    assert "!deploy" not in allowed


def test_what_the_image_is_made_of_exists_and_may_be_seen() -> None:
    allowed = {line[1:] for line in text("Dockerfile.dockerignore").splitlines() if line[:1] == "!"}
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", text("Dockerfile"), re.MULTILINE)
    sources = {name for line in copied for name in line.split()}
    assert sources == allowed
    assert all((ROOT / name).exists() for name in sources)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))
    assert set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) < sources


def test_the_roles_are_those_of_the_command_line() -> None:
    serve = cli.get_command(click.Context(cli), "serve")
    assert serve is not None
    for option in serve.params:
        if "--role" in option.opts:
            assert isinstance(option.type, click.Choice)
            assert set(map(str, option.type.choices)) == ROLES


# systemd ------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_runs_commands_that_exist(unit: Path) -> None:
    lines = [*values(unit, "ExecStartPre"), *values(unit, "ExecStart")]
    assert lines
    for line in lines:
        program, *words = shlex.split(line)
        assert program == "/opt/liaison/bin/liaison"
        assert runs(words), words
    assert ("%i" in lines[-1]) == ("@" in unit.name)


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_is_confined_ends_in_time_and_comes_back(unit: Path) -> None:
    wanted = {
        "Restart": "always",
        "KillMode": "mixed",
        "NoNewPrivileges": "yes",
        "ProtectSystem": "strict",
        "User": "liaison",
    }
    assert {name: values(unit, name) for name in wanted} == {
        name: [value] for name, value in wanted.items()
    }
    assert seconds(values(unit, "TimeoutStopSec")[0]) > SHUTDOWN


# Locks --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_what_is_deployed_is_what_is_tested(path: Path) -> None:
    tested, deployed = pins(ROOT / "requirements.lock"), pins(path)
    assert deployed
    assert all(hashes for _, hashes in deployed.values())
    assert {name: pin for name, pin in deployed.items() if tested.get(name) != pin} == {}
    assert not re.search(r"://|^ *--(index|extra-index|find-links)", path.read_text("utf8"), re.M)


def test_the_locks_hold_what_the_project_needs_and_no_tools() -> None:
    whole = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))
    project, groups = whole["project"], whole["dependency-groups"]
    extras = [name for extra in project["optional-dependencies"].values() for name in extra]
    needed = {distribution(line) for line in [*project["dependencies"], *extras]}
    run, build = (set(pins(path)) for path in LOCKS)
    assert needed <= run
    assert {distribution(line) for line in groups["build"]} <= build
    tools = {distribution(line) for line in groups["dev"] if isinstance(line, str)}
    assert not tools & (run | build)
