"""Who may see and do what. The only package that decides by roles, and the one door to the database.

Three questions are answered here and nowhere else:

- *May they?* `ROLE_PERMISSIONS` says what a role allows; a view names the permission it needs through
  `agency_view`, `region_view`, `branch_view`, `installation_view`, `member_view` or `public_view`. A
  stranger to the agency, region or branch gets 404, a member whose role does not allow it 403.
- *Which?* `scope_of(user)` turns memberships into sets of agencies, regions and branches; querysets
  are cut to them with `restrict_people`, `restrict_records` and `restrict_documents`.
- *What does the database let through?* `acting(user)` opens the transaction, takes the application's role
  and tells row-level security the same sets (`agencies.policies`).
"""

from agencies.access.cutting import (
    grantable_roles,
    keeps_list,
    list_keepers,
    may,
    restrict_documents,
    restrict_people,
    restrict_records,
    visible_agencies,
    visible_regions,
)
from agencies.access.door import acting, renew, streamed
from agencies.access.holders import Holders, holders
from agencies.access.roles import (
    FIGURES,
    GRANTABLE_BY_CITY,
    LIST_KEEPER,
    PEOPLE,
    ROLE_PERMISSIONS,
    ROLE_PLACES,
    SYSTEM_OPERATOR,
    P,
    Permission,
)
from agencies.access.scopes import SYSTEM, Grant, Scope, scope_of
from agencies.access.views import (
    Need,
    agency_for,
    agency_view,
    branch_for,
    branch_view,
    installation_view,
    member_view,
    public_view,
    region_for,
    region_view,
)

__all__ = [
    "FIGURES",
    "GRANTABLE_BY_CITY",
    "LIST_KEEPER",
    "PEOPLE",
    "ROLE_PERMISSIONS",
    "ROLE_PLACES",
    "SYSTEM",
    "SYSTEM_OPERATOR",
    "Grant",
    "Holders",
    "Need",
    "P",
    "Permission",
    "Scope",
    "acting",
    "agency_for",
    "agency_view",
    "branch_for",
    "branch_view",
    "grantable_roles",
    "holders",
    "installation_view",
    "keeps_list",
    "list_keepers",
    "may",
    "member_view",
    "public_view",
    "region_for",
    "region_view",
    "renew",
    "restrict_documents",
    "restrict_people",
    "restrict_records",
    "scope_of",
    "streamed",
    "visible_agencies",
    "visible_regions",
]
