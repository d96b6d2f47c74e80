"""``gloss serve``, ``gloss worker`` and ``gloss migrate``."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from typing import Any

from gloss.cli import checks, common

LOOPBACK = "127.0.0.1"


def add(subcommands: Any) -> None:
    serve = subcommands.add_parser("serve", help="migrate, then serve the web app, the API and a worker")
    serve.add_argument("--host", default=LOOPBACK, help="address to listen on (default: loopback only)")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--workers", type=int, help="worker processes (GLOSS_WORKERS); 0 runs jobs elsewhere")
    serve.add_argument("--demo", action="store_true", help="make a demo workspace and print a ready sign-in")
    common.data_dir_option(serve)
    serve.set_defaults(run=run_serve)
    worker = subcommands.add_parser("worker", help="run jobs")
    worker.add_argument("--threads", type=int, default=2)
    worker.add_argument("--parent", type=int, help=argparse.SUPPRESS)
    common.data_dir_option(worker)
    worker.set_defaults(run=run_worker)
    migrate = subcommands.add_parser("migrate", help="bring the database up to date")
    common.data_dir_option(migrate)
    migrate.set_defaults(run=run_migrate)


def run_migrate(options: argparse.Namespace) -> int:
    common.set_up(migrate=True)
    return 0


def run_worker(options: argparse.Namespace) -> int:
    common.set_up()
    from gloss.events import transports  # These need Django.
    from gloss.jobs import worker

    transports.connect(listening=False)
    worker.serve(options.threads, options.parent)
    return 0


def run_serve(options: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT; worker processes that die are started again."""
    checks.refuse_network_file_system()
    checks.refuse_links_by_request()
    common.set_up(migrate=True)
    import uvicorn
    from django.conf import settings
    from django.db import connections

    url = settings.BASE_URL or f"http://{options.host}:{options.port}"
    if options.demo:
        from gloss.cli import demo

        demo.prepare(url)
    connections.close_all()
    workers = settings.WORKERS if options.workers is None else options.workers
    stop = threading.Event()
    supervisors = [threading.Thread(target=_supervise, args=(stop,), daemon=True) for _ in range(workers)]
    for supervisor in supervisors:
        supervisor.start()
    print(f"Gloss is at {url}", flush=True)
    config = uvicorn.Config(
        "gloss.asgi:application",
        host=options.host,
        port=options.port,
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="warning",
        timeout_keep_alive=75,
        timeout_graceful_shutdown=10,
        forwarded_allow_ips=",".join(settings.TRUSTED_PROXIES) or LOOPBACK,
        server_header=False,
    )
    server = uvicorn.Server(config)
    try:
        server.run()
    finally:
        stop.set()
        for supervisor in supervisors:
            supervisor.join(15)
    return 0 if server.started else 1


def _supervise(stop: threading.Event) -> None:
    """Keep one worker process running until ``stop``; wait a little longer after each early death."""
    pause = 0.5
    while not stop.is_set():
        started = time.monotonic()
        process = subprocess.Popen([sys.executable, "-m", "gloss.cli", "worker", "--parent", str(os.getpid())])
        while process.poll() is None and not stop.wait(0.2):
            pass
        if stop.is_set():
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
            return
        pause = 0.5 if time.monotonic() - started > 60 else min(pause * 2, 30)
        stop.wait(pause)
