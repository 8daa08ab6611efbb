"""A city's files: rows that nobody has placed yet are the city's alone, and an agency may learn that somebody
on its roster stands under another agency on the city's list, never under which."""

from django.db import migrations

from agencies.policies import change_rule

NIK_COMPARED_ELSEWHERE = """
create function nik_compared_elsewhere(comparison uuid, niks text[], agency bigint) returns setof text
language sql stable security definer set search_path = public, pg_temp set enable_nestloop = on as $$
    select distinct r.nik
    from enrolment_stagedrow r
    where r.upload_id = comparison and r.nik = any(niks)
      and r.agency_id <> agency and not r.has_errors and r.drop_reason is null
      and exists (
          select 1 from enrolment_upload u join agencies_agency a on a.region_id = u.region_id
          where u.id = comparison and u.kind = 'comparison' and u.state in ('checked', 'applied')
            and a.id = agency
      )
$$;
revoke all on function nik_compared_elsewhere(uuid, text[], bigint) from public;
grant execute on function nik_compared_elsewhere(uuid, text[], bigint) to lindungi_app;
"""

# What looks beyond its caller's rows must never take a temporary table of the caller's for one of ours; those
# come first where a search path does not name them.
OUR_TABLES_FIRST = "alter function nik_elsewhere(text[], bigint) set search_path = public, pg_temp;"


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0014_undo_in_full")]

    operations = [
        change_rule("enrolment_stagedrow"),
        change_rule("enrolment_stagedkind"),
        change_rule("enrolment_uploadprogress"),
        migrations.RunSQL(
            NIK_COMPARED_ELSEWHERE, "drop function nik_compared_elsewhere(uuid, text[], bigint);"
        ),
        migrations.RunSQL(OUR_TABLES_FIRST, migrations.RunSQL.noop),
    ]
