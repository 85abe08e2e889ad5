"""The web server's own logs; named by deploy/gunicorn.conf.py."""

from typing import Any

from gunicorn.glogging import Logger

from kb.logs import WithoutSecrets, without_secrets


class WebServerLogger(Logger):
    """Writes no query string and no path of a private link, whatever the format asks for."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        # A request that fails is told of with its whole address.
        self.error_log.addFilter(WithoutSecrets())

    def atoms(self, *args: Any) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(*args)
        return {
            name: without_secrets(atom) if isinstance(atom, str) else atom for name, atom in atoms.items()
        }
