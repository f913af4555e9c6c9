"""Triggers that refuse to change or delete a decision, on SQLite and on PostgreSQL."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MESSAGE = "decisions are never changed or deleted"
SQLITE = [
    f"""CREATE TRIGGER plans_decision_no_{verb.lower()} BEFORE {verb} ON plans_decision
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    f"""CREATE FUNCTION plans_decision_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$""",
    """CREATE TRIGGER plans_decision_no_change BEFORE UPDATE OR DELETE ON plans_decision
        FOR EACH ROW EXECUTE FUNCTION plans_decision_refuse()""",
    """CREATE TRIGGER plans_decision_no_truncate BEFORE TRUNCATE ON plans_decision
        FOR EACH STATEMENT EXECUTE FUNCTION plans_decision_refuse()""",
]
UNDO = {
    "sqlite": [f"DROP TRIGGER plans_decision_no_{verb}" for verb in ("update", "delete")],
    "postgresql": [
        "DROP TRIGGER plans_decision_no_truncate ON plans_decision",
        "DROP TRIGGER plans_decision_no_change ON plans_decision",
        "DROP FUNCTION plans_decision_refuse()",
    ],
}
DO = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def refuse(apps: Apps | None, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in DO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow(apps: Apps | None, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_decisions_on_items")]
    operations = [migrations.RunPython(refuse, allow)]
