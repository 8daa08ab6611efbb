from django.db import migrations

from agencies.policies import ALL, EVERYWHERE, is_in

# As in 0002, the settings read once a statement.
ROSTER_DATES = f"""
create or replace function roster_dates(agencies bigint[], until date)
returns table (agency_id bigint, roster_date date)
language sql stable security definer set search_path = public, pg_temp as $$
    select u.agency_id, max(u.roster_date)
    from enrolment_upload u
    join agencies_agency a on a.id = u.agency_id
    where u.agency_id = any(agencies) and u.state in ('applied', 'undoing') and u.kind in ('list', 'nil')
      and u.roster_date <= until
      and ({ALL} or {EVERYWHERE} or {is_in("a.region_id", "regions")} or {is_in("a.id", "offices")})
    group by u.agency_id
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("contributions", "0002_lists_of_an_agency"), ("enrolment", "0034_figures_of_claims")]
    operations = [migrations.RunSQL(ROSTER_DATES, migrations.RunSQL.noop)]
