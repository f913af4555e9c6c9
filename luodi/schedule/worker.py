"""The loop of `luodi worker`: runs what is due, waits, ends cleanly between two jobs."""

import logging
import os
import signal
import socket
from threading import Event
from types import FrameType

from django.db import Error, close_old_connections

from luodi.schedule.actions.jobs import run_due_jobs

__all__ = ["ends_by_signal", "owner_name", "work"]

log = logging.getLogger("luodi.schedule")
INTERVAL = 2.0
LONGEST_PAUSE = 60.0


def owner_name() -> str:
    """Which process holds a lease, for whoever looks at a job."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}"


def work(stop: Event, *, interval: float = INTERVAL) -> None:
    """Runs due jobs until `stop` is set. A database that does not answer is asked again later."""
    owner, pause = owner_name(), interval
    while not stop.is_set():
        close_old_connections()
        try:
            ran = run_due_jobs(owner=owner, most=1)
        except Error:
            log.exception("the database does not answer; the next try is in %s s", pause)
            stop.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
            continue
        pause = interval
        if not ran:
            stop.wait(interval)


def ends_by_signal() -> Event:
    """Set by SIGTERM or Ctrl+C: the job at hand is finished first."""
    stop = Event()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    return stop
