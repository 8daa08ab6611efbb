"""Whose figures the caller of a function that runs as the owner may read."""

from agencies.policies import ALL, EVERYWHERE, is_among

# `office`: those of `of_agencies`, asked once an agency and not once for each row behind it.
OFFICES = f"""office as materialized (
        select a.id from agencies_agency a
        where a.id = any(of_agencies)
          and ({ALL} or {EVERYWHERE} or {is_among("a.id", "offices")} or {is_among("a.region_id", "regions")})
    )"""
