"""Who acts for a place: memberships, invitations, the one-use links that let people in."""
