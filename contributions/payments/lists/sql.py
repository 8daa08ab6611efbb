"""The statements of reading a list of payments and of laying it beside what is known."""

from contributions.models import PaymentRow

_LATER = ("id", "list_id", "agency_id", "group_id", "known_as_id", "payment_id")
COLUMNS = tuple(f.attname for f in PaymentRow._meta.concrete_fields if f.attname not in _LATER)
_columns = ", ".join(COLUMNS)

# PostgreSQL refuses COPY FROM into a table under row-level security: rows come in through a temporary one.
CREATE_STAGING = f"""
create temporary table payment_staging on commit drop as
select {_columns} from contributions_paymentrow with no data
"""
KEEP_ROWS = f"""
insert into contributions_paymentrow (list_id, agency_id, {_columns})
select %(list)s, %(agency)s, {_columns} from payment_staging
"""
DROP_STAGING = "drop table payment_staging"
FORGET_ROWS = "delete from contributions_paymentrow where list_id = %(list)s"


def copy_staging(columns: tuple[str, ...]) -> str:
    """COPY in the order in which the reader gives the columns."""
    return f"copy payment_staging ({', '.join(columns)}) from stdin"


# A fresh list has no statistics: taken for one row, it would be compared row by row with all others.
NO_NESTED_LOOPS = "set local enable_nestloop = off"
NESTED_LOOPS = "set local enable_nestloop = on"

# The same payment twice in one list: what comes first counts. Two references are two payments.
TWICE = """
update contributions_paymentrow r
set problems = r.problems || jsonb_build_array(jsonb_build_object(
    'level', 'error', 'code', 'row_twice', 'column', null, 'read', s.first::text))
from (
    select id, first_value(row) over w as first, row_number() over w as turn
    from contributions_paymentrow
    where list_id = %(list)s and amount is not null and paid_on is not null
      and (code <> '' or reference <> '')
    window w as (partition by code, reference, case when code = '' then payer else '' end, paid_on, amount
                 order by ordinal)
) s
where s.id = r.id and s.turn > 1
"""

# What each row is by what is known now: its group by what it says (`keys` and `groups` run in step, a null
# group: nobody knows), and whether it is no contribution at all.
PLACE = """
update contributions_paymentrow r
set group_id = k.group_id,
    problems = coalesce((
        select jsonb_agg(e) from jsonb_array_elements(r.problems) e where e->>'level' <> 'out'
    ), '[]'::jsonb) || case when k.is_out
        then '[{"level": "out", "code": "no_contribution", "column": null, "read": ""}]'::jsonb
        else '[]'::jsonb end
from unnest(%(codes)s::text[], %(npps)s::text[], %(payers)s::text[], %(references)s::text[],
            %(groups)s::bigint[], %(outs)s::boolean[]) k (code, npp, payer, reference, group_id, is_out)
where r.list_id = %(list)s and r.code = k.code and r.npp = k.npp and r.payer = k.payer
  and r.reference = k.reference
  and (r.group_id is distinct from k.group_id or k.is_out or r.problems @> '[{"level": "out"}]')
"""

# Which rows may tell of which payment, in three grades: the same kode iuran, day and amount; the same
# reference and amount within some days (some banks write the same words each month); the same group, day and
# amount where one of the two names no code. Money that was moved here is not what a list tells.
# Rows that are alike stand for as many payments, in turn: of many, each meets few.
MAY_TELL = """
with w as materialized (
    select id, ordinal, left(code, 20) as code, reference, group_id, paid_on, amount,
           row_number() over (partition by code, reference, group_id, paid_on, amount
                              order by ordinal) as turn
    from contributions_paymentrow
    where list_id = %(list)s and amount is not null and paid_on is not null
      and not problems @> '[{"level": "error"}]'
), p as materialized (
    select id, code, reference, group_id, paid_on, amount, entered_at,
           row_number() over (partition by code, reference, group_id, paid_on, amount
                              order by entered_at, id) as turn
    from contributions_payment
    where voided_at is null and moved_from_id is null
      and (group_id = any(%(groups)s) or group_id is null and branch_id = %(branch)s)
), hit as (
    select 1 as grade, 0 as apart, w.id as row, w.ordinal, w.turn, p.id as payment, p.entered_at, p.turn as of
    from w join p on p.code = w.code and p.paid_on = w.paid_on and p.amount = w.amount
    where w.code <> ''
    union all
    select 2, abs(p.paid_on - w.paid_on), w.id, w.ordinal, w.turn, p.id, p.entered_at, p.turn
    from w join p on p.reference = w.reference and p.amount = w.amount
    where w.reference <> '' and (p.code = '' or w.code = '' or p.code = w.code)
      and abs(p.paid_on - w.paid_on) <= %(days)s
    union all
    select 3, 0, w.id, w.ordinal, w.turn, p.id, p.entered_at, p.turn
    from w join p on p.group_id = w.group_id and p.paid_on = w.paid_on and p.amount = w.amount
    where (p.code = '' or w.code = '') and (p.reference = '' or w.reference = '' or p.reference = w.reference)
)
select row, payment from hit where turn = of or greatest(turn, of) <= 20
order by grade, apart, ordinal, entered_at, payment
"""

KNOW = """
update contributions_paymentrow r set known_as_id = k.payment
from (
    select w.id, t.payment from contributions_paymentrow w
    left join unnest(%(rows)s::bigint[], %(payments)s::uuid[]) t (row, payment) on t.row = w.id
    where w.list_id = %(list)s and w.known_as_id is distinct from t.payment
) k
where k.id = r.id
"""

TIE = """
update contributions_paymentrow r set payment_id = k.payment
from unnest(%(rows)s::bigint[], %(payments)s::uuid[]) k (row, payment)
where r.id = k.row
"""
