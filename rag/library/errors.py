"""What can be in the way of a library. The message is one sentence for people."""


class LibraryError(Exception):
    """The library cannot do what was asked."""


class LibraryBusy(LibraryError):
    """Another writer holds the library."""


class VectorsUnreachable(LibraryError):
    """The Chroma server does not answer, or the embedded index cannot be opened."""


class StaleLibrary(LibraryError):
    """The library was built with another embedding model than the one it is searched with."""
