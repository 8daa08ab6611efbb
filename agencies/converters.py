"""Region and agency codes in addresses: `/regions/36.73/`, `/agencies/36.73/dishub/`."""

from django.urls import register_converter

from agencies.models.places import AGENCY_CODE, REGION_CODE


class RegionCode:
    regex = REGION_CODE

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class AgencyCode(RegionCode):
    regex = AGENCY_CODE


register_converter(RegionCode, "region")
register_converter(AgencyCode, "agency")
