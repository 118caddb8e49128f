"""Office files of the zip kind (Office Open XML): their parts, and the text of WordprocessingML as a reader sees it."""
