"""Pages of members: who they are, inviting, letting in, coming in by a link."""
