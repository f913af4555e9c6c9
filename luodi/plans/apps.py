"""What the plans room brings to the rooms below it: what its jobs do, what its notices say."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "luodi.plans"

    def ready(self) -> None:
        from django.urls import reverse

        from luodi.parties.notice_kinds import NoticeKind, register_kind
        from luodi.plans.actions import consulting, supervising
        from luodi.plans.sentences import step_notice
        from luodi.schedule.jobs import Handler, register

        register(supervising.LADDER, Handler(supervising.keep_ladder))
        register(consulting.ERASE, Handler(consulting.keep_erased))
        words = NoticeKind(
            step_notice, lambda data: reverse("plans:task_detail", args=[data["number"]])
        )
        register_kind(supervising.STEP_REACHED, words)
