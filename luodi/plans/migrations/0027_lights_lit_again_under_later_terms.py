"""A step may be reached again under later terms; the table that is made anew keeps its triggers."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "plans_ladderstep"
VERBS = ("UPDATE", "DELETE")


def refuse(apps: Apps | None, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """On SQLite alone, where another constraint is another table."""
    if schema_editor.connection.vendor == "sqlite":
        for verb in VERBS:
            schema_editor.execute(
                f"""CREATE TRIGGER IF NOT EXISTS {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE}
                BEGIN SELECT RAISE(ABORT, 'rows of ladderstep are never changed or deleted'); END"""
            )


class Migration(migrations.Migration):
    dependencies = [("plans", "0026_evidence_and_carrying_are_never_changed")]
    operations = [
        migrations.RunPython(migrations.RunPython.noop, refuse),
        migrations.RemoveConstraint(
            model_name="ladderstep", name="plans_ladder_step_recorded_once"
        ),
        migrations.AddConstraint(
            model_name="ladderstep",
            constraint=models.UniqueConstraint(
                fields=("basis", "step", "days", "due_at"), name="plans_ladder_step_recorded_once"
            ),
        ),
        migrations.RunPython(refuse, migrations.RunPython.noop),
    ]
