"""The server: one process, which stores the event log, the logs of tasks and the waiting tasks, with many threads."""

import os
from pathlib import Path

wsgi_app = "wsgi:application"
chdir = str(Path(__file__).parent)
bind = f"127.0.0.1:{os.environ.get('PORT', '3000')}"
worker_class = "gthread"
workers = 1
threads = 32
keepalive = 75
graceful_timeout = 5
limit_request_line = 8190
control_socket_disable = True
