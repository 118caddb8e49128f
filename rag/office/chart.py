"""Charts (DrawingML part 21.2): the figures that they draw are stored with them, as a table of categories and series."""

from collections.abc import Mapping

from lxml.etree import _Element as Element

from rag.office.package import Package, Relation, relation_id

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def chart_title(root: Element) -> str:
    """What stands over a chart. root: of its part."""
    title = root.find(f"{CHART}chart/{CHART}title")
    return "" if title is None else "".join(text.text or "" for text in title.iter(f"{_A}t")).strip()


def chart_rows(root: Element) -> list[list[str]]:
    """The figures of a chart: a row that names its series, then one for each category. root: of its part."""
    names: list[str] = []
    rows: dict[int, list[str]] = {}
    for at, series in enumerate(root.iter(f"{CHART}ser")):
        names.append(" ".join(_points(series, "tx").values()))
        for index, name in _points(series, "cat", "xVal").items():
            rows.setdefault(index, [name])
        for index, value in _points(series, "val", "yVal").items():
            row = rows.setdefault(index, [""])
            row += [""] * (at + 1 - len(row)) + [value]
    if not names or not rows:
        return []
    width = len(names) + 1
    return [["", *names], *(row + [""] * (width - len(row)) for _, row in sorted(rows.items()))]


def chart_part(package: Package, relations: Mapping[str, Relation], element: Element) -> Element | None:
    """The root of a chart's part. element: the c:chart that points to it; relations: of the part in which that stands."""
    relation = relations.get(relation_id(element))
    return package.optional(relation.target) if relation else None


def _points(series: Element, *names: str) -> dict[int, str]:
    """The values of a series by their index. names: of the element that holds them; the first that is there."""
    for name in names:
        found = series.find(f"{CHART}{name}")
        if found is None:
            continue
        percent = "%" in "".join(code.text or "" for code in found.iter(f"{CHART}formatCode"))
        levels = found.findall(f".//{CHART}lvl") or [
            found
        ]  # of several levels of categories the first is the innermost
        points = levels[0].iter(f"{CHART}pt")
        values = {int(point.get("idx", "0")): _shown(point.findtext(f"{CHART}v", ""), percent) for point in points}
        return values or ({0: text} if (text := found.findtext(f"{CHART}v", "")) else {})
    return {}


def _shown(value: str, percent: bool) -> str:
    """A value as the chart shows it: without the error of binary fractions, percentages as such."""
    value = value.strip()
    try:
        number = float(value)
    except ValueError:
        return value
    return f"{number * 100:.10g}%" if percent else f"{number:.12g}"
