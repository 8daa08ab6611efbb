from django.db import migrations

# How old a list is belongs to the figures, which a mayor or a province may see; the uploads themselves name
# files and people and stay closed to them. So a function of the owner answers with dates alone, and only for
# agencies whose figures the caller's settings open.
ROSTER_DATES = """
create function roster_dates(agencies bigint[], until date)
returns table (agency_id bigint, roster_date date)
language sql stable security definer set search_path = public as $$
    select u.agency_id, max(u.roster_date)
    from enrolment_upload u
    join agencies_agency a on a.id = u.agency_id
    where u.agency_id = any(agencies) and u.state = 'applied' and u.roster_date <= until
      and (current_setting('app.all', true) = 'true'
           or current_setting('app.everywhere', true) = 'true'
           or a.region_id = any((nullif(current_setting('app.regions', true), ''))::bigint[])
           or a.id = any((nullif(current_setting('app.offices', true), ''))::bigint[]))
    group by u.agency_id
$$;
revoke all on function roster_dates(bigint[], date) from public;
grant execute on function roster_dates(bigint[], date) to lindungi_app;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("agencies", "0002_row_level_security"),
        ("enrolment", "0002_row_level_security"),
    ]
    operations = [
        migrations.RunSQL(ROSTER_DATES, "drop function roster_dates(bigint[], date);"),
    ]
