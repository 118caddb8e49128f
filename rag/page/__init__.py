"""The page that people see: a gradio app in the browser's language."""

import os

# gradio and huggingface_hub read these when they are imported.
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
# Figures of events, which nobody looks at: gradio keeps 10,000 and goes over all of them after each event.
os.environ.setdefault("GRADIO_ANALYTICS_MAX_EVENTS", "1")
os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", str(10**9))

from rag.page.layout import build_page
from rag.page.serve import serve, warm

__all__ = ["build_page", "serve", "warm"]
