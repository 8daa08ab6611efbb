import pytest

from agencies.pages.sharing import whatsapp_url


@pytest.mark.parametrize("phone", ["0812-3456-7890", "+62 812 3456 7890", "6281234567890"])
def test_whatsapp_opens_to_a_mobile_number_however_it_is_written(phone):
    assert whatsapp_url("Halo", phone) == "https://wa.me/6281234567890?text=Halo"


@pytest.mark.parametrize("phone", ["", "021-555123", "0812", "javascript:alert(1)"])
def test_whatsapp_asks_for_the_receiver_where_there_is_no_mobile_number(phone):
    assert whatsapp_url("Halo", phone) == "https://wa.me/?text=Halo"
