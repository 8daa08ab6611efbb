"""The worker list offers one main step; whatever is rarer waits in a menu."""

import re

import pytest
from django.urls import reverse

from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db


def test_worker_list_names_what_many_can_be_done_once(client, dishub, dishub_operator):
    WorkerFactory(agency=dishub)
    client.force_login(dishub_operator)
    page = client.get(reverse("agency_workers", args=[dishub.code])).content.decode()
    bar = re.search(r'<fieldset class="bulk-bar">.*?</fieldset>', page, re.S).group()
    shown, more = bar.split("<details", 1)
    assert shown.count("<button") == 2  # register, submit; for whom is asked beside them
    assert more.count("<button") == 4  # what is rarer waits behind one word
    assert re.findall(r'name="which" value="(\w+)"', bar) == ["ticked", "all"]


@pytest.mark.parametrize("name", ["agency_workers", "agency_uploads"])
def test_pages_of_the_list_have_one_main_button(client, dishub, dishub_operator, name):
    WorkerFactory(agency=dishub)
    client.force_login(dishub_operator)
    page = client.get(reverse(name, args=[dishub.code])).content.decode()
    assert len(re.findall(r'class="btn btn-primary"', page)) == 1
