"""Where files lie that an agency puts beside its answer."""

from agencies.files import Folder

ANSWERS = Folder("answers")
