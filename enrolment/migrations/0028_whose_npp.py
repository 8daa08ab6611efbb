"""Whether an NPP is any group's: a branch that hands in a list of other regions is told so, not whose it is."""

from django.db import migrations

KNOWN = """
create function npp_is_known(wanted text) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
    select exists (select 1 from agencies_contributiongroup where npp = wanted and npp <> '')
$$;
revoke all on function npp_is_known(text) from public;
grant execute on function npp_is_known(text) to lindungi_app;
"""


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0025_official_sheets")]

    operations = [migrations.RunSQL(KNOWN, "drop function npp_is_known(text);")]
