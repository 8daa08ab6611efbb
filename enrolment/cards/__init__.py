"""What a worker holds in hand: the participant's card of BPJS, and our certificate of enrolment."""
