"""Functions that run as the owner, who sees every row, whoever calls them."""

# What looks beyond its caller's rows must never take a temporary table of the caller's for one of ours; those
# come first where a search path does not name them.
OWNED = "security definer set search_path = public, pg_temp"
# Rows written a moment ago have no statistics: walked one by one for each other they take minutes.
IN_SETS = f"{OWNED} set enable_nestloop = off"


def for_the_app(*functions: str) -> str:
    """SQL: the application's role may call these (`name(types)`), and nobody else."""
    names = ", ".join(functions)
    return f"""
revoke all on function {names} from public;
grant execute on function {names} to lindungi_app;
"""
