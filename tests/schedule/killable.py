"""A worker for tests: it stops and says so at one step (--pause), and waits there to be killed.

Its database is that of the test, and its leases are short enough to be waited for.
"""

import os
import sys
import time
from datetime import timedelta
from threading import Event

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luodi.site.settings")
settings.DATABASES["default"]["NAME"] = os.environ["LUODI_TEST_NAME"]
django.setup()

from luodi.schedule.actions import jobs  # noqa: E402
from luodi.schedule.jobs import Handler, register  # noqa: E402
from luodi.schedule.rules import leases  # noqa: E402
from luodi.schedule.worker import work  # noqa: E402
from tests.schedule.jobs import KIND, leave_effect  # noqa: E402

PAUSE = sys.argv[1] if len(sys.argv) > 1 else ""
leases.LEASE = jobs.LEASE = timedelta(seconds=float(os.environ.get("LUODI_TEST_LEASE", "120")))


def reach(step: str) -> None:
    if step == PAUSE:
        sys.stdout.write(f"{step}\n")
        sys.stdout.flush()
        time.sleep(600)


def after(function, step):
    def wrapped(*args, **how):
        result = function(*args, **how)
        reach(step)
        return result

    return wrapped


def keep(job, result) -> None:
    reach("held")
    leave_effect(job, result)
    reach("changed")


def outside(job) -> None:
    reach("outside")


register(KIND, Handler(keep, outside))
jobs._claim = after(jobs._claim, "claimed")
jobs._finish = after(jobs._finish, "finished")
jobs._run = after(jobs._run, "committed")
sys.stdout.write("ready\n")
sys.stdout.flush()
work(Event(), interval=0.1)
