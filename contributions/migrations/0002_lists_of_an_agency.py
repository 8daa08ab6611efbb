from django.db import migrations

# Rows that were corrected in Excel are handed in for another upload: that one is the list, and only once it is
# saved. A month without a change counts; a list that is being undone still stands.
ROSTER_DATES = """
create or replace function roster_dates(agencies bigint[], until date)
returns table (agency_id bigint, roster_date date)
language sql stable security definer set search_path = public, pg_temp as $$
    select u.agency_id, max(u.roster_date)
    from enrolment_upload u
    join agencies_agency a on a.id = u.agency_id
    where u.agency_id = any(agencies) and u.state in ('applied', 'undoing') and u.kind in ('list', 'nil')
      and u.roster_date <= until
      and (current_setting('app.all', true) = 'true'
           or current_setting('app.everywhere', true) = 'true'
           or a.region_id = any((nullif(current_setting('app.regions', true), ''))::bigint[])
           or a.id = any((nullif(current_setting('app.offices', true), ''))::bigint[]))
    group by u.agency_id
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("contributions", "0001_roster_dates"), ("enrolment", "0008_any_roster")]
    operations = [migrations.RunSQL(ROSTER_DATES, migrations.RunSQL.noop)]
