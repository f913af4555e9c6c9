"""The version of each stored item: that of its clause, or of its task."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery

OWNERS = (
    ("Target", "Clause", "clause"),
    ("Task", "Clause", "clause"),
    ("Instrument", "Clause", "clause"),
    ("Responsible", "Task", "task"),
)


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name, owner, column in OWNERS:
        owners = apps.get_model("plans", owner).objects.order_by()
        version = owners.filter(pk=OuterRef(column)).values("version")
        apps.get_model("plans", name).objects.update(version=Subquery(version))


class Migration(migrations.Migration):
    dependencies = [("plans", "0014_versions_of_items")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
