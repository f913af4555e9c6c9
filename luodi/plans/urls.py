"""The addresses of the plans room."""

from django.urls import path

from luodi.plans import views

app_name = "plans"
urlpatterns = [
    path("", views.plan_list, name="plan_list"),
    path("plans/<int:plan>/", views.plan_detail, name="plan_detail"),
    path("plans/<int:plan>/versions/<int:version>/", views.plan_detail, name="version_detail"),
    path(
        "plans/<int:plan>/versions/<int:version>/original.txt",
        views.plan_original,
        name="plan_original",
    ),
    path("targets/", views.target_list, name="target_list"),
    path("regions/", views.region_comparison, name="region_comparison"),
    path(
        "differences/<int:before>/<int:after>/",
        views.version_difference,
        name="version_difference",
    ),
    path("tasks/", views.task_list, name="task_list"),
]
