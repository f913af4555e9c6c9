"""Lets a test empty or falsify what the database otherwise refuses to change."""

from importlib import import_module

from django.db import connection
from django.test import TransactionTestCase

from luodi.schedule.actions import take_in_years

_migrations = [
    import_module("luodi.audit.migrations.0002_refuse_changes"),
    import_module("luodi.plans.migrations.0003_decisions_are_never_changed"),
    import_module("luodi.plans.migrations.0007_bindings_and_publications_are_never_changed"),
    import_module("luodi.plans.migrations.0018_duties_are_never_changed"),
    import_module("luodi.plans.migrations.0024_work_plans_are_never_changed"),
    import_module("luodi.plans.migrations.0020_adjustments_are_never_changed"),
    import_module("luodi.plans.migrations.0026_evidence_and_carrying_are_never_changed"),
    import_module("luodi.schedule.migrations.0002_the_calendar_is_never_changed"),
    import_module("luodi.plans.migrations.0011_consultations_are_never_changed"),
    import_module("luodi.plans.migrations.0013_decompositions_are_never_changed"),
]
_empty_tables = TransactionTestCase._fixture_teardown


def without_triggers() -> None:
    with connection.schema_editor() as editor:
        for migration in _migrations:
            migration.allow(None, editor)


def with_triggers() -> None:
    with connection.schema_editor() as editor:
        for migration in _migrations:
            migration.refuse(None, editor)


def empty_tables(case: TransactionTestCase) -> None:
    """What Django does after a test with real transactions, past the triggers of the rooms.

    The working calendar is there again afterwards, as a first start leaves it.
    """
    without_triggers()
    try:
        _empty_tables(case)
    finally:
        with_triggers()
    take_in_years()
