"""The numbers (KPJ) that an agency knows of a person; triggers write them (`database.numbers`)."""

from enrolment.models import ParticipantNumber, Worker


def numbers_of(worker: Worker) -> list[ParticipantNumber]:
    """All known of the worker's NIK, and of NIKs that stood in its place before; the oldest first. One
    query."""
    model = Worker.pgh_event_model  # type: ignore[attr-defined]  # pghistory.track sets it
    niks = model.objects.filter(pgh_obj=worker.pk, agency=worker.agency_id).values("nik")
    found = ParticipantNumber.objects.filter(agency=worker.agency_id, nik__in=niks)
    return list(found.order_by("first_seen", "pk"))


def carry(worker: Worker, *, from_agency: int) -> None:
    """Let the worker's agency know the numbers that another one knew of the same person: the day on which
    they were first seen goes along."""
    known = ParticipantNumber.objects.filter(agency=from_agency, nik=worker.nik)
    ParticipantNumber.objects.bulk_create(
        [
            ParticipantNumber(agency_id=worker.agency_id, nik=one.nik, kpj=one.kpj, first_seen=one.first_seen)
            for one in known
        ],
        ignore_conflicts=True,
    )
