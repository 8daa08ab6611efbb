"""Addresses. Each app's own list; the tenant stands in the path, never in the session."""

from django.urls import include, path

urlpatterns = [
    path("", include("agencies.urls")),
    path("", include("agencies.records.urls")),
    path("", include("enrolment.rosters.urls")),
    path("", include("enrolment.rosters.waiting.urls")),
    path("", include("enrolment.rosters.matching.urls")),
    path("", include("enrolment.rosters.city.urls")),
    path("", include("enrolment.rosters.background.urls")),
    path("", include("enrolment.rosters.parts.urls")),
    path("", include("enrolment.rosters.workbooks.urls")),
    path("", include("enrolment.cases.urls")),
    path("", include("enrolment.rosters.statements.urls")),
    path("", include("enrolment.identity.urls")),
    path("", include("enrolment.cards.urls")),
    path("", include("enrolment.claims.urls")),
    path("", include("enrolment.workers.moves.urls")),
    path("", include("enrolment.sipp.urls")),
    path("", include("enrolment.reconciliation.deciding.urls")),
    path("", include("enrolment.reconciliation.closing.urls")),
    path("", include("enrolment.reconciliation.minutes.urls")),
    path("", include("enrolment.reconciliation.board.urls")),
    path("", include("enrolment.reconciliation.lists.urls")),
    path("", include("enrolment.workers.urls")),
    path("", include("contributions.coverage.urls")),
]
