"""Workbooks we write: identity numbers as text, no cell a formula.

Lists of people leave as xlsx only: a CSV with identity numbers comes back from Excel with broken digits.
"""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from import_export.resources import Resource

from agencies.pages.books import Book
from agencies.pages.downloads import XLSX


class ValuesResource(Resource):
    """An export resource over `queryset.values(…)`: fields name dictionary keys, no model object is built.

    Declare the columns in order as `import_export.fields.Field(attribute="nik", column_name=_("NIK"))`.
    """

    def rows(self, queryset: QuerySet) -> Iterable[list[Any]]:
        """The rows, raw: numbers and days keep their type for Excel; `dehydrate_<field>` may word a code."""
        fields = self.get_export_fields()
        for record in queryset.iterator(chunk_size=2000):
            yield [self.cell_of(field, record) for field in fields]

    def cell_of(self, field: Any, record: dict[str, Any]) -> Any:
        method = getattr(self, field.get_dehydrate_method(self.get_field_name(field)), None)
        # Not field.get_value: it would look for `parent__name` as a name inside a parent.
        return method(record) if method else record.get(field.attribute)


def workbook_response(
    sheets: dict[str, tuple[Sequence[Any], Iterable[Sequence[Any]]]], name: str
) -> FileResponse:
    """The workbook as a download: sheet title → (headers, rows). Written row by row and
    finished before the view returns, so no row is read after the request's transaction.
    """
    book = Book()
    for title, (headers, rows) in sheets.items():
        book.rows(book.sheet(title, headers), rows)
    return book_response(book, name)


def book_response(book: Book, name: str) -> FileResponse:
    """A finished workbook as a download that no cache keeps."""
    stored = io.BytesIO()  # packed: a list of 100,000 people takes some 15 MB
    book.save(stored)
    stored.seek(0)
    response = FileResponse(stored, as_attachment=True, filename=name, content_type=XLSX)
    response["Cache-Control"] = "no-store"
    return response


def people_response(resource: ValuesResource, queryset: QuerySet, name: str, title: str) -> FileResponse:
    """The export of a list of people: `queryset` is already cut to the user's scope and `.values(…)`."""
    return workbook_response({title: (resource.get_export_headers(), resource.rows(queryset))}, name)
