"""Large uploads in the background: handed over, watched, stopped, taken up again, ended with a reason."""
