"""Answers over documents. What must hold before any library that it uses is imported stands here."""

import os

# Else ONNX Runtime writes an id of this machine to the disk when it is imported, and calls its maker. Children inherit it.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
