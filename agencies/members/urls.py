"""Addresses of members: of a region, of the installation, and the public one of a link."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <region:code> and <agency:code>
from agencies.members.views import accepting, inviting, lists, one, workbook

_region = "regions/<region:code>/members/"
_all = "members/"

urlpatterns = [
    path("links/<uuid:pk>/<str:signature>/", accepting.link_open, name="link_open"),
    path(_region, lists.region_members, name="region_members"),
    path(f"{_region}units/", lists.member_units, name="member_units"),
    path(f"{_region}invitations/", lists.open_invitations, name="open_invitations"),
    path(f"{_region}invite/", inviting.member_invite, name="member_invite"),
    path(f"{_region}add/", inviting.member_add, name="member_add"),
    path(f"{_region}workbook/", workbook.members_workbook, name="members_workbook"),
    path(f"{_region}workbook/example/", workbook.members_example, name="members_example"),
    path(f"{_region}workbook/confirm/", workbook.members_confirm, name="members_confirm"),
    path(f"{_region}<int:pk>/", one.member_detail, name="member_detail"),
    path(_all, lists.installation_members, name="installation_members"),
    path(f"{_all}invitations/", lists.installation_open_invitations, name="installation_open_invitations"),
    path(f"{_all}invite/", inviting.installation_member_invite, name="installation_member_invite"),
    path(f"{_all}add/", inviting.installation_member_add, name="installation_member_add"),
    path(f"{_all}<int:pk>/", one.installation_member_detail, name="installation_member_detail"),
]
for _what in one.POSTS:
    urlpatterns += [
        path(f"{_region}<int:pk>/{_what}/", one.member_post, {"what": _what}, name=f"member_{_what}"),
        path(
            f"{_all}<int:pk>/{_what}/",
            one.installation_member_post,
            {"what": _what},
            name=f"installation_member_{_what}",
        ),
    ]
