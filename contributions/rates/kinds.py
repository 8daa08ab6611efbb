"""The kinds of records that the operator keeps, each with its form, its words and its list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contributions.models import DueDate, MinimumWage, PenaltyRate, Rate, Relief
from contributions.rates import actions
from contributions.rates.forms import DueDateForm, MinimumWageForm, PenaltyForm, RateForm, ReliefForm

LATER = _("Final and closed months stay as they are. Drafts follow when they are computed again.")
SAVED = _("Saved. Months not assessed yet are reckoned with it.")


@dataclass(frozen=True)
class Kind:
    """`key` begins the URL names (`rate_add`), `page` is the list that it stands on, `effect` what a change
    does to months, `done` what is said of it afterwards."""

    key: str
    model: type[models.Model]
    form: type[forms.ModelForm]
    new: str | Promise
    change: str | Promise
    page: str = "rate_list"
    save: Callable[..., Any] = actions.save_record
    delete: Callable[..., Any] = actions.delete_record
    effect: str | Promise = LATER
    done: str | Promise = SAVED

    @property
    def kept(self) -> dict[str, Any]:
        """Which rows of the model are records that somebody entered: of due dates those that were moved."""
        return {"is_override": True} if self.model is DueDate else {}

    def address(self, act: str) -> str:
        return f"{self.key}_{act}"

    def named(self, record: Any) -> dict[str, Any]:
        """The record as the action's argument."""
        return {"due" if self.model is DueDate else "record": record}


KINDS = {
    kind.key: kind
    for kind in (
        Kind("rate", Rate, RateForm, _("New rate"), _("Change the rate")),
        Kind("relief", Relief, ReliefForm, _("New relief"), _("Change the relief")),
        Kind("penalty", PenaltyRate, PenaltyForm, _("New penalty rate"), _("Change the penalty rate")),
        Kind(
            "minimum_wage", MinimumWage, MinimumWageForm, _("New minimum wage"), _("Change the minimum wage"),
            "minimum_wage_list",
        ),
        Kind(
            "due_date", DueDate, DueDateForm, _("Move a due date"), _("Change the due date"),
            "due_date_list", actions.move_due_date, actions.restore_due_date,
            _("Every month that is not closed follows at once, final ones too: so does what is in arrears."),
            _("Saved. Months that are not closed are due on that day."),
        ),
    )
}  # fmt: skip
