"""Who stands on two lists: cases opened and settled.

That is known to neither agency, so functions that see the whole country do it, and answer nothing. The caller
has nested loops off; here each number is one look-up.
"""

from agencies.database.functions import for_the_app

# `agencies` are those whose lists changed, `niks` the numbers that came onto them (null: everybody there).
REFRESH = """
create or replace function refresh_listing_cases(agencies bigint[], niks text[], source uuid, opener bigint)
returns void language plpgsql security definer
set search_path = public, pg_temp set enable_nestloop = on set plan_cache_mode = force_custom_plan
set enable_seqscan = off as $$
begin
    -- Two agencies that save at once may touch the same cases: each takes them in the same order, or they
    -- would wait for each other.
    perform from enrolment_listingcase c
    where c.decided_at is null and (c.agency_id = any(agencies) or c.other_agency_id = any(agencies))
    order by c.id for update;

    -- Whom the other agency has put on its list by now.
    update enrolment_listingcase c set other_worker_id = w.id
    from enrolment_worker w join enrolment_enrolment e on e.worker_id = w.id and e.ended_on is null
    where c.decided_at is null and c.kind = 'moved' and c.other_worker_id is null
      and (c.agency_id = any(agencies) or c.other_agency_id = any(agencies))
      and w.agency_id = c.other_agency_id and w.nik = c.nik;

    update enrolment_listingcase c set other_worker_id = null
    where c.decided_at is null and c.kind = 'moved' and c.other_agency_id = any(agencies)
      and c.other_worker_id is not null
      and not exists (
          select 1 from enrolment_worker w
          join enrolment_enrolment e on e.worker_id = w.id and e.ended_on is null
          where w.id = c.other_worker_id and w.nik = c.nik
      );

    -- Settled by itself: one side is no longer there.
    update enrolment_listingcase c set decision = 'settled', decided_at = now()
    where c.decided_at is null and (c.agency_id = any(agencies) or c.other_agency_id = any(agencies))
      and (
          not exists (
              select 1 from enrolment_worker w
              join enrolment_enrolment e on e.worker_id = w.id and e.ended_on is null
              where w.id = c.worker_id and w.nik = c.nik
          )
          or c.kind = 'double' and not exists (
              select 1 from enrolment_worker w
              join enrolment_enrolment e on e.worker_id = w.id and e.ended_on is null
              where w.id = c.other_worker_id and w.nik = c.nik
          )
      );

    if niks is null then
        niks := array(select nik from enrolment_worker where agency_id = any(agencies));
    end if;
    -- Nearly everybody is known to one agency alone: what follows is about the few others.
    niks := array(
        select n.nik from unnest(niks) n (nik) join enrolment_worker w on w.nik = n.nik
        group by n.nik having min(w.agency_id) <> max(w.agency_id)
    );

    -- Who was recorded first had the person first. A pair that was found to be right stays as it is, and one
    -- whose NIK is to be corrected waits for that.
    insert into enrolment_listingcase
        (kind, nik, region_id, agency_id, worker_id, other_agency_id, other_worker_id, upload_id,
         opened_at, opened_by_id, note)
    select distinct 'double', m.nik, case when ma.region_id = oa.region_id then ma.region_id end,
           case when me.id < oe.id then m.agency_id else o.agency_id end,
           case when me.id < oe.id then m.id else o.id end,
           case when me.id < oe.id then o.agency_id else m.agency_id end,
           case when me.id < oe.id then o.id else m.id end,
           source, now(), opener, ''
    from unnest(niks) n (nik)
    join enrolment_worker m on m.nik = n.nik and m.agency_id = any(agencies)
    join enrolment_enrolment me on me.worker_id = m.id and me.ended_on is null
    join enrolment_worker o on o.nik = n.nik and o.agency_id <> m.agency_id
    join enrolment_enrolment oe on oe.worker_id = o.id and oe.ended_on is null
    join agencies_agency ma on ma.id = m.agency_id
    join agencies_agency oa on oa.id = o.agency_id
    where not exists (
        select 1 from enrolment_listingcase c
        where c.nik = m.nik and c.agency_id in (m.agency_id, o.agency_id)
          and c.other_agency_id in (m.agency_id, o.agency_id)
          and (c.decided_at is null or c.decision in ('both', 'wrong_nik'))
    )
    order by 2, 4, 6  -- as above: of one pair noticed twice, the later waits, and finds it done
    on conflict do nothing;

    -- Who is said to have moved waits for the decision on that alone.
    update enrolment_proposedexit x
    set decided_at = now(), decided_by_id = c.opened_by_id, reason = 'moved', moved_to_id = c.other_agency_id,
        ended_on = c.moved_on
    from enrolment_listingcase c
    where c.decided_at is null and c.kind = 'moved' and c.agency_id = any(agencies)
      and x.worker_id = c.worker_id and x.agency_id = c.agency_id and x.decided_at is null;
end $$;
""" + for_the_app("refresh_listing_cases(bigint[], text[], uuid, bigint)")

# An agency says that these workers of its list have moved to another agency on a day. An open case of the two
# lists turns into that statement, under a number and day of its own: kept, they would tell the speaker that
# it named the very agency that lists the person too.
SAY_MOVED = """
create or replace function say_moved(
    speaker bigint, people bigint[], target bigint, on_day date, opener bigint
)
returns bigint language plpgsql security definer
set search_path = public, pg_temp set enable_nestloop = on set plan_cache_mode = force_custom_plan
set enable_seqscan = off as $$
declare said bigint;
begin
    update enrolment_listingcase c
    set id = nextval(pg_get_serial_sequence('enrolment_listingcase', 'id')), opened_at = now(),
        kind = 'moved', moved_on = on_day, opened_by_id = opener, agency_id = speaker, worker_id = w.id,
        other_agency_id = target,
        other_worker_id = case when c.agency_id = speaker then c.other_worker_id else c.worker_id end,
        agency_note = case when c.agency_id = speaker then c.agency_note else c.other_note end,
        other_note = case when c.agency_id = speaker then c.other_note else c.agency_note end
    from enrolment_worker w
    where w.id = any(people) and w.agency_id = speaker and c.nik = w.nik and c.decided_at is null
      and c.agency_id in (speaker, target) and c.other_agency_id in (speaker, target);
    get diagnostics said = row_count;
    insert into enrolment_listingcase
        (kind, nik, region_id, agency_id, worker_id, other_agency_id, opened_at, opened_by_id, moved_on, note,
         agency_note)
    select 'moved', w.nik, case when a.region_id = t.region_id then a.region_id end, speaker, w.id, target,
           now(), opener, on_day, '', coalesce((
               select case when c.agency_id = speaker then c.agency_note else c.other_note end
               from enrolment_listingcase c
               where c.nik = w.nik and c.decided_at is null and speaker in (c.agency_id, c.other_agency_id)
               order by c.id limit 1
           ), '')
    from enrolment_worker w
    join enrolment_enrolment e on e.worker_id = w.id and e.ended_on is null
    join agencies_agency a on a.id = speaker
    join agencies_agency t on t.id = target
    where w.id = any(people) and w.agency_id = speaker
      and not exists (
          select 1 from enrolment_listingcase c
          where c.nik = w.nik and c.decided_at is null
            and c.agency_id in (speaker, target) and c.other_agency_id in (speaker, target)
      );
    return said;
end $$;
""" + for_the_app("say_moved(bigint, bigint[], bigint, date, bigint)")
