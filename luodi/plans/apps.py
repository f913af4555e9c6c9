"""What the plans room brings to the rooms below it: what its jobs do, what its notices say."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "luodi.plans"

    def ready(self) -> None:
        from django.urls import reverse

        from luodi.parties.notice_kinds import Data, NoticeKind, register_kind
        from luodi.plans import sentences
        from luodi.plans.actions import adjusting, consulting, planning, supervising, telling
        from luodi.plans.adjustment_words import settled_address, settled_notice
        from luodi.plans.work_plan_sentences import work_plan_notice
        from luodi.schedule.actions import CALENDAR_CHANGED
        from luodi.schedule.jobs import Handler, register

        def of_task(data: Data) -> str:
            return reverse("plans:task_detail", args=[data["number"]])

        def of_list(data: Data) -> str:
            return of_task(data) if data["count"] == 1 else reverse("plans:todo_list")

        register(supervising.LADDER, Handler(supervising.keep_ladder))
        register(CALENDAR_CHANGED, Handler(supervising.keep_calendar))
        register(consulting.ERASE, Handler(consulting.keep_erased))
        register_kind(supervising.STEP_REACHED, NoticeKind(sentences.step_notice, of_task))
        register_kind(telling.DUTY_ACT, NoticeKind(sentences.act_notice, of_task))
        register_kind(telling.DUTIES_ISSUED, NoticeKind(sentences.issue_notice, of_list))
        carried = NoticeKind(sentences.carry_notice, lambda data: reverse("plans:todo_list"))
        register_kind(telling.DUTIES_CARRIED, carried)
        told = NoticeKind(
            work_plan_notice,
            lambda data: reverse("plans:work_plan", args=[data["number"], data["year"]]),
        )
        register_kind(planning.WORK_PLAN, told)
        register_kind(adjusting.SETTLED, NoticeKind(settled_notice, settled_address))
