"""The sample world around the bundled plans: one of them reviewed and in force, two that wait."""

from luodi.parties.actions.units import register_unit
from luodi.parties.rules.naming import Outcome
from luodi.parties.rules.roles import Actor, system
from luodi.plans.actions import Ruling, bind_proposed, decide, publish
from luodi.plans.models import Version
from luodi.plans.queries import PrintedName, printed_names, unconfirmed_items
from luodi.plans.sample_adjustments import add_sample_adjustments
from luodi.plans.sample_duties import fill_sample_duties
from luodi.plans.sample_planning import fill_sample_plan

__all__ = ["fill_sample_world"]

IN_FORCE = "yunxi-city-plan.txt"
# How the city's plan prints its own offices: 市数据局 is 云溪市数据局.
OWN = "市"
# The offices of the party committee have names of another form; they stay to be bound by hand.
OTHERS = "市委"


def fill_sample_world() -> None:
    """Registers the fictional city's offices, puts its plan in force, and issues its duties.

    Once: a plan that was ever published is left as it is. All of it by `system:sample`.
    """
    found = Version.objects.filter(
        source=IN_FORCE, document__sample=True, document__publications=None
    )
    by = system("sample")
    for version in found:
        for one in printed_names(version):
            _register(one, version.document.region, by)
        bind_proposed(version, by=by)
        waiting = unconfirmed_items(version)
        decide([Ruling(one.item, "confirm", None) for one in waiting], by=by)
        publish(version, by=by, expected=None)
        fill_sample_duties(version)
        add_sample_adjustments(version)
        fill_sample_plan(version, by)


def _register(one: PrintedName, region: str, by: Actor) -> None:
    if one.outcome != Outcome.UNKNOWN or not one.name.startswith(OWN):
        return
    if not one.name.startswith(OTHERS):
        official = region + one.name.removeprefix(OWN)
        register_unit(official, region=region, level="city", by=by)
