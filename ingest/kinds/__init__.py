"""What kind of file some bytes are, told by their content and never by the ending of a name."""

from ingest.kinds.detection import cautions, detect, misnamed
from ingest.kinds.kind import CONTAINERS, Kind

__all__ = ["CONTAINERS", "Kind", "cautions", "detect", "misnamed"]
