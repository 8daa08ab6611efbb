"""What was deleted, brought back from its history: demands with their answers, exactly as they were.

INSERT … SELECT out of a history is what the ORM cannot say; both statements stand here.
"""

from django.db import connection, models, transaction

from agencies.models import Compliance, Demand, Document
from agencies.records import files


def let_go(answers: "models.QuerySet[Compliance]") -> None:
    """Their files are named by nobody from now on, until they are brought back."""
    for stored_name in answers.exclude(stored_name="").values_list("stored_name", flat=True):
        files.let_go(stored_name)


def deleted_demands(document: Document) -> "models.QuerySet":
    """The deleted demands of a document that stands: the last entry of each one's history, newest first."""
    events = Demand.pgh_event_model.objects.filter(pgh_label="delete", document=document.pk)
    there = Demand.objects.filter(document=document).values("pk")
    newest = events.exclude(pgh_obj__in=there).order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return Demand.pgh_event_model.objects.filter(pk__in=newest.values("pk")).order_by("-pgh_id")


def deleted_answer(demand: Demand, agency_id: int) -> "models.Model | None":
    """The newest answer of an agency that was taken back, as its history has it."""
    events = Compliance.pgh_event_model.objects.filter(pgh_label="delete")
    return events.filter(demand=demand.pk, agency=agency_id).order_by("-pgh_id").first()


@transaction.atomic
def restore_demands(document: Document) -> None:
    """With a document that came back: what was deleted with it, in the same transaction."""
    gone = Document.pgh_event_model.objects.filter(pgh_label="delete", pgh_obj=document.pk)
    moment = gone.order_by("-pgh_id").values_list("pgh_created_at", flat=True).first()
    events = Demand.pgh_event_model.objects.filter(pgh_label="delete", document=document.pk)
    for event in (
        events.filter(pgh_created_at=moment).distinct("pgh_obj_id").order_by("pgh_obj_id", "-pgh_id")
    ):
        restore_demand(event)


@transaction.atomic
def restore_demand(event: models.Model) -> None:
    """A demand out of the last entry of its history, and the answers deleted with it."""
    _insert(Demand, [event.pk])  # type: ignore[list-item]
    answers = Compliance.pgh_event_model.objects.filter(
        pgh_label="delete", demand=event.pgh_obj_id, pgh_created_at=event.pgh_created_at
    )
    newest = answers.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    _insert(Compliance, list(newest.values_list("pk", flat=True)))


@transaction.atomic
def restore_answer(event: models.Model) -> None:
    _insert(Compliance, [event.pk])  # type: ignore[list-item]


def _insert(model: type[models.Model], events: list[int]) -> None:
    """Rows as these entries of their history have them; nothing where such a row stands already."""
    history = model.pgh_event_model._meta  # type: ignore[attr-defined]  # pghistory.track sets it
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f'insert into "{model._meta.db_table}" ({columns}) select {columns} from "{history.db_table}"'
            " where pgh_id = any(%s) on conflict do nothing",
            [events],
        )
