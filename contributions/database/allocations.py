"""Which money pays which month: summed on both sides, taken off again."""

from agencies.database.functions import IN_SETS, for_the_app

SUMS = f"""
create or replace function contributions_allocation_sums() returns trigger language plpgsql {IN_SETS} as $$
begin
    update contributions_payment p set allocated = coalesce(s.amount, 0)
    from (select distinct payment_id as id from touched) t
    left join (
        select x.payment_id, sum(x.amount) as amount from contributions_allocation x
        where x.payment_id in (select payment_id from touched) group by x.payment_id
    ) s on s.payment_id = t.id
    where p.id = t.id and p.allocated <> coalesce(s.amount, 0);
    update contributions_assessment a set paid = coalesce(s.amount, 0)
    from (select distinct assessment_id as id from touched) t
    left join (
        select x.assessment_id, sum(x.amount) as amount from contributions_allocation x
        where x.assessment_id in (select assessment_id from touched) group by x.assessment_id
    ) s on s.assessment_id = t.id
    where a.id = t.id and a.paid <> coalesce(s.amount, 0);
    return null;
end $$;
create or replace trigger allocation_sums_insert after insert on contributions_allocation
    referencing new table as touched for each statement execute function contributions_allocation_sums();
create or replace trigger allocation_sums_update after update on contributions_allocation
    referencing new table as touched for each statement execute function contributions_allocation_sums();
create or replace trigger allocation_sums_delete after delete on contributions_allocation
    referencing old table as touched for each statement execute function contributions_allocation_sums();
""" + for_the_app("contributions_allocation_sums()")

# Payments taken off the months that they pay; what pays a closed month stays.
RELEASE = f"""
create or replace function contributions_release(of_payments uuid[], pinned_too boolean) returns void
language sql {IN_SETS} as $$
    delete from contributions_allocation x
    where x.payment_id = any(of_payments) and (pinned_too or not x.is_pinned)
      and (x.agency_id, x.month) not in (select c.agency_id, c.month from contributions_closed c);
$$;
""" + for_the_app("contributions_release(uuid[], boolean)")
