"""Whether the civil registry knows people under their NIK: asked and answered by a workbook, or by hand."""
