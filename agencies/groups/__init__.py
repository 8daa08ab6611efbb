"""Contribution groups (kelompok iuran) of an agency: NPP, programmes by month, the codes of BPJS's sheets."""
