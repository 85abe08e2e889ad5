"""How the node for tests is set up, with or without a password. Standard library only."""

import base64
import hashlib
import secrets
from pathlib import Path

# What every kind of node is told, as settings of Elasticsearch.
SHARED = {
    "discovery.type": "single-node",
    "action.auto_create_index": "false",
    "cluster.routing.allocation.disk.threshold_enabled": "false",
}
OPEN = {"xpack.security.enabled": "false"}
# Passwords and keys are asked for; the line is safe as it is, since it never leaves this machine.
SECURED = {
    "xpack.security.enabled": "true",
    "xpack.security.http.ssl.enabled": "false",
    "xpack.security.transport.ssl.enabled": "false",
}
# With all rights. Docker's image makes its own; elsewhere that name is reserved.
USER, DOCKER_USER = "tests", "elastic"
ROUNDS = 10_000
SALT_BYTES = HASH_BYTES = 32


def new_password() -> str:
    return secrets.token_urlsafe(24)


def settings(password: str) -> dict[str, str]:
    """Without a password, everybody may do everything."""
    return SHARED | (SECURED if password else OPEN)


def write(folder: Path, port: int, password: str) -> None:
    """`elasticsearch.yml` and, with a password, the user in `folder/config`."""
    own = {
        "cluster.name": "twin-fields-tests",
        "node.name": "node-1",
        "network.host": "127.0.0.1",
        "http.port": str(port),
        "path.data": f"{folder}/data",
        "path.logs": f"{folder}/logs",
    }
    lines = [f"{name}: {value}\n" for name, value in (own | settings(password)).items()]
    (folder / "config" / "elasticsearch.yml").write_text("".join(lines))
    if password:
        (folder / "config" / "users").write_text(f"{USER}:{hashed(password)}\n")
        (folder / "config" / "users_roles").write_text(f"superuser:{USER}\n")


def hashed(password: str) -> str:
    """As Elasticsearch writes it: PBKDF2 with HMAC-SHA512."""
    salt = secrets.token_bytes(SALT_BYTES)
    key = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, ROUNDS, HASH_BYTES)
    return f"{{PBKDF2}}{ROUNDS}${base64.b64encode(salt).decode()}${base64.b64encode(key).decode()}"


def address(port: int, password: str, user: str = USER) -> str:
    """With the user in it, which the client understands."""
    who = f"{user}:{password}@" if password else ""
    return f"http://{who}127.0.0.1:{port}"
