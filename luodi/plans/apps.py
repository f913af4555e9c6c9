"""What the plans room brings to the rooms below it: what its jobs do, what its notices say."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "luodi.plans"

    def ready(self) -> None:
        from django.urls import reverse

        from luodi.parties.notice_kinds import NoticeKind, register_kind
        from luodi.plans.actions import adjusting, consulting, planning, supervising
        from luodi.plans.adjustment_words import settled_address, settled_notice
        from luodi.plans.sentences import step_notice
        from luodi.plans.work_plan_sentences import work_plan_notice
        from luodi.schedule.jobs import Handler, register

        register(supervising.LADDER, Handler(supervising.keep_ladder))
        register(consulting.ERASE, Handler(consulting.keep_erased))
        words = NoticeKind(
            step_notice, lambda data: reverse("plans:task_detail", args=[data["number"]])
        )
        register_kind(supervising.STEP_REACHED, words)
        told = NoticeKind(
            work_plan_notice,
            lambda data: reverse("plans:work_plan", args=[data["number"], data["year"]]),
        )
        register_kind(planning.WORK_PLAN, told)
        register_kind(adjusting.SETTLED, NoticeKind(settled_notice, settled_address))
