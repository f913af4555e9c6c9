"""What the parties room brings to the rooms below and beside it."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "luodi.parties"

    def ready(self) -> None:
        from django.urls import reverse

        from luodi.parties import notice_kinds as kinds
        from luodi.parties.actions import notices
        from luodi.schedule.jobs import Handler, register

        register(notices.SEND, Handler(notices.keep_sent, notices.send))
        for kind, sentence in (
            ("parties.role_granted", kinds.role_granted),
            ("parties.role_withdrawn", kinds.role_withdrawn),
        ):
            words = kinds.NoticeKind(sentence, lambda data: reverse("parties:account"))
            kinds.register_kind(kind, words)
