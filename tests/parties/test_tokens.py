"""A person's own tokens: what they open, how they end, and that their text is kept nowhere."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from luodi.audit.models import AuditEvent
from luodi.errors import NotAllowed
from luodi.parties import errors
from luodi.parties.actions.people import certify_person, deactivate_person, restore_access
from luodi.parties.actions.tokens import make_token, show_token, withdraw_token
from luodi.parties.models import Person, SignInGate, Token
from luodi.parties.queries import actor_of, live_tokens
from luodi.parties.rules.access import NETWORK_LIMIT
from luodi.parties.rules.roles import Role
from luodi.parties.rules.tokens import may_be_used
from tests.parties.cast import TEST, person

HOME, AWAY = "192.0.2.1", "198.51.100.1"
database = pytest.mark.django_db


@pytest.fixture
def wang(db: None) -> Person:
    return person("wang", Role.REVIEWER)


def made(who: Person, **more: int) -> str:
    return make_token(who, label="月度核对脚本", by=actor_of(who), **more).text


def refused(text: str) -> None:
    with pytest.raises(errors.TokenRefused):
        show_token(text, address=HOME)


def test_a_token_shows_its_person_and_only_its_digest_is_kept(wang: Person) -> None:
    text = made(wang)
    assert show_token(text, address=HOME) == wang
    token = Token.objects.get()
    assert text not in {str(value) for value in vars(token).values()}
    assert token.expires_at - token.created_at == timedelta(days=90)
    event = AuditEvent.objects.get(action="parties.make_token")
    assert event.subject == f"parties.token:{token.pk}"
    assert text not in event.data and token.digest not in event.data


def test_the_day_of_use_is_written_once_a_day(wang: Person, django_assert_num_queries) -> None:
    text = made(wang)
    with django_assert_num_queries(2):
        show_token(text, address=HOME)
    with django_assert_num_queries(1):
        show_token(text, address=HOME)
    assert Token.objects.get().last_used_on == timezone.localdate()


def test_a_withdrawn_token_opens_nothing(wang: Person) -> None:
    text = made(wang)
    number = Token.objects.get().pk
    withdraw_token(wang, number, by=actor_of(wang))
    refused(text)
    assert not live_tokens(wang, now=timezone.now())
    assert AuditEvent.objects.filter(action="parties.withdraw_token").count() == 1
    with pytest.raises(errors.TokenNotFound):
        withdraw_token(wang, number, by=actor_of(wang))


def test_a_token_that_has_run_out_opens_nothing(wang: Person) -> None:
    text = made(wang, days=1)
    Token.objects.update(created_at=timezone.now() - timedelta(days=2), expires_at=timezone.now())
    refused(text)


def test_a_token_opens_nothing_while_its_account_is_out_of_use(wang: Person) -> None:
    text = made(wang)
    deactivate_person(wang.pk, by=TEST)
    refused(text)
    certify_person(wang.pk, by=TEST)
    assert show_token(text, address=HOME)
    Person.objects.update(certified_at=timezone.now() - timedelta(days=365))
    refused(text)


def test_a_new_password_from_an_administrator_withdraws_all_tokens(wang: Person) -> None:
    text = made(wang)
    restore_access(wang.pk, by=TEST)
    refused(text)


@pytest.mark.parametrize(
    "wrong", [{"days": 0}, {"days": 366}, {"label": " "}, {"label": "长" * 101}]
)
def test_a_token_needs_a_purpose_and_an_end(wang: Person, wrong: dict[str, object]) -> None:
    with pytest.raises(errors.TokenInvalid):
        make_token(wang, **({"label": "脚本", "by": actor_of(wang)} | wrong))  # type: ignore[arg-type]


def test_nobody_makes_or_withdraws_the_token_of_another(wang: Person) -> None:
    chief = actor_of(person("chief", Role.ADMINISTRATOR))
    made(wang)
    with pytest.raises(NotAllowed):
        make_token(wang, label="脚本", by=chief)
    with pytest.raises(NotAllowed):
        withdraw_token(wang, Token.objects.get().pk, by=chief)
    assert make_token(wang, label="安装脚本", by=TEST)


def test_who_holds_no_role_makes_no_token(db: None) -> None:
    nobody = person("nobody")
    with pytest.raises(NotAllowed):
        made(nobody)


def test_wrong_tokens_close_the_network_to_sign_ins_but_not_to_good_tokens(wang: Person) -> None:
    text = made(wang)
    for number in range(NETWORK_LIMIT):
        refused(f"luodi_{number}")
    with pytest.raises(errors.SignInClosed):
        show_token("luodi_x", address=HOME)
    assert show_token(text, address=HOME) == wang
    with pytest.raises(errors.TokenRefused):
        show_token("luodi_x", address=AWAY)
    assert SignInGate.objects.count() == 2


MOMENTS = st.datetimes(min_value=timezone.now().replace(tzinfo=None), allow_imaginary=False)


@given(MOMENTS, st.none() | MOMENTS, MOMENTS)
def test_a_token_is_good_until_the_first_of_its_ends(expires, revoked, now) -> None:
    ends = min(filter(None, (expires, revoked)))
    assert may_be_used(expires, revoked, now=now) == (now < ends)
