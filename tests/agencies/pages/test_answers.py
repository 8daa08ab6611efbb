"""What forms answer in Indonesian."""

from django import forms
from django.utils import translation

from agencies.pages.answers import SAID_BETTER


class NumberForm(forms.Form):
    value = forms.IntegerField()


def test_a_word_where_a_number_belongs_is_answered_so_that_a_clerk_understands():
    with translation.override("id"):
        assert NumberForm({"value": "12 ribu"}).errors["value"] == ["Isi dengan bilangan bulat, tanpa huruf."]
        assert NumberForm({}).errors["value"] == ["Isian ini wajib diisi."]


def test_every_answer_is_one_that_djangos_forms_give():
    fields = [*vars(forms.fields).values(), forms.ModelChoiceField]
    with translation.override("en"):
        known = {str(text) for field in fields for text in _messages(field)}
    assert set(SAID_BETTER) <= known


def _messages(field):
    return getattr(field, "default_error_messages", {}).values() if isinstance(field, type) else ()
