"""Roster, BPJS's list and payments of a month, laid beside each other."""
