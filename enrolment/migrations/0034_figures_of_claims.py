from django.db import migrations

from agencies.policies import EVERYWHERE, is_in

# As in 0026, the settings read once a statement.
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
"""


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0033_one_index_for_spells")]
    operations = [migrations.RunSQL(FIGURES, migrations.RunSQL.noop)]
