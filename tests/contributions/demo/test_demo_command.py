"""`manage.py demo`: where it refuses to load, and what it tells."""

import pytest
from django.core.management import call_command

from agencies.models import StatedFigure, User
from contributions.management.commands import demo
from tests.factories import UserFactory


def test_production_gets_no_known_passwords(settings, capsys):
    settings.PRODUCTION = True
    with pytest.raises(SystemExit) as left:
        call_command("demo", "--load-only")
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith("error: demo: ")


@pytest.mark.django_db
def test_database_with_other_data_is_left_alone(capsys):
    UserFactory()
    with pytest.raises(SystemExit) as left:
        call_command("demo", "--load-only")
    assert left.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert User.objects.count() == 1
    assert not StatedFigure.objects.exists()


def test_announcement_names_address_password_and_the_six_logins():
    words = demo._welcome("127.0.0.1", 8001)
    assert "http://127.0.0.1:8001/" in words
    assert "demo-lindungi" in words
    for name in ("dishub", "kota", "cabang", "provinsi", "operator", "bendahara"):
        assert f"{name}@lindungi.example" in words
    assert words.count("@lindungi.example") == 6
