"""The REST API of all rooms, and the edge where a refusal becomes problem+json."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer

from luodi.errors import DomainError, InvalidInput
from luodi.plans.api import router as plans
from luodi.site.errors import problem

renderer = JSONRenderer()
# Chinese stays Chinese in the answers.
renderer.json_dumps_params = {"ensure_ascii": False}
api = NinjaAPI(
    renderer=renderer,
    title="Luodi",
    version="1",
    urls_namespace="api",
    description="What published AI+ plans promise. Read by machine, not yet confirmed.",
)
api.add_router("", plans)


@api.exception_handler(DomainError)
def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    return problem(error)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    places = [
        {"field": ".".join(str(part) for part in fault["loc"]), "detail": fault["msg"]}
        for fault in error.errors
    ]
    return problem(InvalidInput(), errors=places)
