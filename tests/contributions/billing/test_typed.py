from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from contributions.billing.typed import MoneyField, PercentField


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.574.074", "1574074.00"),
        ("Rp 16.200,50", "16200.50"),
        ("16,200.50", "16200.50"),
        (" 3000000 ", "3000000.00"),
    ],
)
def test_rupiah_are_understood_as_people_type_them(text, amount):
    assert MoneyField().clean(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["tiga juta", "-5", "1e9", "9" * 30, "\u0661"])
def test_what_is_no_amount_is_said_with_what_was_read(text):
    with pytest.raises(ValidationError) as refused:
        MoneyField().clean(text)
    assert refused.value.code == "money"
    assert text in refused.value.messages[0]


def test_nothing_is_an_amount_only_where_it_may_be():
    assert MoneyField(zero=True).clean("0") == 0
    with pytest.raises(ValidationError) as refused:
        MoneyField().clean("0")
    assert refused.value.code == "nothing"


def test_an_empty_field_gives_what_it_is_told_to():
    assert MoneyField(required=False).clean("") is None
    assert MoneyField(required=False, empty=Decimal(0)).clean(" ") == 0


@pytest.mark.parametrize(("text", "percent"), [("0,24", "0.24"), ("12.25 %", "12.25"), ("100", "100")])
def test_percent_is_understood_as_people_type_it(text, percent):
    assert PercentField().clean(text) == Decimal(percent)


@pytest.mark.parametrize(
    ("text", "code"), [("-3", "percent"), ("100,1", "share"), ("0,12345", "percent"), ("NaN", "percent")]
)
def test_what_is_no_percent_is_refused(text, code):
    with pytest.raises(ValidationError) as refused:
        PercentField().clean(text)
    assert refused.value.code == code


@given(st.decimals(0, 10**11, places=2), st.sampled_from(["id", "en"]))
def test_what_a_page_shows_reads_back_as_it_was(amount, language):
    field = MoneyField(zero=True)
    with translation.override(language):
        assert field.clean(field.prepare_value(amount)) == amount
