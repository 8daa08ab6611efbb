"""The database backend `enrolment.postgres`: Django's own, which can also start the embedded server."""
