"""The books of a few groups are settled by index, however many groups the nation has.

`contributions_settle` joins whole sets, which is right for a city's month and reads every assessment of the
nation for one payment (30,000 agencies: 250 ms instead of 12). A few groups have a few hundred rows: those are
looked up.
"""

from django.db import migrations

OWNED = "security definer set search_path = public, pg_temp"
FEW = 20

SETTLE = f"""
alter function contributions_settle(bigint[]) rename to contributions_settle_sets;
alter function contributions_settle_sets(bigint[]) reset enable_nestloop;
alter function contributions_settle_sets(bigint[]) security invoker;
revoke all on function contributions_settle_sets(bigint[]) from public, lindungi_app;

create function contributions_settle(of_groups bigint[]) returns void language plpgsql {OWNED}
set enable_nestloop = off as $$
begin
    if cardinality(of_groups) <= {FEW} then
        set local enable_nestloop = on;
    end if;
    perform contributions_settle_sets(of_groups);
end $$;
revoke all on function contributions_settle(bigint[]) from public;
grant execute on function contributions_settle(bigint[]) to lindungi_app;
"""


class Migration(migrations.Migration):
    dependencies = [("contributions", "0013_frozen_figures")]
    operations = [migrations.RunSQL(SETTLE, migrations.RunSQL.noop)]
