"""Places that share a name: figures of Kabupaten Serang are none of Kota Serang's, and are often taken for
them."""

import re

from agencies.models import Region

_KIND = re.compile(r"^(kabupaten|kab\.?|kota)\s+(administrasi\s+|adm\.?\s+)?", re.I)


def namesakes_of(region: Region) -> list[Region]:
    """Other regencies and cities that are called the same but for the word before the name. One query."""
    if region.is_province:
        return []
    bare = _KIND.sub("", region.name).casefold()
    found = Region.objects.filter(name__iendswith=bare, parent__isnull=False).exclude(pk=region.pk)
    return [one for one in found.order_by("code") if _KIND.sub("", one.name).casefold() == bare]
