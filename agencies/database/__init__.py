"""What the database holds and models cannot say: the steps that migrations take, and the SQL of this app."""
