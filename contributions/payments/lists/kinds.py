"""What each row of a list is, and what the rows of each kind come to."""

from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    TextChoices,
    Value,
    When,
)
from django.utils.translation import gettext_lazy as _

from contributions.models import Payment, PaymentList, PaymentRow


class RowKind(TextChoices):
    """The first that holds."""

    SAVED = "saved", _("Saved")
    BAD = "bad", _("To be fixed")
    OUT = "out", _("No contribution")
    KNOWN = "known", _("Known already")
    UNPLACED = "unplaced", _("Whose is not known")
    NEW = "new", _("New")


_KIND = Case(
    When(payment__isnull=False, then=Value(RowKind.SAVED)),
    When(problems__contains=[{"level": "error"}], then=Value(RowKind.BAD)),
    When(problems__contains=[{"level": "out"}], then=Value(RowKind.OUT)),
    When(known_as__isnull=False, then=Value(RowKind.KNOWN)),
    When(group=None, then=Value(RowKind.UNPLACED)),
    default=Value(RowKind.NEW),
    output_field=CharField(),
)


def rows_of(found: PaymentList) -> QuerySet[PaymentRow]:
    """The rows of a list, each with its `kind`."""
    return PaymentRow.objects.filter(list=found).annotate(kind=_KIND)


def with_paid_before(rows: QuerySet[PaymentRow], payments: QuerySet[Payment]) -> QuerySet[PaymentRow]:
    """With `paid_before`: whether a row to be saved carries a kode iuran that one of these payments has, of
    another day or amount (else it is known already)."""
    same = payments.filter(voided_at=None, moved_from=None, code=OuterRef("code"))
    going = Q(kind__in=(RowKind.NEW, RowKind.UNPLACED)) & ~Q(code="")
    return rows.annotate(paid_before=Case(When(going, then=Exists(same)), default=Value(False)))


def counted(found: PaymentList) -> dict[str, tuple[int, Decimal]]:
    """How many rows of each kind there are and their sum in rupiah; kinds without rows are left out."""
    rows = rows_of(found).order_by().values("kind").annotate(n=Count("pk"), sum=Sum("amount"))
    return {one["kind"]: (one["n"], one["sum"] or Decimal()) for one in rows}


def kept(found: PaymentList) -> dict[str, Any]:
    """`counted` as it is kept with the list."""
    return {kind: {"rows": n, "sum": str(total)} for kind, (n, total) in counted(found).items()}
