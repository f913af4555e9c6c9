"""What each role opens, and that nobody opens anything for himself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.errors import NotAllowed
from luodi.parties.rules.roles import Actor, Role, Verb, can, compatible, require

OPEN = {
    Role.OFFICE: {
        Verb.CONSULT,
        Verb.DECOMPOSE,
        Verb.ENTER,
        Verb.IMPORT,
        Verb.CONFIRM,
        Verb.SUPERVISE,
        Verb.OVERSEE,
        Verb.MANAGE_UNITS,
        Verb.MANAGE_CALENDAR,
    },
    Role.UNIT: {Verb.ENTER, Verb.REPORT},
    Role.REVIEWER: {Verb.ENTER, Verb.CONFIRM},
    Role.PUBLISHER: {Verb.ENTER, Verb.PUBLISH, Verb.APPROVE},
    Role.AUDITOR: {Verb.ENTER, Verb.OVERSEE, Verb.READ_AUDIT},
    Role.ADMINISTRATOR: {
        Verb.ENTER,
        Verb.MANAGE_UNITS,
        Verb.MANAGE_PEOPLE,
        Verb.MANAGE_CALENDAR,
        Verb.MANAGE_JOBS,
        Verb.READ_AUDIT,
    },
}
HOME, ELSEWHERE = 3, 4


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("verb", Verb)
def test_a_role_opens_its_verbs_and_no_other(role: Role, verb: Verb) -> None:
    actor = Actor("parties.person:1", frozenset({role}), frozenset({HOME}))
    assert can(actor, verb, on=HOME) is (verb in OPEN[role])


@pytest.mark.parametrize("verb", Verb)
def test_without_a_role_nothing_is_open(verb: Verb) -> None:
    with pytest.raises(NotAllowed):
        require(Actor("parties.person:1", units=frozenset({HOME})), verb, on=HOME)


def test_a_unit_reports_through_its_own_members_only() -> None:
    actor = Actor("parties.person:1", frozenset({Role.UNIT}), frozenset({HOME}))
    assert can(actor, Verb.REPORT, on=HOME)
    assert not can(actor, Verb.REPORT, on=ELSEWHERE)
    assert not can(actor, Verb.REPORT)


@given(st.frozensets(st.sampled_from(Role)))
def test_an_auditor_holds_no_other_role(roles: frozenset[Role]) -> None:
    assert compatible(roles) is not (Role.AUDITOR in roles and len(roles) > 1)


@given(st.frozensets(st.sampled_from(Role)), st.sampled_from(Role), st.sampled_from(Verb))
def test_one_more_role_never_closes_anything(
    roles: frozenset[Role], more: Role, verb: Verb
) -> None:
    before, after = (Actor("a", held, frozenset({HOME})) for held in (roles, roles | {more}))
    assert can(after, verb, on=HOME) >= can(before, verb, on=HOME)
