"""Rates in use, and what a base costs by them."""

# A rate is in use by months that stay: final or closed. It can be ended after the last of them, and nothing
# else. A draft follows what holds by now, so a regulation that is published late can still end the rate of a
# month whose drafts were made on its first day.
USED_STAYS = """
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

create or replace trigger rate_is_in_use before update or delete on contributions_rate
    for each row execute function contributions_guard_rate();
"""

# What some shares of a programme cost by nominal tiers: the rate whose bases hold the base.
TIER = """
create or replace function contributions_tier(rates jsonb, of_programme text, shares text[], base numeric)
returns numeric language sql immutable as $$
    select coalesce(round(sum(
        case when r.amount is not null then case when 'amount' = any(shares) then r.amount else 0 end
             else least(greatest(base, r.minimum), r.maximum) / 100
                  * (case when 'employer' = any(shares) then r.employer else 0 end
                     + case when 'worker' = any(shares) then r.worker else 0 end) end * r.factor
    ), 2), 0)
    from jsonb_to_recordset(rates) r (programme text, employer numeric, worker numeric, amount numeric,
         minimum numeric, maximum numeric, "from" numeric, below numeric, factor numeric)
    where r.programme = of_programme and (r."from" is null or base >= r."from")
      and (r.below is null or base < r.below)
$$;
"""
