"""`contributions_standing` for a thousand agencies at once (province: 1,620 agencies, 146,000 workers).

Whose figures may be read is asked once an agency, not once a spell (1.7 s became 0.5 s for who sees them by a
list of agencies); people are counted by group and day before months are looked at; plans are made for the
agencies asked for, one or a thousand, and the counting stays in memory.
"""

from django.db import migrations

from agencies.policies import ALL, EVERYWHERE


def _among(column: str, setting: str) -> str:
    """As `agencies.policies.is_in`, hashed: the list is long and so are the rows."""
    return f"{column} in (select unnest(nullif(current_setting('app.{setting}', true), '')::bigint[]))"


# Where each worker stands on a day follows from two months of their group: the newest that is due and unpaid,
# and the newest that is paid. Who was registered by the one's end is in arrears; else by the other's, active;
# else waiting for the first contribution. Of a group for which nobody keeps contributions nothing is known.
STANDING = f"""
create or replace function contributions_standing(of_agencies bigint[], on_day date)
returns table (agency_id bigint, population text, active bigint, awaiting bigint, arrears bigint, unknown bigint)
language plpgsql stable security definer set search_path = public, pg_temp
set plan_cache_mode = force_custom_plan set work_mem = '32MB' as $$
#variable_conflict use_column
begin
    return query
    with office as materialized (
        select a.id from agencies_agency a
        where a.id = any(of_agencies)
          and ({ALL} or {EVERYWHERE} or {_among("a.id", "offices")} or {_among("a.region_id", "regions")})
    ), person as (
        select e.agency_id, w.contribution_group_id as group_id,
               coalesce(t.category, w.category) = any(array['rt_rw', 'kader', 'vulnerable']) as apart,
               greatest(e.registered_on, e.listed_on) as since, count(*) as people
        from office o
        join enrolment_enrolment e on e.agency_id = o.id
        join enrolment_worker w on w.id = e.worker_id
        left join enrolment_workerterm t on t.worker_id = e.worker_id and t.agency_id = e.agency_id
              and t.period @> on_day and upper(t.period) is not null
        where e.registered_on <= on_day and e.listed_on <= on_day
          and (e.ended_on is null or e.ended_on > on_day)
        group by 1, 2, 3, 4
    ), serving as (
        select c.id as group_id, d.last_due
        from agencies_contributiongroup c
        left join (
            select x.segment, max(x.month) as last_due from contributions_duedate x
            where x.due_on <= on_day group by x.segment
        ) d on d.segment = c.segment
        where c.id in (select p.group_id from person p)
    ), books as (
        select b.group_id, min(s.last_due) as last_due, min(b.month) as first,
               max(b.month) filter (where b.due_on <= on_day and b.owed > 0
                                          and (b.settled_on is null or b.settled_on > on_day)) as unpaid,
               max(b.month) filter (where b.settled_on <= on_day) as paid,
               bool_or(b.month = s.last_due) as has_last, bool_or(b.state <> 'missing') as assessed
        from contributions_assessment b join serving s on s.group_id = b.group_id
        group by b.group_id
    ), known as (
        -- A month that is due and that nobody has assessed is not paid.
        select k.group_id, (k.paid + interval '1 month')::date as paid_before,
               (case when k.last_due >= k.first and not k.has_last then k.last_due else k.unpaid end
                + interval '1 month')::date as unpaid_before
        from books k
        where k.assessed or exists (
            select from contributions_payment p where p.group_id = k.group_id and p.voided_at is null
        )
    ), counted as (
        select p.agency_id, p.apart, sum(p.people) as all_of_them,
               coalesce(sum(p.people) filter (where k.group_id is null), 0) as unknown,
               coalesce(sum(p.people) filter (where p.since < k.unpaid_before), 0) as arrears,
               coalesce(sum(p.people) filter (where p.since < k.paid_before
                                              and not coalesce(p.since < k.unpaid_before, false)), 0) as active
        from person p left join known k on k.group_id = p.group_id
        group by 1, 2
    )
    select c.agency_id, case when c.apart then 'community' else 'staff' end, c.active::bigint,
           (c.all_of_them - c.active - c.arrears - c.unknown)::bigint, c.arrears::bigint, c.unknown::bigint
    from counted c;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("contributions", "0006_rates_by_law")]
    operations = [migrations.RunSQL(STANDING, migrations.RunSQL.noop)]
