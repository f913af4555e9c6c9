"""Administrators add people and entrust them with roles, never themselves; all of it is audited."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from luodi.audit.models import AuditEvent
from luodi.audit.queries import check_chain, events_about
from luodi.errors import LuodiError, NotAllowed
from luodi.parties import errors
from luodi.parties.actions import people
from luodi.parties.actions.units import register_unit
from luodi.parties.models import Person, RoleGrant
from luodi.parties.queries import actor_of, find_person
from luodi.parties.queries import people as everyone
from luodi.parties.rules.roles import Role, Verb, can
from tests.parties.cast import TEST, actor, person

pytestmark = pytest.mark.django_db


def test_a_new_person_holds_nothing_and_must_change_the_password() -> None:
    access = people.add_person(
        " Wang.Min@Example.CN ", name="王敏", by=actor("a", Role.ADMINISTRATOR)
    )
    assert access.person.login == "wang.min@example.cn"
    assert access.person.check_password(access.password)
    assert access.person.must_change_password
    assert not actor_of(access.person).roles


def test_the_password_is_nowhere_in_the_trail() -> None:
    access = people.add_person("b", name="王敏", by=TEST)
    again = people.restore_access(access.person.pk, by=TEST)
    trail = "".join(AuditEvent.objects.values_list("data", flat=True))
    assert access.password not in trail
    assert again.password not in trail
    assert access.password != again.password


@pytest.mark.parametrize(
    ("login", "name"), [("", "王"), ("a b", "王"), ("a", " "), ("a" * 151, "王")]
)
def test_what_is_no_person_is_refused(login: str, name: str) -> None:
    with pytest.raises(errors.PersonInvalid):
        people.add_person(login, name=name, by=TEST)


def test_a_login_name_is_taken_whatever_its_case_and_width() -> None:
    person("wang")
    with pytest.raises(errors.LoginTaken):
        people.add_person("ＷＡＮＧ", name="王敏", by=TEST)


def test_a_granted_role_opens_its_verbs_until_it_is_withdrawn() -> None:
    chief, someone = actor("a", Role.ADMINISTRATOR), person("b")
    people.grant_role(someone.pk, Role.REVIEWER, by=chief)
    assert can(actor_of(someone), Verb.CONFIRM)
    held_at = timezone.now()
    people.withdraw_role(someone.pk, Role.REVIEWER, by=chief)
    assert not can(actor_of(someone), Verb.CONFIRM)
    assert can(actor_of(someone, at=held_at), Verb.CONFIRM)
    told = [e.action for e in events_about(actor_of(someone).reference)]
    assert told == ["parties.add_person", "parties.grant_role", "parties.withdraw_role"]
    assert RoleGrant.objects.get(person=someone).granted_by == chief.reference
    assert check_chain().broken is None


ON_SOMEONE = {
    "grant_role": {"role": Role.PUBLISHER},
    "withdraw_role": {"role": Role.ADMINISTRATOR},
    "certify_person": {},
    "deactivate_person": {},
    "restore_access": {},
    "join_unit": {"unit": 1, "since": date(2026, 1, 1)},
    "leave_unit": {"unit": 1, "on": date(2026, 1, 1)},
}


@pytest.mark.parametrize("verb", ON_SOMEONE)
def test_not_even_an_administrator_changes_his_own_account(verb: str) -> None:
    chief = person("a", Role.ADMINISTRATOR)
    person("b", Role.ADMINISTRATOR)
    before = AuditEvent.objects.count()
    with pytest.raises(errors.OwnAccount):
        getattr(people, verb)(chief.pk, by=actor_of(chief), **ON_SOMEONE[verb])
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("verb", ON_SOMEONE)
@pytest.mark.parametrize("role", [r for r in Role if r is not Role.ADMINISTRATOR])
def test_no_other_role_changes_an_account(verb: str, role: Role) -> None:
    someone = person("b")
    with pytest.raises(NotAllowed):
        getattr(people, verb)(someone.pk, by=actor("a", role), **ON_SOMEONE[verb])


def test_an_auditor_is_given_no_other_role() -> None:
    auditor = person("a", Role.AUDITOR)
    with pytest.raises(errors.RolesConflict):
        people.grant_role(auditor.pk, Role.REVIEWER, by=TEST)
    with pytest.raises(errors.RolesConflict):
        people.grant_role(person("b", Role.REVIEWER).pk, Role.AUDITOR, by=TEST)


def test_a_role_is_granted_and_withdrawn_once() -> None:
    someone = person("a", Role.REVIEWER)
    with pytest.raises(errors.RoleRefused):
        people.grant_role(someone.pk, Role.REVIEWER, by=TEST)
    people.withdraw_role(someone.pk, Role.REVIEWER, by=TEST)
    with pytest.raises(errors.RoleRefused):
        people.withdraw_role(someone.pk, Role.REVIEWER, by=TEST)


def test_a_deactivated_account_has_no_roles_until_it_is_certified() -> None:
    someone = person("a", Role.REVIEWER)
    people.deactivate_person(someone.pk, by=TEST)
    assert not actor_of(find_person(someone.pk)).roles
    people.certify_person(someone.pk, by=TEST)
    assert actor_of(find_person(someone.pk)).roles == {Role.REVIEWER}


def test_an_account_nobody_certified_for_a_year_has_no_roles() -> None:
    someone = person("a", Role.REVIEWER)
    later = timezone.now() + timedelta(days=366)
    someone.last_login = later
    assert not actor_of(someone, at=later).roles


def test_the_last_administrator_stays() -> None:
    chief = person("a", Role.ADMINISTRATOR)
    for take in (people.deactivate_person, people.withdraw_role):
        extra = {"role": Role.ADMINISTRATOR} if take is people.withdraw_role else {}
        with pytest.raises(errors.LastAdministrator):
            take(chief.pk, by=TEST, **extra)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_remove_each_other_leave_one() -> None:
    pair = [person("a", Role.ADMINISTRATOR), person("b", Role.ADMINISTRATOR)]
    actors, start = [actor_of(p) for p in pair], Barrier(2)

    def work(number: int) -> None:
        start.wait()
        try:
            people.deactivate_person(pair[number].pk, by=actors[1 - number])
        except LuodiError:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))
    assert Person.objects.filter(deactivated_at=None).count() == 1


def test_members_act_for_their_unit_while_they_work_there() -> None:
    unit = register_unit("云溪市科学技术局", region="云溪市", level="city", by=TEST)
    someone = person("a", Role.UNIT)
    today = timezone.localdate()
    people.join_unit(someone.pk, unit.pk, since=today, by=TEST)
    assert can(actor_of(someone), Verb.REPORT, on=unit.pk)
    with pytest.raises(errors.MembershipRefused):
        people.join_unit(someone.pk, unit.pk, since=today, by=TEST)
    people.leave_unit(someone.pk, unit.pk, on=today + timedelta(days=1), by=TEST)
    assert can(actor_of(someone), Verb.REPORT, on=unit.pk)
    tomorrow = timezone.now() + timedelta(days=1)
    assert not can(actor_of(someone, at=tomorrow), Verb.REPORT, on=unit.pk)


def test_the_first_administrator_is_made_once() -> None:
    access = people.first_administrator()
    assert access is not None
    assert actor_of(access.person).roles == {Role.ADMINISTRATOR}
    assert people.first_administrator() is None


def test_the_list_of_people_takes_four_statements(django_assert_num_queries) -> None:
    unit = register_unit("云溪市科学技术局", region="云溪市", level="city", by=TEST)
    for number in range(5):
        person(f"p{number}", Role.UNIT, Role.REVIEWER, unit=unit)
    with django_assert_num_queries(4):
        assert [len(p.memberships.all()) for p in everyone()] == [1] * 5


def test_a_number_without_person_is_said_so() -> None:
    with pytest.raises(errors.PersonNotFound):
        find_person(7)
    with pytest.raises(errors.PersonNotFound):
        people.certify_person(7, by=TEST)
