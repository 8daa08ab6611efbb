"""Handing a workbook in through its page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from enrolment.models import Upload
from tests.enrolment.rosters.books import page


@pytest.fixture
def hand_in(client, dishub, dishub_operator):
    """Hand a workbook in through the page, as Dishub's operator, and return what came of it."""
    client.force_login(dishub_operator)

    def hand_in(content, name="daftar.xlsx", by=None):
        if by:
            client.force_login(by)
        file = SimpleUploadedFile(name, content)
        response = client.post(page(dishub, "agency_upload_new"), {"file": file})
        assert response.status_code == 302
        return Upload.objects.latest("uploaded_at")

    return hand_in
