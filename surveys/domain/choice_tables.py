"""Tables of choices: stored under the name of what they hold."""

from surveys.file_names import clean_file_name
from surveys.models import ChoiceTable
from surveys.question_types.tables import table_id
from surveys.table_files import TableRead, read_table
from tenants.people.models import User


def store_table(*, content: bytes, name: str, by: User | None) -> ChoiceTable:
    """Keep the table that a file holds (at most 50,000 rows and 5 MB). The same table is kept once.

    Raises ``TableRefused``.
    """
    return keep_table(read=read_table(content), name=name, by=by)


def keep_table(*, read: TableRead, name: str, by: User | None) -> ChoiceTable:
    """Keep a table that was read."""
    table, _is_new = ChoiceTable.objects.get_or_create(
        id=table_id(read.columns, read.rows),
        defaults={
            "name": clean_file_name(name),
            "columns": list(read.columns),
            "rows": [list(row) for row in read.rows],
            "row_count": len(read.rows),
            "created_by": by.pk if by else None,
        },
    )
    return table
