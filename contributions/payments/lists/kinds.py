"""What each row of a list is, and what the rows of each kind come to."""

from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, Count, QuerySet, Sum, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _

from contributions.models import PaymentList, PaymentRow


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


def counted(found: PaymentList) -> dict[str, tuple[int, Decimal]]:
    """How many rows of each kind there are and their sum in rupiah; kinds without rows are left out."""
    rows = rows_of(found).order_by().values("kind").annotate(n=Count("pk"), sum=Sum("amount"))
    return {one["kind"]: (one["n"], one["sum"] or Decimal()) for one in rows}


def kept(found: PaymentList) -> dict[str, Any]:
    """`counted` as it is kept with the list."""
    return {kind: {"rows": n, "sum": str(total)} for kind, (n, total) in counted(found).items()}
