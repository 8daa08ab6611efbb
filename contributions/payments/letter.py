"""The letter to BPJS for a move: correction, split or refund; Indonesian for all, its number left empty."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency, Branch, ContributionGroup
from agencies.pages import figures
from agencies.pages.forms import DayInput
from contributions.models import MoveKind, Payment, PaymentMove
from enrolment.letters.signers import place_of, read_nip, spaced_nip
from enrolment.models import RosterStatement
from enrolment.workers.wording import month_name

DOTS = "." * 24


class LetterForm(forms.Form):
    """Who signs, where and when; empty fields become dots. The number stays empty: the office gives it."""

    place = forms.CharField(label=gettext_lazy("Place of signing"), max_length=80, required=False)
    day = forms.DateField(label=gettext_lazy("Day"), widget=DayInput)
    name = forms.CharField(label=gettext_lazy("Name of the signer"), max_length=160, required=False)
    nip = forms.CharField(label=gettext_lazy("NIP"), max_length=30, required=False)
    title = forms.CharField(label=gettext_lazy("Position"), max_length=160, required=False)

    def clean_nip(self) -> str:
        return read_nip(self.cleaned_data["nip"])


def remembered(agency: Agency) -> dict[str, Any]:
    """The signer of the agency's last statement, where the user may see it; at first only the place."""
    last = RosterStatement.objects.for_agency(agency).first()
    found: dict[str, Any] = {"place": place_of(agency), "day": timezone.localdate()}
    if last:
        found |= {"name": last.signer_name, "nip": last.signer_nip, "title": last.signer_title}
        found["place"] = last.place or found["place"]
    return found


@dataclass(frozen=True)
class Letter:
    """A letter from top to bottom. `head` and `facts`: label and value."""

    government: str
    office: str
    place_and_day: str
    head: list[tuple[str, str]]
    to: list[str]
    opening: str
    facts: list[tuple[str, str]]
    asks: str
    closing: str
    signer_title: str
    signer_name: str
    signer_nip: str
    footer: str


def letter_of(move: PaymentMove, signer: dict[str, Any]) -> Letter:
    """The letter; `signer` as `LetterForm` gives it."""
    with translation.override("id"):
        return _letter(move, signer)


def _letter(move: PaymentMove, signer: dict[str, Any]) -> Letter:
    agency, day = move.agency, signer["day"]
    place = signer["place"] or "." * 16
    return Letter(
        government=_("Government of %(region)s") % {"region": agency.region.name},
        office=agency.name,
        place_and_day=f"{place}, {figures.day(day)}",
        head=_head(move),
        to=[_("The head of"), _branch(agency), _("in %(place)s") % {"place": place_of(agency)}],
        opening=_("With this letter we report the following payment of contributions:"),
        facts=_facts(move),
        asks=_asks(move),
        closing=_("The proof of payment is attached. We thank you for your attention and cooperation."),
        signer_title=signer["title"] or DOTS,
        signer_name=signer["name"] or DOTS,
        signer_nip=_("NIP %(nip)s") % {"nip": spaced_nip(signer["nip"]) or DOTS},
        footer=_("%(agency)s · move %(number)s of %(day)s · Lindungi")
        % {"agency": agency.name, "number": f"{move.pk}"[:8], "day": _day(move.made_at)},
    )


def _day(moment: dt.datetime) -> str:
    return figures.day(timezone.localtime(moment).date())


def subject_of(move: PaymentMove) -> str:
    """Correction, split or refund: a part given away splits a payment, all of it corrects it."""
    if move.kind == MoveKind.REFUND:
        return _("Request to pay back contributions paid in excess")
    if move.kind == MoveKind.MONTH:
        return _("Request to correct the month of a payment of contributions")
    if move.amount < move.payment.amount:
        return _("Request to split a payment of contributions")
    return _("Request to correct the recipient of a payment of contributions")


def _head(move: PaymentMove) -> list[tuple[str, str]]:
    return [
        (_("Number"), "." * 40),
        (_("Attachment"), _("1 (one) file")),
        (_("Subject"), subject_of(move)),
    ]


def _branch(agency: Agency) -> str:
    branch = Branch.objects.filter(regions=agency.region).order_by("code").first()
    name = branch.name if branch else DOTS
    return name if "BPJS" in name else f"BPJS Ketenagakerjaan {name}"


def _facts(move: PaymentMove) -> list[tuple[str, str]]:
    payment = move.payment
    paid = [
        (_("Employer"), move.agency.name),
        (_("NPP"), _npp(payment.group)),
        (_("Kode iuran"), payment.code or "–"),
        (_("Paid on"), figures.day(payment.paid_on)),
        (_("Amount"), figures.rupiah(payment.amount)),
        (_("Channel"), _through(payment)),
    ]
    return [(str(label), value) for label, value in [*paid, *_wanted(move)]]


def _npp(group: ContributionGroup | None) -> str:
    return (group.npp if group else "") or DOTS


def _through(payment: Payment) -> str:
    channel = str(payment.get_channel_display())
    return f"{channel}, {payment.reference}" if payment.reference else channel


def _wanted(move: PaymentMove) -> list[tuple[str, str]]:
    words = [(_("Amount concerned"), figures.rupiah(move.amount))]
    if move.kind == MoveKind.MONTH:
        words.append((_("To be booked for"), month_name(move.to_month)))
    elif move.to_agency:
        words.append((_("To be booked for"), move.to_agency.name))
        words.append(
            (_("NPP of the recipient"), _npp(ContributionGroup.objects.filter(pk=move.to_group_id).first()))
        )
    return [*words, (_("Reason"), move.reason)]


def _asks(move: PaymentMove) -> str:
    words: dict[str, Any] = {"amount": figures.rupiah(move.amount)}
    if move.kind == MoveKind.REFUND:
        return (
            _(
                "We ask you to pay %(amount)s back to the account from which it was paid, or to tell us what"
                " is still needed for that."
            )
            % words
        )
    if move.kind == MoveKind.MONTH:
        words["month"] = month_name(move.to_month)
        return _("We ask you to book %(amount)s of it as the contribution of %(month)s.") % words
    words["whom"] = move.to_agency.name if move.to_agency else DOTS
    if move.amount < move.payment.amount:
        words["rest"] = figures.rupiah(move.payment.amount - move.amount)
        return (
            _(
                "We ask you to split this payment: %(amount)s for %(whom)s, the remaining %(rest)s"
                " for us as before."
            )
            % words
        )
    return _("We ask you to book the whole payment of %(amount)s for %(whom)s.") % words
