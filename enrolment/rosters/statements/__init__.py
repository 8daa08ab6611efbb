"""What an agency's head signs for: a list in one version, as a letter (SPTJM), and its signed scan."""
