"""Pages of shares take the same few statements however many targets and shares they show."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luodi.parties.rules.roles import Role
from luodi.plans.actions import enforce
from luodi.plans.models import Target
from tests.parties.cast import TEST, entered
from tests.plans.factory import reading
from tests.plans.sharing import halves, in_force

BUDGET = {
    "/plans/{plan}/coverage/": 8,
    "/targets/{target}/decomposition/": 10,
    "/decompositions/?plan={plan}": 12,
    "/decompositions/{target}/": 16,
    "/alignment/{plan}/": 10,
    "/api/v1/plans/{plan}/coverage": 7,
    "/api/v1/targets/{target}/decomposition": 9,
}


@pytest.mark.django_db
def test_no_page_of_shares_takes_more_statements_for_more_rows(client: Client) -> None:
    entered(client, Role.OFFICE)
    version = in_force()
    targets = list(Target.objects.filter(clause__version=version, unit="个"))

    def statements(address: str) -> int:
        address = address.format(plan=version.document_id, target=targets[0].pk)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    first = halves(targets[0], ("望澜区", "10"))
    enforce(targets[0], by=TEST, expected=first.pk)
    in_force(reading(region="望澜区", title="望澜区方案"))
    few = {address: statements(address) for address in BUDGET}
    for target in targets[1:]:
        many = [(f"第{number}区", "1") for number in range(30)]
        draft = halves(target, *many)
        enforce(target, by=TEST, expected=draft.pk, reason="预留")
    for number in range(3):
        in_force(reading(region=f"第{number}区", title=f"第{number}区方案"))
    assert {address: statements(address) for address in BUDGET} == few
    assert {address: n for address, n in few.items() if n > BUDGET[address]} == {}
