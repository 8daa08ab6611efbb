"""BPJS's lists: handed in, read, given to their contribution group, put in force."""
