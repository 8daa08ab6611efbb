"""Kept coverage says whom an agency counts with, so that the nation is added up without climbing its lines.

Most agencies stand alone: nobody answers for them, they answer for nobody and are no programmes. Of the
others a row names the agency whose figures it is part of. An agency that comes to be answered for, or is no
longer, is counted anew with all that it answers for and with the line above it.
"""

from agencies.database.functions import OWNED, for_the_app

# Dates are left aside: which agencies are there depends on the day that is asked for.
HEADS = f"""
create or replace function coverage_heads(of_agencies bigint[])
returns table (agency_id bigint, head_id bigint) language sql stable {OWNED} set enable_nestloop = on as $$
    with recursive line as (
        select a.id, a.id as head, case when a.answered_by_parent then a.parent_id end as up
        from agencies_agency a where a.id = any(of_agencies)
        union
        select l.id, p.id, case when p.answered_by_parent then p.parent_id end
        from line l join agencies_agency p on p.id = l.up
    )
    select l.id, l.head from line l
    where l.up is null and (
        l.head <> l.id
        or exists (select from agencies_agency a where a.id = l.id and a.kind = 'program')
        or exists (select from agencies_agency c where c.parent_id = l.id and c.answered_by_parent)
    )
$$;
""" + for_the_app("coverage_heads(bigint[])")

# What an agency answers for counts with somebody else when it does; who stands above gets or loses company.
MARK_LINES = f"""
create or replace function coverage_mark_lines(of_agencies bigint[], of_parents bigint[]) returns void
language sql volatile {OWNED} as $$
    with recursive up as (
        select a.id, case when a.answered_by_parent then a.parent_id end as next
        from agencies_agency a where a.id = any(of_parents)
        union
        select p.id, case when p.answered_by_parent then p.parent_id end
        from up u join agencies_agency p on p.id = u.next
    ), down as (
        select x.id from unnest(of_agencies) x(id)
        union
        select c.id from down d join agencies_agency c on c.parent_id = d.id and c.answered_by_parent
    )
    select coverage_mark(array(select u.id from up u union select d.id from down d))
$$;
""" + for_the_app("coverage_mark_lines(bigint[], bigint[])")
