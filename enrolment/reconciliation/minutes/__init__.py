"""The result of a month on paper: workbook and berita acara."""
