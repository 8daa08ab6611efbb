"""What a roster is measured against: the least that has to be done, and django-import-export."""

import io

from django.db import connection
from import_export import fields, resources
from import_export.widgets import DateWidget
from python_calamine import CalamineWorkbook
from tablib import Dataset

from agencies.models import Agency
from enrolment.models import Worker
from tests.bench.books import FIELDS


def read_and_copy(book: bytes) -> None:
    """Read the file with python-calamine and COPY its cells into a bare table; nothing is checked."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    with connection.cursor() as cursor:
        cursor.execute(f"create temporary table bare ({', '.join(f'c{n} text' for n in range(len(FIELDS)))})")
        with cursor.copy("copy bare from stdin") as copy:
            for cells in rows:
                copy.write_row(cells)


class WorkerResource(resources.ModelResource):
    """The same columns, the way django-import-export does it by default, with the model's own checks."""

    birth_date = fields.Field("birth_date", "birth_date", DateWidget("%d-%m-%Y"))
    start_date = fields.Field("start_date", "start_date", DateWidget("%d-%m-%Y"))

    class Meta:
        model = Worker
        import_id_fields = ("nik",)
        clean_model_instances = True
        fields = FIELDS[1:]

    def __init__(self, agency: Agency) -> None:
        super().__init__()
        self.place = {"agency": agency, "contribution_group": agency.owned_groups.get()}

    def init_instance(self, row: object = None) -> Worker:
        return Worker(**self.place)


class BulkResource(WorkerResource):
    """The same in its fastest setting: bulk, without the model's checks, without a report per row."""

    class Meta(WorkerResource.Meta):
        clean_model_instances = False
        use_bulk = True
        batch_size = 1_000
        force_init_instance = True  # looks nobody up: every row is somebody new
        skip_diff = True
        skip_html_diff = True


def preview_and_import(book: bytes, resource: resources.ModelResource) -> None:
    """What a user waits for: the dry run behind the preview, then the import."""
    data = Dataset().load(book, format="xlsx")
    data.headers = list(FIELDS)
    for dry_run in (True, False):
        result = resource.import_data(data, dry_run=dry_run)
        assert not result.has_errors()
        assert not result.has_validation_errors()
