"""What keeps long lists quick stays true: versions kept beside items, counts, orders of lists."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from luodi.parties.rules.roles import Role
from luodi.plans.actions import add_by_hand, correct, import_file, reject, reopen
from luodi.plans.models import Instrument, Responsible, Target, Task
from luodi.plans.queries import UnitKey, comparison, duties_of, units_with_tasks
from luodi.plans.queries.confirmation import last_decisions
from tests.parties.cast import TEST, entered
from tests.plans.factory import imported, reading

pytestmark = pytest.mark.django_db


def test_items_and_bodies_keep_the_version_of_their_clause() -> None:
    version = imported(reading()).version
    bodies = [{"name": "市科技局", "role": "lead"}]
    correct(Task.objects.all()[0], values={"responsible": bodies}, by=TEST, expected=None)
    quote = version.text[:4]
    values = {"heading": "补充任务", "responsible": bodies}
    add_by_hand(version, "task", start=0, end=4, quote=quote, values=values, by=TEST)
    for model in (Target, Task, Instrument):
        assert {(one.version_id, one.clause.version_id) for one in model.objects.all()} == {
            (version.pk, version.pk)
        }
    assert {one.version_id for one in Responsible.objects.all()} == {version.pk}


def test_the_last_decision_is_found_among_several() -> None:
    imported(reading())
    one = Target.objects.all()[0]
    first = reject(one, reason="重复", by=TEST, expected=None)
    second = reopen(one, reason="误判", by=TEST, expected=first.pk)
    assert last_decisions([one]) == {("target", one.pk): second}


def test_a_name_whose_tasks_are_rejected_is_not_listed() -> None:
    imported(reading())
    assert any(one.name for one in units_with_tasks().units)
    for task in Task.objects.all():
        reject(task, reason="重复", by=TEST, expected=None)
    assert len(units_with_tasks()) == 0


def test_tasks_of_a_name_start_with_the_newest_plan() -> None:
    old = imported(reading()).version
    new = imported(reading(title="示范市新方案", copy=1)).version
    name = Responsible.objects.filter(version=old)[0].name
    key = UnitKey(None, name, old.document.region)
    plans = [one.task.version.document_id for one in duties_of(key)[0:50]]
    assert plans == sorted(plans, reverse=True)
    assert plans[0] == new.document_id


def test_a_version_is_made_once_for_all_its_targets_compared() -> None:
    imported(reading())
    cells = [one for row in comparison().rows for cell in row.cells for one in cell]
    assert len(cells) > 1
    assert len({id(one.version) for one in cells}) == 1


@pytest.mark.sqlite
def test_an_import_leaves_statistics_of_the_tables_which_postgresql_counts_by_itself(
    tmp_path: Path,
) -> None:
    file = tmp_path / "plan.txt"
    file.write_text("示范市“人工智能+”行动方案\n一、主要目标\n到2027年，建成100个以上应用场景。\n")
    import_file(file, by=TEST)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'plans_version'")
        assert cursor.fetchone()[0] > 0


def test_the_filter_of_the_desk_and_the_titles_say_what_they_choose(client: Client) -> None:
    entered(client, Role.OFFICE)
    imported(reading())
    assert '<label for="id_waiting">范围</label>' in client.get("/review/").content.decode()
    duties = client.get("/duties/").content.decode()
    assert "<h1>单位任务</h1>" in duties
    assert "牵头单位任务" not in duties
    board = client.get("/board/").content.decode()
    assert board.index('<dl class="stats">') < board.index('<section class="card">')
