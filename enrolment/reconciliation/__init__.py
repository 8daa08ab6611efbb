"""Laying BPJS's lists beside the rosters: lists handed in, who is who, what differs, deciding, closing."""
