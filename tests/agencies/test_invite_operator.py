"""The first system operator comes in by a link from the shell."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from agencies.models import User

pytestmark = pytest.mark.django_db


def run(*args: str) -> dict:
    out = StringIO()
    call_command("invite_operator", *args, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_link_sets_the_password_and_signs_in(client):
    answer = run("Rina Wulandari", "--username", "rina")
    assert client.get(answer["path"]).status_code == 200
    password = "sandi-yang-panjang-sekali"
    assert (
        client.post(answer["path"], {"new_password1": password, "new_password2": password}).status_code == 302
    )
    assert User.objects.get(username="rina").check_password(password)
    assert client.get("/regions/").status_code == 200


def test_taken_user_name_is_refused_in_one_line(capsys):
    run("Rina Wulandari", "--username", "rina")
    with pytest.raises(SystemExit) as left:
        call_command("invite_operator", "Rina Lain", "--username", "rina")
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith("error: Rina Lain: ")
