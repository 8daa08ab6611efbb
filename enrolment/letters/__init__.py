"""What all letters share: setting them as PDF, writing them for Word, and who signs. Their words stand with
what they are about: statements, cards, certificates, claims, minutes."""
