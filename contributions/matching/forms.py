"""From which month to which."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contributions.billing.due import FIRST_MONTH, month_of
from enrolment.workers.registering_forms import MonthInput

LONGEST = 60


class SpanForm(forms.Form):
    """Months as the browser's picker sends them (2020-02); at most five years."""

    since = forms.DateField(label=_("From month"), widget=MonthInput, input_formats=["%Y-%m"])
    until = forms.DateField(label=_("To month"), widget=MonthInput, input_formats=["%Y-%m"])

    def clean_since(self) -> dt.date:
        return self._month("since")

    def clean_until(self) -> dt.date:
        return self._month("until")

    def _month(self, name: str) -> dt.date:
        month = month_of(self.cleaned_data[name])
        if not FIRST_MONTH <= month <= dt.date(2099, 12, 1):
            raise ValidationError(_("BPJS Ketenagakerjaan began in January 2014."))
        return month

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until:
            months = (until.year - since.year) * 12 + until.month - since.month + 1
            if months < 1:
                raise ValidationError(_("The first month is after the last."))
            if months > LONGEST:
                raise ValidationError(_("At most %(n)s months at once.") % {"n": LONGEST})
        return data
