"""Closed months and final assessments: what the database refuses, whoever asks."""

from agencies.database.functions import OWNED, for_the_app

CLOSED = f"""
create or replace function contributions_is_closed(of_agency bigint, of_month date) returns boolean
language sql stable {OWNED} as $$
    select exists (
        select from enrolment_agencymonth m
        where m.agency_id = of_agency and m.month = of_month and m.closed_at is not null
    )
$$;
""" + for_the_app("contributions_is_closed(bigint, date)")

# For the functions below, which run as the owner: joining sets is faster than asking row by row.
CLOSED_MONTHS = """
create view contributions_closed as
    select agency_id, month from enrolment_agencymonth where closed_at is not null;
revoke all on contributions_closed from lindungi_app;
"""

# A closed month refuses every change, whoever makes it.
CLOSED_STAYS = """
create or replace function contributions_guard_month() returns trigger language plpgsql as $$
declare
    row record;
begin
    if tg_op <> 'INSERT' then
        if contributions_is_closed(old.agency_id, old.month) then
            raise exception 'The month % is closed.', to_char(old.month, 'YYYY-MM')
                using errcode = 'check_violation', constraint = 'month_is_closed';
        end if;
    end if;
    if tg_op <> 'DELETE' then
        if contributions_is_closed(new.agency_id, new.month) then
            raise exception 'The month % is closed.', to_char(new.month, 'YYYY-MM')
                using errcode = 'check_violation', constraint = 'month_is_closed';
        end if;
        return new;
    end if;
    return old;
end $$;
create or replace trigger month_is_closed before insert or update or delete on contributions_assessment
    for each row execute function contributions_guard_month();
create or replace trigger month_is_closed before insert or update or delete on contributions_bill
    for each row execute function contributions_guard_month();
create or replace trigger month_is_closed before insert or update or delete on contributions_allocation
    for each row execute function contributions_guard_month();
"""

# A final assessment never changes; what BPJS bills, what was paid and why it is late go on.
FINAL_STAYS = """
create or replace function contributions_guard_final() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if old.state = 'final' then
            raise exception 'A final assessment is never deleted.'
                using errcode = 'check_violation', constraint = 'assessment_is_final';
        end if;
        return old;
    end if;
    if old.state = 'final' and (
        old.state, old.group_id, old.agency_id, old.month, old.segment, old.risk, old.programmes,
        old.terms_id, old.base_kind, old.base_amount, old.relief_id, old.rates, old.workers,
        old.without_base, old.base, old.jkk, old.jkm, old.jht_employer, old.jht_worker, old.jp_employer,
        old.jp_worker, old.total, old.final_at
    ) is distinct from (
        new.state, new.group_id, new.agency_id, new.month, new.segment, new.risk, new.programmes,
        new.terms_id, new.base_kind, new.base_amount, new.relief_id, new.rates, new.workers,
        new.without_base, new.base, new.jkk, new.jkm, new.jht_employer, new.jht_worker, new.jp_employer,
        new.jp_worker, new.total, new.final_at
    ) then
        raise exception 'A final assessment never changes.'
            using errcode = 'check_violation', constraint = 'assessment_is_final';
    end if;
    return new;
end $$;
create or replace trigger assessment_is_final before update or delete on contributions_assessment
    for each row execute function contributions_guard_final();
"""

# A month is closed when it is paid.
PAID_FIRST = """
create or replace function contributions_guard_closing() returns trigger language plpgsql as $$
begin
    if exists (
        select from contributions_assessment a
        where a.agency_id = new.agency_id and a.month = new.month and a.state <> 'missing' and a.paid < a.owed
    ) then
        raise exception 'The contribution of % is not paid.', to_char(new.month, 'YYYY-MM')
            using errcode = 'check_violation', constraint = 'month_is_paid';
    end if;
    return new;
end $$;
create or replace trigger month_is_paid before update of closed_at on enrolment_agencymonth
    for each row when (old.closed_at is null and new.closed_at is not null)
    execute function contributions_guard_closing();
create or replace trigger month_is_paid_at_once before insert on enrolment_agencymonth
    for each row when (new.closed_at is not null) execute function contributions_guard_closing();
"""
