"""Values with their proof, from a portal's table and as parts of others."""

from rag.schema import Field, Proven


def field_of(fields: tuple[Field, ...], names: tuple[str, ...]) -> Field | None:
    """The first of a table's fields that has one of these names."""
    return next((field for name in names for field in fields if field.name == name), None)


def from_field(field: Field | None) -> Proven | None:
    """The value of a field with its proof."""
    return Proven(field.value, field.start, field.end) if field else None


def part_of(proven: Proven, start: int, end: int) -> Proven:
    """A part of a proven value. Glosses inside it would move its end, so the whole is the proof then."""
    exact = proven.end - proven.start == len(proven.value)
    return Proven(
        proven.value[start:end], *((proven.start + start, proven.start + end) if exact else (proven.start, proven.end))
    )
