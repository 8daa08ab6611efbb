"""Coverage: who of an agency, a city or a province is listed, submitted, registered, on any day."""
