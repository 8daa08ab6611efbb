"""Any file -> cells -> people. Pure: imports neither Django nor another package of ours.

`reader.read()` is the way in; it starts `child.py` in a process of its own, under limits.
The modules that run in the child import as little as they can: its start is part of every upload.
"""
