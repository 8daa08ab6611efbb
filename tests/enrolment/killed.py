"""What the tests kill: a process of its own that saves one checked upload, and says when it begins.

python -m tests.enrolment.killed UPLOAD
"""

import sys

import django


def main() -> None:
    django.setup()
    from agencies import access
    from enrolment.models import Upload
    from enrolment.rosters import applying

    with access.acting(access.SYSTEM):
        upload = Upload.objects.get(pk=sys.argv[1])
        sys.stdout.write("begins\n")
        sys.stdout.flush()
        applying.apply(upload=upload, by=access.SYSTEM, answers={"mode": "full"})
    sys.stdout.write("saved\n")


if __name__ == "__main__":
    main()
