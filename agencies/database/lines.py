"""Lines of agencies hold together in the database too.

What forms and workbooks refuse with words (`agencies.offices`), two people at the same moment, or a hand in
the database, could still do: an agency that is part of itself, or of an agency of another region.
"""

from agencies.database.functions import OWNED, for_the_app

# As the owner: nobody sees all the agencies of a line.
LINE = f"""
create or replace function agency_line() returns trigger language plpgsql {OWNED} as $$
begin
    if exists (
        with recursive line as (
            select new.parent_id as id
            union
            select a.parent_id from line l join agencies_agency a on a.id = l.id
        )
        select from line l where l.id = new.id
    ) then
        raise check_violation using constraint = 'agency_not_part_of_itself',
            message = format('agency %s would be part of itself', new.code);
    end if;
    if exists (
        select from agencies_agency a
        where (a.id = new.parent_id or a.parent_id = new.id) and a.region_id <> new.region_id
    ) then
        raise check_violation using constraint = 'agency_part_of_its_region',
            message = format('agency %s would be part of another region', new.code);
    end if;
    return null;
end $$;
create or replace trigger agency_line after insert or update of parent_id, region_id on agencies_agency
    for each row when (new.parent_id is not null) execute function agency_line();
create or replace trigger agency_line_below after update of region_id on agencies_agency
    for each row when (new.region_id <> old.region_id) execute function agency_line();
""" + for_the_app("agency_line()")
