"""The addresses of the plans room."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter, StringConverter

from luodi.plans.views import (
    adjusting,
    alignment,
    carrying,
    consultation,
    decomposition,
    decomposition_files,
    desk,
    feeds,
    handling,
    overview,
    planning,
    public,
    review,
    supervision,
    tables,
    terms,
)


class RowNumber(IntConverter):
    """A number that fits a database's column; a longer one is no address of ours."""

    regex = "[0-9]{1,18}"


class ItemKind(StringConverter):
    """A kind of item that can be added by hand."""

    regex = "target|task|instrument"


class YearNumber(IntConverter):
    """A year of four digits."""

    regex = "[0-9]{4}"


class PrintSuffix(StringConverter):
    """A form in which an official text is printed."""

    regex = "docx|pdf"


class FeedSecret(StringConverter):
    """The secret of a calendar's address, as it is made."""

    regex = "[A-Za-z0-9_-]{43}"


class TableSuffix(StringConverter):
    """A form in which a table of items is written."""

    regex = "xlsx|json"


register_converter(RowNumber, "row")
register_converter(ItemKind, "kind")
register_converter(FeedSecret, "secret")
register_converter(TableSuffix, "table")
register_converter(YearNumber, "year")
register_converter(PrintSuffix, "print")

app_name = "plans"
urlpatterns = [
    path("", public.plan_list, name="plan_list"),
    path("plans/<row:plan>/", public.plan_detail, name="plan_detail"),
    path("plans/<row:plan>/versions/<row:version>/", public.plan_detail, name="version_detail"),
    path(
        "plans/<row:plan>/versions/<row:version>/original.txt",
        public.plan_original,
        name="plan_original",
    ),
    path("targets/", public.target_list, name="target_list"),
    path("regions/", public.region_comparison, name="region_comparison"),
    path(
        "differences/<row:before>/<row:after>/",
        public.version_difference,
        name="version_difference",
    ),
    path(
        "targets/<row:target>/decomposition/",
        decomposition.target_decomposition,
        name="target_decomposition",
    ),
    path("plans/<row:plan>/coverage/", decomposition.plan_coverage, name="plan_coverage"),
    path("decompositions/", decomposition.decomposition_list, name="decomposition_list"),
    path(
        "decompositions/<row:target>/", decomposition.decomposition_edit, name="decomposition_edit"
    ),
    path(
        "decompositions/<row:target>/step/",
        decomposition.decomposition_step,
        name="decomposition_step",
    ),
    path(
        "decompositions/<row:target>/shares.<str:suffix>",
        decomposition_files.decomposition_export,
        name="decomposition_export",
    ),
    path(
        "decompositions/<row:target>/import/",
        decomposition_files.decomposition_import,
        name="decomposition_import",
    ),
    path("alignment/<row:plan>/", alignment.alignment, name="decomposition_alignment"),
    path("alignment/<row:plan>/decide/", alignment.decide, name="decomposition_align"),
    path("tasks/", public.task_list, name="task_list"),
    path("tasks/<row:task>/", supervision.task_detail, name="task_detail"),
    path("tasks/<row:task>/duties.ics", feeds.task_calendar, name="task_calendar"),
    path("feeds/<secret:secret>.ics", feeds.calendar_feed, name="calendar_feed"),
    path("todo/", supervision.todo_list, name="todo_list"),
    path("duties/<row:duty>/act/", supervision.duty_act, name="duty_act"),
    path("overview/", overview.overview_page, name="overview_page"),
    path("overview/plans/", overview.overview_plans, name="overview_plans"),
    path("overview/units/", overview.overview_units, name="overview_units"),
    path("overview/list/", overview.overview_list, name="overview_list"),
    path("supervision/", supervision.supervision_list, name="supervision_list"),
    path("supervision/<row:plan>/", supervision.supervision_issue, name="supervision_issue"),
    path("supervision/<row:plan>/terms/", terms.supervision_terms, name="supervision_terms"),
    path("supervision/<row:plan>/carrying/", carrying.supervision_carry, name="supervision_carry"),
    path("review/", desk.review_list, name="review_list"),
    path("review/import/", desk.import_page, name="import_page"),
    path("review/<row:version>/names/", desk.names, name="names"),
    path("board/", desk.target_board, name="target_board"),
    path("duties/", desk.unit_tasks, name="unit_tasks"),
    path("own-work/", planning.work_own, name="work_own"),
    path("work-plans/", planning.work_plan_list, name="planning_list"),
    path("units/<row:unit>/work/", planning.work_unit, name="work_unit"),
    path("units/<row:unit>/work/<year:year>/", planning.work_plan, name="work_plan"),
    path("units/<row:unit>/work/<year:year>/edit/", planning.work_plan_edit, name="work_plan_edit"),
    path("units/<row:unit>/work/<year:year>/step/", planning.work_plan_step, name="work_plan_step"),
    path(
        "units/<row:unit>/work/<year:year>/plan.<print:suffix>",
        planning.work_plan_file,
        name="work_plan_file",
    ),
    path("consultations/", consultation.consultation_list, name="consultation_list"),
    path("consultations/receipt/", consultation.consultation_receipt, name="consultation_receipt"),
    path(
        "consultations/<row:consultation>/",
        consultation.consultation_detail,
        name="consultation_detail",
    ),
    path(
        "consultations/<row:consultation>/comment/",
        consultation.consultation_comment,
        name="consultation_comment",
    ),
    path(
        "consultations/<row:consultation>/comments.<str:suffix>",
        consultation.consultation_export,
        name="consultation_export",
    ),
    path("handling/", handling.handling_list, name="handling_list"),
    path("handling/open/<row:version>/", handling.handling_open, name="handling_open"),
    path("handling/<row:consultation>/", handling.handling_detail, name="handling_detail"),
    path("handling/<row:consultation>/extend/", handling.handling_extend, name="handling_extend"),
    path("handling/<row:consultation>/erase/", handling.handling_erase, name="handling_erase"),
    path("handling/comments/<row:comment>/", handling.handling_comment, name="handling_comment"),
    path(
        "handling/comments/<row:comment>/decide/", handling.handling_decide, name="handling_decide"
    ),
    path("handling/comments/<row:comment>/merge/", handling.handling_merge, name="handling_merge"),
    path(
        "handling/comments/<row:comment>/sender/", handling.handling_sender, name="handling_sender"
    ),
    path("review/<row:version>/", review.review, name="review"),
    path("review/<row:version>/decide/", review.review_decide, name="review_decide"),
    path("review/<row:version>/add/<kind:kind>/", review.review_add, name="review_add"),
    path("review/<row:version>/items.<table:suffix>", tables.items_export, name="items_export"),
    path("review/<row:version>/table/", tables.items_import, name="items_import"),
    path("review/<row:version>/publish/", review.review_publish, name="review_publish"),
    path("adjustments/", adjusting.adjustment_list, name="adjustment_list"),
    path(
        "adjustments/new/<kind:kind>/<row:item>/",
        adjusting.adjustment_request,
        name="adjustment_request",
    ),
    path("adjustments/<row:adjustment>/", adjusting.adjustment_detail, name="adjustment_detail"),
    path(
        "adjustments/<row:adjustment>/withdraw/",
        adjusting.adjustment_withdraw,
        name="adjustment_withdraw",
    ),
    path(
        "adjustments/<row:adjustment>/decide/",
        adjusting.adjustment_decide,
        name="adjustment_decide",
    ),
    path("plans/<row:plan>/adjustments/", adjusting.plan_adjustments, name="plan_adjustments"),
]
