"""Charts of office files as the tables that they draw."""

from lxml.etree import _Element as Element

from ingest.readers.builder import Builder, GridCell
from rag.office.chart import chart_rows, chart_title


def write_chart(builder: Builder, root: Element) -> int:
    """Write a chart's title and its figures; how many characters. root: of the chart's part."""
    before = builder.at
    if title := chart_title(root):
        builder.line(title)
    cells = [
        GridCell(row, column, value)
        for row, values in enumerate(chart_rows(root))
        for column, value in enumerate(values)
    ]
    builder.table(cells, 1 if cells else 0)
    return builder.at - before
