"""`snapshot_causes` counts what was recorded after a moment and reaches back to a day.

Numbers alone, of agencies whose figures the caller may read: a city's leader learns why figures differ, and
nobody's name.
"""

from agencies.database.functions import OWNED, for_the_app
from contributions.database.readable import OFFICES

# History is asked for by time here, and by nothing else: a block index costs a save next to nothing.
INDEX = """
create index enrolment_event_when on enrolment_enrolmentevent using brin (pgh_created_at);
"""

# A spell is looked at as it was recorded at that moment and as it is now, both on the day. Each cause is a
# word, how many (people, lists, payments, months), when last, and of lists which one it was last.
CAUSES = f"""
create or replace function snapshot_causes(of_agencies bigint[], since timestamptz, on_day date)
returns table (agency_id bigint, cause text, number bigint, recorded_at timestamptz, ref text)
language plpgsql stable {OWNED}
set plan_cache_mode = force_custom_plan set work_mem = '32MB' as $$
#variable_conflict use_column
begin
    return query
    with {OFFICES}, touched as materialized (
        select v.pgh_obj_id as id, v.agency_id, max(v.pgh_created_at) as at
        from enrolment_enrolmentevent v
        where v.pgh_created_at > since and v.agency_id in (select o.id from office o)
        group by 1, 2
    ), known as (
        select t.id, t.agency_id, t.at,
               coalesce(b.pgh_label <> 'delete' and b.listed_on <= on_day
                        and (b.ended_on is null or b.ended_on > on_day), false) as was_there,
               coalesce(n.listed_on <= on_day
                        and (n.ended_on is null or n.ended_on > on_day), false) as is_there,
               coalesce(b.registered_on <= on_day, false) as was_in,
               coalesce(n.registered_on <= on_day, false) as is_in,
               coalesce(b.basis = 'confirmed' and b.confirmed_month <= on_day, false) as was_sure,
               coalesce(n.basis = 'confirmed' and n.confirmed_month <= on_day, false) as is_sure,
               coalesce(b.submitted_on <= on_day, false) as was_sent,
               coalesce(n.submitted_on <= on_day, false) as is_sent,
               n.id is null as is_gone
        from touched t
        left join lateral (
            select v.* from enrolment_enrolmentevent v
            where v.pgh_obj_id = t.id and v.pgh_created_at <= since
            order by v.pgh_id desc limit 1
        ) b on true
        left join enrolment_enrolment n on n.id = t.id and n.agency_id = t.agency_id
    )
    select k.agency_id, c.cause, count(*), max(k.at), ''
    from known k cross join lateral (values
        ('listed', is_there and not was_there and not is_in),
        ('listed_registered', is_there and not was_there and is_in),
        ('removed', was_there and not is_there and is_gone),
        ('ended', was_there and not is_there and not is_gone),
        ('registered', was_there and is_there and is_in and not was_in),
        ('unregistered', was_there and is_there and was_in and not is_in),
        ('confirmed', was_there and is_there and is_sure and not was_sure),
        ('submitted', was_there and is_there and is_sent and not was_sent and not is_in)
    ) c (cause, holds)
    where c.holds
    group by k.agency_id, c.cause
    union all
    select u.agency_id, 'list_saved', count(*), max(coalesce(u.redone_at, u.applied_at)),
           (array_agg(u.id order by u.applied_at desc))[1]::text
    from enrolment_upload u join office o on o.id = u.agency_id
    where u.state in ('applied', 'undoing') and u.kind in ('list', 'nil', 'correction')
      and u.roster_date <= on_day and greatest(u.applied_at, u.redone_at) > since
    group by u.agency_id
    union all
    select u.agency_id, 'list_undone', count(*), max(u.undone_at),
           (array_agg(u.id order by u.undone_at desc))[1]::text
    from enrolment_upload u join office o on o.id = u.agency_id
    where u.state in ('undone', 'redoing') and u.undone_at > since and u.applied_at <= since
      and u.roster_date <= on_day
    group by u.agency_id
    union all
    select b.agency_id, 'terms_' || b.kind, count(*), max(greatest(b.made_at, b.undone_at)), ''
    from enrolment_changebatch b join office o on o.id = b.agency_id
    where greatest(b.made_at, b.undone_at) > since and b.effective_on <= on_day and b.kind <> 'contract'
    group by b.agency_id, b.kind
    union all
    select d.agency_id, 'decided', sum(d.count)::bigint, max(greatest(d.made_at, d.undone_at)), ''
    from enrolment_decisionbatch d join office o on o.id = d.agency_id
    join enrolment_agencymonth m on m.id = d.month_id
    where greatest(d.made_at, d.undone_at) > since and m.month <= on_day and d.decision <> 'keep_ours'
    group by d.agency_id
    union all
    select p.agency_id, 'paid', count(*), max(p.entered_at), ''
    from contributions_payment p join office o on o.id = p.agency_id
    where p.entered_at > since and p.paid_on <= on_day and p.voided_at is null
    group by p.agency_id
    union all
    select p.agency_id, 'voided', count(*), max(p.voided_at), ''
    from contributions_payment p join office o on o.id = p.agency_id
    where p.voided_at > since and p.entered_at <= since and p.paid_on <= on_day
    group by p.agency_id
    union all
    select x.agency_id, 'money_moved', count(*), max(greatest(v.made_at, v.undone_at)), ''
    from contributions_paymentmove v
    join contributions_payment p on p.id = v.payment_id
    cross join lateral (select v.agency_id union select v.to_agency_id) x (agency_id)
    join office o on o.id = x.agency_id
    where greatest(v.made_at, v.undone_at) > since and p.paid_on <= on_day
    group by x.agency_id
    union all
    select a.agency_id, 'assessed', count(*), max(greatest(a.computed_at, a.final_at)), ''
    from contributions_assessment a join office o on o.id = a.agency_id
    where greatest(a.computed_at, a.final_at) > since and a.month <= on_day
    group by a.agency_id
    union all
    select b.agency_id, 'billed', count(*), max(greatest(b.entered_at, b.voided_at)), ''
    from contributions_bill b join office o on o.id = b.agency_id
    where greatest(b.entered_at, b.voided_at) > since and b.month <= on_day
    group by b.agency_id
    union all
    select f.agency_id, 'declared', count(distinct f.pgh_obj_id), max(f.pgh_created_at), ''
    from agencies_statedfigureevent f join office o on o.id = f.agency_id
    where f.pgh_created_at > since and f.as_of <= on_day and f.metric = 'workers_total'
    group by f.agency_id;
end $$;
""" + for_the_app("snapshot_causes(bigint[], timestamptz, date)")
