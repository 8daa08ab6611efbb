"""Whatever people do, one after the other: every rule that `check_data` knows holds afterwards."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies import access
from agencies.groups.actions import save_group
from agencies.models import Agency
from contributions.billing.assessing import finalise
from contributions.billing.due import keep_due_dates
from contributions.checking.running import check, scope_of
from contributions.coverage.kept import make_fresh
from contributions.models import Assessment, Bill, Payment, PaymentMove
from contributions.payments import actions as paying
from contributions.payments import moving
from contributions.snapshots.taking import take
from enrolment.models import ChangeBatch, Enrolment, Worker
from enrolment.workers import actions as by_hand
from enrolment.workers import registering, withdrawing
from enrolment.workers.changes import actions as changes
from enrolment.workers.changes.actions import Decree
from enrolment.workers.moves import actions as moves
from tests.contributions.billing import money
from tests.contributions.billing.money import APR, FEB, MAR
from tests.factories import AgencyFactory, nik

pytestmark = pytest.mark.django_db
SYSTEM = access.SYSTEM
START = dt.date(2020, 1, 10)
TODAY = dt.date(2020, 6, 1)
MONTHS = (FEB, MAR, APR)


class Story:
    """Two agencies, and whatever can be done to them; what the actions refuse has not happened."""

    def __init__(self) -> None:
        keep_due_dates(TODAY)
        self.agencies = [AgencyFactory() for _ in range(2)]
        self.batches: list[tuple[Callable, Agency, object]] = []
        for agency in self.agencies:
            money.terms(agency)
            group = money.group_of(agency)
            agency.owned_groups.create(name="Divisi 2", segment=group.segment, jkk_risk=group.jkk_risk)
            self.add(agency, START, 2)
            self.register(agency, START, 2)

    def spells(self, agency):
        return Enrolment.objects.for_agency(agency)

    def add(self, agency, day, number):
        people = [{"nik": nik(), "name": f"Orang {n}", "category": "honorer"} for n in range(1 + number % 3)]
        by_hand.add_workers(agency=agency, people=people, listed_on=day, by=None)

    def submit(self, agency, day, number):
        done = moves.submit(agency=agency, enrolments=self.spells(agency).open(), submitted_on=day, by=None)
        self.batches.append((moves.undo, agency, done.batch))

    def leave(self, agency, day, number):
        some = self.spells(agency).open().order_by("pk")[: 1 + number % 2].values("pk")
        done = moves.end_many(
            agency=agency, enrolments=Enrolment.objects.filter(pk__in=some), reason="resigned", ended_on=day,
            by=None,
        )  # fmt: skip
        self.batches.append((moves.undo, agency, done.batch))

    def register(self, agency, day, number):
        confirmed = number % 2
        done = registering.register(
            enrolments=self.spells(agency).open(), registered_on=day, kpj=None, by=None,
            basis="confirmed" if confirmed else "stated", confirmed_month=day if confirmed else None,
        )  # fmt: skip
        self.batches.append((withdrawing.withdraw_batch, agency, done["batch"]))

    def comes_back(self, agency, day, number):
        spell = self.spells(agency).exclude(ended_on=None).order_by("-pk").first()
        if spell and number % 2:
            by_hand.reopen_enrolment(enrolment=spell, by=None)
        elif spell:
            by_hand.return_worker(worker=spell.worker, listed_on=day, by=None)

    def change(self, agency, day, number):
        some = Worker.objects.filter(agency=agency).order_by("pk")[:2].values("pk")
        given = {"agency": agency, "workers": Worker.objects.filter(pk__in=some), "by": None}
        given["decree"] = Decree("SK 1", day, day)
        if number % 3 == 0:
            changes.change_category(category=("rt_rw", "honorer", "kader")[number % 2], **given)
        elif number % 3 == 1:
            changes.change_guarantor(guarantor=("taspen", "bpjs")[number % 2], **given)
        else:
            changes.change_group(group=agency.owned_groups.get(is_default=False), **given)

    def change_back(self, agency, day, number):
        for batch in ChangeBatch.objects.filter(agency=agency, undone_at=None)[:1]:
            changes.undo(batch=batch, by=None)

    def take_back(self, agency, day, number):
        if self.batches:
            undo, place, batch = self.batches.pop(number % len(self.batches))
            undo(agency=place, batch=batch, by=None)

    def segment(self, agency, day, number):
        group = money.group_of(agency)
        group.segment = ("PU", "BPU")[number % 2]
        save_group(group=group, serves=None, by=None)

    def assess(self, agency, day, number):
        money.assessed(agency, MONTHS[number % 3])

    def finish(self, agency, day, number):
        for one in Assessment.objects.filter(agency=agency, state="draft")[:1]:
            finalise(assessment=one, by=SYSTEM, accept_missing=True)

    def bill(self, agency, day, number):
        code = f"{Bill.objects.count():012d}"
        money.bill(agency, number * 100, MONTHS[number % 3], code=code)

    def pay(self, agency, day, number):
        money.pay(agency, number * 100 + 1, day)

    def direct(self, agency, day, number):
        payment = Payment.objects.filter(agency=agency, voided_at=None).order_by("pk").first()
        if payment is None:
            return
        given = {"payment": payment, "amount": Decimal(number), "reason": "x", "by": SYSTEM}
        if number % 2:
            moving.move_to_month(month=MONTHS[number % 3], **given)
        else:
            other = next(one for one in self.agencies if one != agency)
            moving.move_to_group(group=money.group_of(other), **given)

    def undirect(self, agency, day, number):
        for move in PaymentMove.objects.filter(agency=agency, undone_at=None)[:1]:
            moving.undo_move(move=move, by=SYSTEM)

    def void(self, agency, day, number):
        for payment in Payment.objects.filter(agency=agency, voided_at=None)[:1]:
            paying.void_payment(payment=payment, reason="x", by=SYSTEM)

    def freeze(self, agency, day, number):
        take(region=agency.region, month=MONTHS[number % 3], by=SYSTEM, reason="again")

    def close(self, agency, day, number):
        Agency.objects.filter(pk=agency.pk).update(valid_to=day if number % 2 else None)

    def answer(self, agency, day, number):
        """The other answers for it from now on, or nobody any more; or its kind changes."""
        other = next(one for one in self.agencies if one != agency)
        if number % 3 == 0:
            given = {"kind": ("program", "dinas")[number % 2]}
        elif number % 3 == 1 or Agency.objects.filter(pk=other.pk, parent=agency).exists():
            given = {"parent": None, "answered_by_parent": False}
        else:
            given = {"parent": other, "answered_by_parent": True}
        Agency.objects.filter(pk=agency.pk).update(**given)


DEEDS = [name for name in vars(Story) if not name.startswith("_") and name != "spells"]
STEPS = st.tuples(
    st.sampled_from(DEEDS),
    st.integers(0, 1),
    st.integers(0, 120).map(lambda n: START + dt.timedelta(days=n)),
    st.integers(0, 400),
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=6, max_size=16))
def test_every_rule_holds_after_any_sequence_of_what_people_do(steps):
    with transaction.atomic():
        story = Story()
        for deed, number, day, amount in steps:
            try:
                with transaction.atomic():
                    getattr(story, deed)(story.agencies[number], day, amount)
            except (ValidationError, Http404):
                continue
        make_fresh()
        broken = {one.name: one.first for one in check(scope_of(None, TODAY)) if one.violations}
        transaction.set_rollback(True)
    assert broken == {}
