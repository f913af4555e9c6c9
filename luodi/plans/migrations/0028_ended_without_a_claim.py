"""What was closed before its due day without a claim was not closed on time."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def of_lines(apps: Apps, before: bool | None, after: bool | None) -> None:
    event, line = (apps.get_model("plans", name) for name in ("DutyEvent", "LedgerLine"))
    last = event.objects.filter(act="close", next=None).exclude(previous__act="claim")
    found = line.objects.filter(stage="closed", late=before, duty__in=last.values("duty"))
    found.update(late=after)


def forwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    of_lines(apps, False, None)


def backwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    of_lines(apps, None, False)


class Migration(migrations.Migration):
    dependencies = [("plans", "0027_lights_lit_again_under_later_terms")]
    operations = [migrations.RunPython(forwards, backwards)]
