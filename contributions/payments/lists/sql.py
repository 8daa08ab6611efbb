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

# Told before: the same kode iuran, day and amount; the same reference and amount; or the same group, day and
# amount where one of the two names no code. Money that was moved here is not what a list tells.
KNOW = """
update contributions_paymentrow r set known_as_id = k.known
from (
    select w.id, (
        select p.id from contributions_payment p
        where p.voided_at is null and p.moved_from_id is null and p.amount = w.amount
          and (p.group_id = any(%(groups)s) or p.group_id is null and p.branch_id = %(branch)s)
          and (p.code = '' or w.code = '' or p.code = left(w.code, 20))
          and (
              (w.code <> '' and p.code = left(w.code, 20) and p.paid_on = w.paid_on)
              or (w.reference <> '' and p.reference = w.reference)
              or (p.group_id = w.group_id and p.paid_on = w.paid_on and (p.code = '' or w.code = '')
                  and (p.reference = '' or w.reference = '' or p.reference = w.reference))
          )
        order by p.entered_at limit 1
    ) as known
    from contributions_paymentrow w
    where w.list_id = %(list)s and w.amount is not null
) k
where k.id = r.id and r.known_as_id is distinct from k.known
"""

TIE = """
update contributions_paymentrow r set payment_id = k.payment
from unnest(%(rows)s::bigint[], %(payments)s::uuid[]) k (row, payment)
where r.id = k.row
"""
