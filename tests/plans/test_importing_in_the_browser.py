"""Plan files sent through the page and through REST: read, known already, or refused and why."""

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from luodi.parties.models import Person
from luodi.parties.rules.roles import Role
from luodi.plans.models import Version
from tests.parties.cast import entered
from tests.plans.test_changes_between_versions import PAIR

pytestmark = pytest.mark.django_db
PAGE, API = "/review/import/", "/api/v1/plans"
DRAFT = (PAIR / "draft.txt").read_bytes()
WRONG = {
    "empty.txt": b"",
    "zeros.pdf": b"\x00" * 100,
    "broken.docx": b"PK\x03\x04 not a document",
    "broken.pdf": b"%PDF-1.7\nno more",
    "english.txt": b"A plan that is not written in Chinese at all. " * 20,
    "short.txt": "太短".encode(),
}


def file(content: bytes, name: str = "plan.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def office(client: Client) -> Person:
    return entered(client, Role.OFFICE)


def test_several_files_are_read_and_each_is_answered_for(client: Client, office: Person) -> None:
    issued = (PAIR / "issued.txt").read_bytes()
    response = client.post(PAGE, {"plans": [file(DRAFT, "draft.txt"), file(issued, "issued.txt")]})
    text = response.content.decode()
    assert response.status_code == 200
    assert Version.objects.count() == 2
    assert text.count("待核对") >= 2
    assert f'href="/review/{Version.objects.latest("pk").pk}/"' in text


def test_a_file_that_is_there_already_changes_nothing(client: Client, office: Person) -> None:
    client.post(PAGE, {"plans": file(DRAFT)})
    again = client.post(PAGE, {"plans": file(DRAFT, "again.txt")})
    assert "此前已导入" in again.content.decode()
    assert Version.objects.count() == 1


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_answered_with_a_sentence(
    client: Client, office: Person, name: str
) -> None:
    response = client.post(PAGE, {"plans": [file(WRONG[name], name), file(DRAFT)]})
    text = response.content.decode()
    assert response.status_code == 422
    assert name in text or "未接收" in text
    assert Version.objects.count() == (0 if name == "empty.txt" and "至少" in text else 1)


def test_no_file_at_all_is_answered_with_a_sentence(client: Client, office: Person) -> None:
    response = client.post(PAGE)
    assert response.status_code == 422
    assert "请至少选择一个文件" in response.content.decode()


def test_too_many_files_are_not_read(client: Client, office: Person) -> None:
    response = client.post(PAGE, {"plans": [file(DRAFT, f"{n}.txt") for n in range(21)]})
    assert response.status_code == 422
    assert not Version.objects.exists()


def test_a_file_beyond_the_limit_is_refused(
    client: Client, office: Person, settings: LazySettings
) -> None:
    settings.LUODI_UPLOAD_MEGABYTES = 0
    assert "0 MB" in client.post(PAGE, {"plans": file(DRAFT)}).content.decode()
    assert client.post(API, {"file": file(DRAFT)}, headers=own(client)).json()["code"] == (
        "upload_too_large"
    )
    assert not Version.objects.exists()


@pytest.mark.parametrize("name", ["../../etc/passwd", "计" * 200 + ".txt", "a\nb.txt", ".txt"])
def test_no_name_leads_out_of_the_folder(client: Client, office: Person, name: str) -> None:
    assert client.post(PAGE, {"plans": file(DRAFT, name)}).status_code == 200
    assert "/" not in Version.objects.get().source


def own(client: Client) -> dict[str, str]:
    """What a page of ours sends along with a change."""
    client.get(PAGE)
    return {"X-CSRFToken": client.cookies["csrftoken"].value}


def test_rest_imports_once(client: Client, office: Person) -> None:
    header = own(client)
    first = client.post(API, {"file": file(DRAFT)}, headers=header).json()
    again = client.post(API, {"file": file(DRAFT)}, headers=header).json()
    assert (first["created"], again["created"]) == (True, False)
    assert first["version"] == again["version"] == Version.objects.get().pk


def test_rest_says_why_a_file_is_refused(client: Client, office: Person) -> None:
    wrong = file(WRONG["broken.docx"], "broken.docx")
    response = client.post(API, {"file": wrong}, headers=own(client))
    assert response.status_code == 422
    assert response.json()["code"] == "upload_refused"
    assert "broken.docx" in response.json()["detail"]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICE}))
def test_only_the_office_imports(client: Client, role: Role) -> None:
    entered(client, role)
    Person.objects.update(totp_secret="set up")
    assert client.post(PAGE, {"plans": file(DRAFT)}).status_code == 403
    client.get("/account/")
    header = {"X-CSRFToken": client.cookies["csrftoken"].value}
    assert client.post(API, {"file": file(DRAFT)}, headers=header).status_code == 403
    assert not Version.objects.exists()


def test_a_stranger_imports_nothing(client: Client) -> None:
    assert client.post(PAGE, {"plans": file(DRAFT)}).status_code == 302
    assert client.post(API, {"file": file(DRAFT)}).status_code == 401
