"""What claims come to, for those who may see figures and no people."""

from agencies.database.functions import for_the_app
from agencies.policies import EVERYWHERE, is_in

# Cases and rupiah by agency, naming nobody, for whoever sees the agency's figures: people stay behind their
# policy. Overdue: BPJS not told though known before `known_before`, or lapsed (claims.deadlines).
FIGURES = f"""
create or replace function claim_figures(known_before date, happened_before date)
returns table (agency_id bigint, kind text, state text, cases bigint, overdue bigint, paid numeric)
language sql stable security definer set search_path = public, pg_temp as $$
    select c.agency_id, c.kind, c.state, count(*),
           count(*) filter (
               where c.state = 'reported'
                 and (c.kind in ('accident', 'work_death') and c.told_on is null and c.known_on < known_before
                      or c.happened_on < happened_before)
           ),
           coalesce(sum(c.amount) filter (where c.state = 'paid'), 0)
    from enrolment_benefitclaim c
    where {EVERYWHERE} or {is_in("c.agency_id", "offices")}
    group by c.agency_id, c.kind, c.state
$$;
""" + for_the_app("claim_figures(date, date)")
