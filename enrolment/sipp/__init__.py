"""BPJS's official upload sheets (SIPP Online): made from the roster, and what the portal answered."""
