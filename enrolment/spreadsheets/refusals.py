"""Why a whole file cannot be used."""


class Unreadable(Exception):
    """The file cannot be used. `code` names the cause, `params` hold what a sentence about it needs.

    Codes: empty_file, too_large, not_a_workbook, encrypted, damaged_file, too_much_inside,
    too_many_cells, too_many_styles, too_many_texts, too_many_sheets, cell_too_long, quote_never_closed,
    reader_killed, reader_timeout, reader_memory, no_roster_header,
    no_nik_column, no_name_column, no_rows, no_verdicts, missing_file, is_a_directory, no_permission.
    """

    def __init__(self, code: str, params: dict[str, object] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.params = params or {}
