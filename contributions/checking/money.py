"""Rules of the books: assessments, payments and what of the one lies over what of the other."""

from django.utils.translation import gettext_lazy as _

from contributions.checking.rules import Rule
from contributions.models import PARTS

_MONTH = "a.code || ' ' || to_char(b.month, 'YYYY-MM') || ' #' || b.group_id"
_SUMS = ("base", *PARTS, "total")

RULES = [
    Rule(
        "assessments_are_their_lines",
        _("Every month's contribution is the sum of its lines, to the cent, for as many workers"),
        f"""
        select {_MONTH} from contributions_assessment b
        join agencies_agency a on a.id = b.agency_id
        left join (
            select l.assessment_id, count(*) filter (where l.kind = 'regular') as workers,
                   {", ".join(f"sum(l.{name}) as {name}" for name in _SUMS)}
            from contributions_assessmentline l
            join contributions_assessment x on x.id = l.assessment_id
            where x.agency_id = any(%(agencies)s)
            group by l.assessment_id
        ) s on s.assessment_id = b.id
        where b.agency_id = any(%(agencies)s) and (
            (b.workers, {", ".join(f"b.{name}" for name in _SUMS)}) is distinct from
            (coalesce(s.workers, 0), {", ".join(f"coalesce(s.{name}, 0)" for name in _SUMS)})
            or b.total <> {" + ".join(f"b.{part}" for part in PARTS)})
        order by 1
        """,
    ),
    Rule(
        "payments_are_never_overspent",
        _("No payment pays more than it is, and none that was taken back pays anything"),
        """
        select coalesce(a.code, '-') || ' ' || p.id from contributions_payment p
        join agencies_agency a on a.id = p.agency_id
        left join (
            select x.payment_id, sum(x.amount) as amount from contributions_allocation x
            join contributions_payment y on y.id = x.payment_id
            where y.agency_id = any(%(agencies)s) group by x.payment_id
        ) s on s.payment_id = p.id
        where p.agency_id = any(%(agencies)s) and (
            p.allocated <> coalesce(s.amount, 0) or coalesce(s.amount, 0) > p.amount - p.moved_out
            or (p.voided_at is not null and s.amount is not null))
        order by 1
        """,
    ),
    Rule(
        "months_are_never_overpaid",
        _("What was paid for a month is the sum of its parts of payments, and never more than is owed"),
        f"""
        select {_MONTH} from contributions_assessment b
        join agencies_agency a on a.id = b.agency_id
        left join (
            select x.assessment_id, sum(x.amount) as amount, max(p.paid_on) as newest
            from contributions_allocation x
            join contributions_payment p on p.id = x.payment_id
            join contributions_assessment y on y.id = x.assessment_id
            where y.agency_id = any(%(agencies)s) group by x.assessment_id
        ) s on s.assessment_id = b.id
        where b.agency_id = any(%(agencies)s) and (
            b.paid <> coalesce(s.amount, 0) or b.paid > b.owed
            or (b.settled_on is distinct from case when b.owed > 0 and b.paid >= b.owed then s.newest end))
        order by 1
        """,
    ),
    Rule(
        "allocations_stay_in_their_group",
        _("A payment pays months of its own contribution group alone"),
        f"""
        select {_MONTH} from contributions_allocation x
        join contributions_assessment b on b.id = x.assessment_id
        join contributions_payment p on p.id = x.payment_id
        join agencies_agency a on a.id = b.agency_id
        where b.agency_id = any(%(agencies)s) and (
            (x.group_id, x.agency_id, x.month) is distinct from (b.group_id, b.agency_id, b.month)
            or p.group_id is distinct from x.group_id)
        order by 1
        """,
    ),
    Rule(
        "arrears_are_owed_less_paid",
        _("Owed less the payments, with their credits, is what is unpaid"),
        """
        select a.code || ' #' || g.id from agencies_contributiongroup g
        join agencies_agency a on a.id = g.agency_id
        join (
            select b.group_id, sum(b.owed) as owed, sum(greatest(b.owed - b.paid, 0)) as unpaid
            from contributions_assessment b where b.agency_id = any(%(agencies)s) group by b.group_id
        ) m on m.group_id = g.id
        left join (
            select p.group_id, sum(p.amount - p.moved_out) as paid,
                   sum(p.amount - p.moved_out - p.allocated) as credit
            from contributions_payment p
            where p.agency_id = any(%(agencies)s) and p.voided_at is null group by p.group_id
        ) s on s.group_id = g.id
        where m.owed - (coalesce(s.paid, 0) - coalesce(s.credit, 0)) <> m.unpaid
        order by 1
        """,
    ),
    Rule(
        "no_credit_beside_a_debt",
        _("No contribution group has money left while one of its open months is unpaid"),
        """
        select a.code || ' #' || g.id from agencies_contributiongroup g
        join agencies_agency a on a.id = g.agency_id
        where g.agency_id = any(%(agencies)s)
          and exists (select from contributions_payment p where p.group_id = g.id and p.voided_at is null
                      and p.amount - p.moved_out > p.allocated)
          and exists (select from contributions_assessment b
                      left join enrolment_agencymonth m on m.agency_id = b.agency_id and m.month = b.month
                           and m.closed_at is not null
                      where b.group_id = g.id and b.owed > b.paid and m.id is null)
        order by 1
        """,
    ),
    Rule(
        "months_are_due_when_the_calendar_says",
        _("Every month that is not closed is due on the day that the calendar of due dates gives"),
        f"""
        select {_MONTH} from contributions_assessment b
        join agencies_agency a on a.id = b.agency_id
        join contributions_duedate d on d.month = b.month and d.segment = b.segment
        left join enrolment_agencymonth m on m.agency_id = b.agency_id and m.month = b.month
             and m.closed_at is not null
        where b.agency_id = any(%(agencies)s) and m.id is null and d.due_on <> b.due_on
        order by 1
        """,
    ),
]
