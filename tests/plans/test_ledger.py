"""The supervision ledger says what the records say, whatever was done; a fault in it is found."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from typer.testing import CliRunner

from luodi.plans.actions import (
    Wish,
    bind,
    publish,
    rebuild_ledger,
    set_ladder_terms,
)
from luodi.plans.cli import app
from luodi.plans.errors import LedgerDiffers
from luodi.plans.models import Binding, LadderTerms, LedgerLine, Task
from luodi.plans.queries import faulty_tasks
from luodi.plans.queries.ledger import COLUMNS, key_of_line
from luodi.plans.rules.ladder import Terms
from luodi.plans.rules.supervision import Act
from tests.parties.cast import TEST
from tests.plans.adjusted import approved, asked
from tests.plans.factory import imported, reading
from tests.plans.supervised import OFFICE, Supervised, china, confirmed_plan, done, issued

pytestmark = pytest.mark.django_db
FILL = import_module("luodi.plans.migrations.0022_fill_the_supervision_ledger")


@pytest.fixture
def plan() -> Supervised:
    return confirmed_plan()


def stages() -> list[str]:
    assert list(faulty_tasks()) == []
    return sorted(LedgerLine.objects.values_list("stage", flat=True))


def contents() -> dict[object, object]:
    rows = LedgerLine.objects.all()
    return {key_of_line(row): [getattr(row, name) for name in COLUMNS] for row in rows}


def acted(plan: Supervised) -> None:
    """Everything that can happen to duties, one thing or another to each."""
    first, second, third = issued(plan, now=china(3, 2))
    member, other = plan.member(plan.lead), plan.member(plan.support)
    done(first, Act.ACCEPT, member, china(3, 3))
    done(first, Act.CLAIM, member, china(6, 8))
    done(first, Act.SEND_BACK, OFFICE, china(6, 12))
    done(first, Act.REPORT, member, china(6, 15))
    done(second, Act.RETURN, member, china(3, 4))
    done(second, Act.ISSUE, OFFICE, china(3, 5), due_on=date(2026, 7, 31))
    done(third, Act.ACCEPT, other, china(3, 4))
    done(third, Act.CLOSE, OFFICE, china(7, 2))


def test_a_line_for_each_body_follows_every_decision_and_act(plan: Supervised) -> None:
    version, task = plan.version, Task.objects.get(version=plan.version, heading="加强统筹")
    assert stages() == ["nobody", "unbound", "unissued", "unissued", "unissued"]
    acted(plan)
    assert stages() == ["closed", "nobody", "unbound", "underway", "waiting"]
    line = LedgerLine.objects.get(stage="underway")
    assert line.missed == ",2026-06-09,2026-06-10,2026-06-11,2026-06-12,"
    last = Binding.objects.get(version=version, name="市财政局", next=None)
    bind(version, [Wish("市财政局", None, last.pk)], by=TEST)
    assert stages() == ["closed", "nobody", "unbound", "unbound", "underway", "waiting"]
    approved(asked(task, measure="drop"))
    # What was assigned is closed with the task; the task itself is on the list no more.
    assert stages() == ["closed", "closed", "nobody", "unbound", "underway"]
    assert not LedgerLine.objects.filter(task=task).exclude(progress="").exists()


def test_a_new_version_takes_the_place_of_the_one_before(plan: Supervised) -> None:
    issued(plan, now=china(3, 2))
    newer = imported(reading(copy=1, targets=(), tasks=(), instruments=())).version
    publish(newer, by=TEST, expected=plan.plan.publications.get().pk)
    assert stages() == ["waiting"] * 3
    assert not LedgerLine.objects.exclude(progress="").exists()


def test_each_task_in_force_has_its_progress_on_one_line(plan: Supervised) -> None:
    acted(plan)
    told = LedgerLine.objects.exclude(progress="").order_by("task")
    assert [line.progress for line in told] == ["stated", "confirmed", "issued"]


def test_new_terms_stand_on_the_lines_of_their_plan(plan: Supervised) -> None:
    set_ladder_terms(plan.plan, Terms(red_after=5, source="通知"), expected=None, by=OFFICE)
    assert set(LedgerLine.objects.values_list("ladder", flat=True)) == {"5;21,14,7;5;20"}
    last = LadderTerms.objects.get(next=None).pk
    set_ladder_terms(plan.plan, Terms(source="撤销"), expected=last, by=OFFICE)
    assert set(LedgerLine.objects.values_list("ladder", flat=True)) == {""}
    assert list(faulty_tasks()) == []


def test_what_the_migration_fills_in_is_what_the_actions_keep(plan: Supervised) -> None:
    acted(plan)
    set_ladder_terms(plan.plan, Terms(reminders=(3,), source="通知"), expected=None, by=OFFICE)
    kept = contents()
    LedgerLine.objects.all().delete()
    FILL.fill(apps, None)
    assert contents() == kept


def test_a_fault_is_found_and_mended_by_a_command(plan: Supervised) -> None:
    acted(plan)
    kept = contents()
    LedgerLine.objects.filter(stage="closed").update(stage="underway")
    LedgerLine.objects.filter(stage="nobody").delete()
    run = CliRunner().invoke(app, ["verify-ledger"])
    assert isinstance(run.exception, LedgerDiffers)
    assert run.exception.data["tasks"] == 2
    assert CliRunner().invoke(app, ["rebuild-ledger"]).output.strip() == "已重写督办台账 2 条。"
    assert CliRunner().invoke(app, ["verify-ledger"]).exit_code == 0
    assert contents() == kept
    assert rebuild_ledger() == 0
