"""All addresses. LUODI_LANGUAGE has no prefix; the other language stands under its code."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from luodi.site import audit, calendar, jobs, views
from luodi.site.api import api
from luodi.site.navigation import workspace

# Every other route must ask for a permission; tests/site/test_routes.py holds the two together.
PUBLIC_ROUTES = frozenset(
    {
        "plans:plan_list",
        "plans:plan_detail",
        "plans:version_detail",
        "plans:plan_original",
        "plans:target_list",
        "plans:task_list",
        "plans:task_detail",
        "plans:region_comparison",
        "plans:version_difference",
        # Its secret address opens it, and the action looks at whose it is.
        "plans:calendar_feed",
        "plans:consultation_list",
        "plans:consultation_detail",
        "plans:consultation_comment",
        "plans:consultation_receipt",
        "plans:consultation_export",
        "api:list_consultations",
        "api:get_consultation",
        "api:list_comments",
        "api:send_comment",
        "plans:target_decomposition",
        "plans:plan_coverage",
        "plans:plan_adjustments",
        "api:get_decomposition",
        "api:get_coverage",
        "api:openapi-json",
        "api:openapi-view",
        "api:api-root",
        "api:list_plans",
        "api:get_plan",
        "api:get_reading",
        "api:list_targets",
        "api:list_tasks",
        "api:get_task_standing",
        "api:list_adjustments_of_plan",
        "parties:openid_back",
        "parties:openid_code",
        "parties:openid_start",
        "parties:sign_in",
        "api:compare_regions",
        "api:diff_versions",
        "api:list_units",
        "api:resolve_unit",
        "api:get_unit",
        "patterns",
    }
)

urlpatterns = [
    path("api/v1/", api.urls),
    *i18n_patterns(
        path("", include("luodi.plans.urls")),
        path("", include("luodi.parties.urls")),
        path("audit/", audit.audit_list, name="audit_list"),
        path("calendar/", calendar.calendar_now, name="calendar_now"),
        path("calendar/days/", calendar.calendar_change, name="calendar_change"),
        path("calendar/<int:year>/", calendar.calendar_year, name="calendar_year"),
        path("jobs/", jobs.job_list, name="job_list"),
        path("jobs/<row:number>/again/", jobs.job_retry, name="job_retry"),
        path("workspace/", workspace, name="workspace"),
        *([path("ui/", views.patterns, name="patterns")] if settings.DEBUG else []),
        prefix_default_language=False,
    ),
]
handler404 = "luodi.site.errors.not_found"
handler500 = "luodi.site.errors.server_error"
