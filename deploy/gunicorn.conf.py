"""The web server: `gunicorn --config deploy/gunicorn.conf.py kb.wsgi:application` in the project's folder."""

import os
import sys

bind = os.environ.get("TWINFIELDS_BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("TWINFIELDS_WEB_PROCESSES", "2"))
threads = int(os.environ.get("TWINFIELDS_WEB_THREADS", "4"))
worker_class = "gthread"
# Loaded once and shared by the workers: less memory, and a worker that died is back at once.
preload_app = True
timeout = 60
graceful_timeout = 20
# A phone on 2G pays seconds for a new connection.
keepalive = 15
# The land a reader describes travels in the address.
limit_request_line = 8190
# The workers' heartbeat: a slow disk must not look like a worker that hangs.
worker_tmp_dir = "/dev/shm" if sys.platform.startswith("linux") and os.access("/dev/shm", os.W_OK) else None  # noqa: S108
control_socket_disable = True

errorlog = "-"
accesslog = "-"
logger_class = "kb.access_log.WebServerLogger"
# Neither address nor query string of a reader: together they tell who farms where.
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(b)s bytes %(M)s ms'
