"""A rate is in use by months that stay: final or closed. A draft follows what holds by now, so a regulation
that is published late can still end the rate of a month whose drafts were made on its first day."""

from django.db import migrations

GUARD = """
create or replace function contributions_guard_rate() returns trigger language plpgsql as $$
declare
    last_used date;
begin
    select max(a.month) into last_used from contributions_assessment a
    where (a.state = 'final' or a.state = 'draft' and contributions_is_closed(a.agency_id, a.month))
      and a.segment = old.segment and old.programme = any(a.programmes)
      and (old.risk = 0 or old.risk = a.risk) and old.period @> a.month;
    if last_used is null then
        return case tg_op when 'DELETE' then old else new end;
    end if;
    if tg_op = 'UPDATE' and (old.programme, old.segment, old.risk, old.employer, old.worker, old.amount,
                             old.bases, old.minimum_base, old.maximum_base, lower(old.period))
        is not distinct from (new.programme, new.segment, new.risk, new.employer, new.worker, new.amount,
                             new.bases, new.minimum_base, new.maximum_base, lower(new.period))
        and new.period @> last_used then
        return new;
    end if;
    raise exception 'This rate is in use up to %.', to_char(last_used, 'YYYY-MM')
        using errcode = 'check_violation', constraint = 'rate_is_in_use';
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("contributions", "0010_reminders_closed")]
    operations = [migrations.RunSQL(GUARD, migrations.RunSQL.noop)]
