"""The reads of the plans room, gathered for its doors and for other rooms."""

from luodi.plans.queries.binding import PrintedName, printed_names
from luodi.plans.queries.comparison import MOST_REGIONS, Comparison, comparison, latest_regions
from luodi.plans.queries.confirmation import (
    ItemState,
    items_as_of,
    live_targets,
    unconfirmed_items,
)
from luodi.plans.queries.difference import (
    ChangedTarget,
    Difference,
    comparable_versions,
    version_difference,
)
from luodi.plans.queries.exchange import item_table
from luodi.plans.queries.reading import (
    PlanPage,
    Totals,
    due_years,
    find_plan,
    find_version,
    plan_page,
    plans,
    regions,
    targets,
    tasks,
    tasks_by_unit,
    totals,
    version_numbered,
)
from luodi.plans.queries.review import (
    LISTS,
    ReviewItem,
    ReviewPage,
    Step,
    item_key,
    items_named,
    review_page,
    review_queue,
    waiting_items,
)

__all__ = [
    "LISTS",
    "MOST_REGIONS",
    "ChangedTarget",
    "Comparison",
    "Difference",
    "ItemState",
    "PlanPage",
    "PrintedName",
    "ReviewItem",
    "ReviewPage",
    "Step",
    "Totals",
    "comparable_versions",
    "comparison",
    "due_years",
    "find_plan",
    "find_version",
    "item_key",
    "item_table",
    "items_as_of",
    "items_named",
    "latest_regions",
    "live_targets",
    "plan_page",
    "plans",
    "printed_names",
    "regions",
    "review_page",
    "review_queue",
    "targets",
    "tasks",
    "tasks_by_unit",
    "totals",
    "unconfirmed_items",
    "version_difference",
    "version_numbered",
    "waiting_items",
]
