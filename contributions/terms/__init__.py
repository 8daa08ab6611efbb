"""On what terms each contribution group pays, and what a worker's months say."""
