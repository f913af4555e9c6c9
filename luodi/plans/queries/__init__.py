"""The reads of the plans room, gathered for its doors and for other rooms."""

from luodi.plans.queries.binding import PrintedName, printed_names
from luodi.plans.queries.comparison import (
    MOST_REGIONS,
    UNDIVIDED,
    Comparison,
    SectorRows,
    comparison,
    latest_regions,
)
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
from luodi.plans.queries.duties import UnitDuties, UnitKey, duties_of, units_with_tasks
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
    totals,
    unconfirmed,
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
from luodi.plans.queries.rows import ItemRows
