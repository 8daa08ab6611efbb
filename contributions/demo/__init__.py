"""The trial's data: made-up people in offices that exist, and figures that were really published."""
