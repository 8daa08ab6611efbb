"""The lines of assessments: summed, refused where they may not be, gone with their worker."""

from agencies.database.functions import IN_SETS, OWNED, for_the_app

# Drafts go with a worker whose first list is undone.
OF_A_WORKER = """
alter table contributions_assessmentline
    add constraint line_of_a_worker foreign key (worker_id) references enrolment_worker (id) on delete cascade
    deferrable initially deferred;
"""

# Lines come in their hundred thousands: once a statement, over all that it touched.
SUMS = f"""
create or replace function contributions_line_sums() returns trigger language plpgsql {IN_SETS} as $$
begin
    if exists (
        select from (select distinct assessment_id, agency_id, month from touched) t
        join contributions_assessment a on a.id = t.assessment_id
        where a.state = 'final'
    ) then
        raise exception 'A final assessment never changes.'
            using errcode = 'check_violation', constraint = 'assessment_is_final';
    end if;
    if exists (
        select from (select distinct agency_id, month from touched) t
        join enrolment_agencymonth m on m.agency_id = t.agency_id and m.month = t.month
        where m.closed_at is not null
    ) then
        raise exception 'The month is closed.'
            using errcode = 'check_violation', constraint = 'month_is_closed';
    end if;
    if exists (
        select from (select distinct assessment_id, month from touched) t
        join contributions_assessment a on a.id = t.assessment_id
        where a.month <> t.month
    ) then
        raise exception 'A line has the month of its assessment.'
            using errcode = 'check_violation', constraint = 'line_month_fits';
    end if;
    update contributions_assessment a
    set workers = a.workers + d.workers, base = a.base + d.base, jkk = a.jkk + d.jkk, jkm = a.jkm + d.jkm,
        jht_employer = a.jht_employer + d.jht_employer, jht_worker = a.jht_worker + d.jht_worker,
        jp_employer = a.jp_employer + d.jp_employer, jp_worker = a.jp_worker + d.jp_worker,
        total = a.total + d.total
    from (
        select assessment_id, sign * count(*) filter (where kind = 'regular') as workers,
               sign * sum(base) as base, sign * sum(jkk) as jkk, sign * sum(jkm) as jkm,
               sign * sum(jht_employer) as jht_employer, sign * sum(jht_worker) as jht_worker,
               sign * sum(jp_employer) as jp_employer, sign * sum(jp_worker) as jp_worker,
               sign * sum(total) as total
        from touched, (select case tg_op when 'DELETE' then -1 else 1 end as sign) s
        group by assessment_id, sign
    ) d
    where a.id = d.assessment_id;
    -- Less is owed than was paid: the rest is for other months.
    if exists (
        select from contributions_assessment a
        where a.id in (select assessment_id from touched) and a.paid > a.owed
    ) then
        perform contributions_settle(array(
            select distinct a.group_id from contributions_assessment a
            where a.id in (select assessment_id from touched)
        ));
    end if;
    return null;
end $$;
create or replace trigger line_sums_insert after insert on contributions_assessmentline
    referencing new table as touched for each statement execute function contributions_line_sums();
create or replace trigger line_sums_delete after delete on contributions_assessmentline
    referencing old table as touched for each statement execute function contributions_line_sums();
""" + for_the_app("contributions_line_sums()")

# A line is taken away and made anew, never altered: so each statement adds to the sums, or takes from them.
LINES_STAY = """
create or replace function contributions_lines_stay() returns trigger language plpgsql as $$
begin
    raise exception 'A line is never altered; delete it and insert the right one.'
        using errcode = 'check_violation', constraint = 'lines_stay';
end $$;
create or replace trigger lines_stay before update on contributions_assessmentline
    for each statement execute function contributions_lines_stay();
"""

# Whose contribution was assessed for good: they are not taken off the list by undoing an upload.
ASSESSED = f"""
create or replace function workers_assessed(of_workers bigint[]) returns setof bigint
language sql stable {OWNED} as $$
    select distinct l.worker_id
    from contributions_assessmentline l join contributions_assessment a on a.id = l.assessment_id
    where l.worker_id = any(of_workers) and a.state = 'final'
$$;
""" + for_the_app("workers_assessed(bigint[])")
