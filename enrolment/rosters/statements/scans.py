"""Where signed scans lie."""

from agencies.files import Folder

SCANS = Folder("statements")
