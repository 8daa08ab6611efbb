"""What anybody with a certificate's code may know."""

from agencies.database.functions import for_the_app

# Whoever holds a certificate's code may know that much: whose initials, which agency, which day, and whether
# it still holds. One look-up in a unique index, found or not. No other column can be had without a scope.
CHECK = """
create or replace function certificate_check(asked text)
returns table (initials text, agency text, issued_on date, revoked boolean)
language sql stable security definer
set search_path = public, pg_temp set enable_nestloop = on set enable_seqscan = off as $$
    select c.initials, a.name, c.issued_on, c.revoked_at is not null
    from enrolment_certificate c join agencies_agency a on a.id = c.agency_id
    where c.code = asked
$$;
""" + for_the_app("certificate_check(text)")
