"""Triggers that refuse to change or delete evidence and duties carried on, on both engines."""

from collections.abc import Iterator

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("evidence", "carrying")


def refusals(vendor: str, table: str) -> Iterator[str]:
    name, message = f"plans_{table}", f"rows of {table} are never changed or deleted"
    if vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            yield f"""CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name}
                BEGIN SELECT RAISE(ABORT, '{message}'); END"""
        return
    yield f"""CREATE FUNCTION {name}_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{message}'; END $$"""
    yield f"""CREATE TRIGGER {name}_no_change BEFORE UPDATE OR DELETE ON {name}
        FOR EACH ROW EXECUTE FUNCTION {name}_refuse()"""
    yield f"""CREATE TRIGGER {name}_no_truncate BEFORE TRUNCATE ON {name}
        FOR EACH STATEMENT EXECUTE FUNCTION {name}_refuse()"""


def removals(vendor: str, table: str) -> Iterator[str]:
    name = f"plans_{table}"
    if vendor == "sqlite":
        yield from (f"DROP TRIGGER {name}_no_{verb}" for verb in ("update", "delete"))
        return
    yield from (f"DROP TRIGGER {name}_no_{what} ON {name}" for what in ("truncate", "change"))
    yield f"DROP FUNCTION {name}_refuse()"


def refuse(apps: Apps | None, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        for statement in refusals(schema_editor.connection.vendor, table):
            schema_editor.execute(statement)


def allow(apps: Apps | None, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        for statement in removals(schema_editor.connection.vendor, table):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("plans", "0025_evidence_and_duties_carried_on")]
    operations = [migrations.RunPython(refuse, allow)]
