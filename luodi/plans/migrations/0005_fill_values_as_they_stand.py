"""What stored items were read with, and what the decisions on them come to."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

VALUES = {
    "target": ("object", "low", "high", "comparator", "basis", "unit", "by"),
    "task": ("heading",),
    "instrument": ("name", "kind"),
}
STATES = {"confirm": "confirmed", "add": "confirmed", "correct": "corrected", "reject": "rejected"}


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("plans", "Version").objects.filter(replaced_by__isnull=False).update(
        current=False
    )
    for kind, columns in VALUES.items():
        decisions = apps.get_model("plans", "Decision").objects.filter(next=None)
        last = {getattr(one, f"{kind}_id"): one for one in decisions}
        for item in apps.get_model("plans", kind).objects.iterator():
            item.read = {name: getattr(item, name) for name in columns}
            if kind == "task":
                item.read["responsible"] = list(item.responsible.values("name", "role"))
            if one := last.get(item.pk):
                decide(apps, item, one)
            item.save()


def decide(apps: Apps, item: object, last: object) -> None:
    item.state = STATES.get(last.verdict, "unconfirmed")  # type: ignore[attr-defined]
    values = dict(last.values)  # type: ignore[attr-defined]
    bodies = values.pop("responsible", None)
    for name, value in values.items():
        setattr(item, name, value)
    if bodies is not None:
        item.responsible.all().delete()  # type: ignore[attr-defined]
        for body in bodies:
            item.responsible.create(**body)  # type: ignore[attr-defined]


def put_back(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for kind, columns in VALUES.items():
        for item in apps.get_model("plans", kind).objects.filter(state="corrected").iterator():
            for name in columns:
                setattr(item, name, item.read[name])
            item.save()
            if kind == "task":
                item.responsible.all().delete()
                for body in item.read["responsible"]:
                    item.responsible.create(**body)


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_values_as_they_stand")]
    operations = [migrations.RunPython(fill, put_back)]
