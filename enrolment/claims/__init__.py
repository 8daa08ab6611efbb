"""Accidents at work and deaths: reported, filed with BPJS, paid, or closed with a reason."""
