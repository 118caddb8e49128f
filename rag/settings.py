"""Settings: one typed class, read from YOUJU_* environment variables and a .env file; unknown keys are an error."""

import os
from functools import cache
from ipaddress import ip_address
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from rag import messages

PREFIX = "YOUJU_"
ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every setting of Youju. Relative paths are taken from the working directory."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="forbid")

    library: Path = Field(
        ROOT / "data" / "library", description="Folder of the library: SQLite index and embedded Chroma."
    )
    docs: Path = Field(
        ROOT / "data" / "policies", description="Folder that `make run` ingests when the library is empty."
    )
    embedding_model: str = Field(
        str(ROOT / "data" / "models" / "multilingual-e5-small"),
        description="A sentence-transformers folder or hub name. The default is built by `make setup`.",
    )
    reader_model: Path = Field(
        ROOT / "data" / "models" / "youju-reader", description="Folder of the trained reader, built by `make setup`."
    )
    chroma_url: str | None = Field(None, description="URL of a Chroma server; empty: embedded in the library folder.")
    llm_base_url: str | None = Field(None, description="URL of an OpenAI-compatible server; empty: answers by quoting.")
    llm_model: str | None = Field(None, description="Name of the language model on that server.")
    llm_api_key: SecretStr | None = Field(None, description="Key for that server, where it asks for one.")
    llm_timeout: float = Field(60.0, gt=0, description="Seconds to wait for the language model.")
    llm_context: int = Field(
        4096, gt=0, description="Tokens that the language model takes at once, its reply among them."
    )
    verify_bytes: int = Field(10_000_000, gt=0, description="Bytes of a file whose claims are to be verified.")
    verify_claims: int = Field(1000, gt=0, description="Claims that are verified at once on the page.")
    ingest_workers: int | None = Field(
        None, ge=1, description="Processes that read files at once; empty: as many as cores and free memory allow."
    )
    ingest_seconds: float = Field(
        300.0, gt=0, description="Seconds that a file may take without a page of it being read."
    )
    ingest_bytes: int = Field(1_000_000_000, gt=0, description="Bytes of a file that is ingested.")
    upload_bytes: int = Field(100_000_000, gt=0, description="Bytes of a file that is uploaded on the page.")
    upload_files: int = Field(50, gt=0, description="Files that are uploaded at once on the page.")
    upload_total: int = Field(
        1_000_000_000, gt=0, description="Bytes of the files that are uploaded at once on the page."
    )
    upload_day: int = Field(
        10_000_000_000, gt=0, description="Bytes that are uploaded to the page in a day, by everybody together."
    )
    upload_kinds: str = Field(
        "", description="Kinds of files that may be uploaded, as in `pdf,docx,zip`; empty: all that are read."
    )
    host: str = Field("127.0.0.1", description="Address that the page listens on.")
    port: int = Field(7860, ge=1, le=65535, description="Port that the page listens on.")
    names: str = Field(
        "",
        description="Names by which the page is reached besides its address, as in `youju.school.cn,10.0.0.5:8080`; any other is refused.",
    )
    password: SecretStr | None = Field(None, description="Password that the page asks for; empty: none.")
    # Fifty pages behind one address that all watch an upload send 7,500.
    requests: int = Field(12000, gt=0, description="Requests to the page that one address may send in a minute.")
    shared: Path = Field(
        ROOT.parent / "shared", description="Folder of the shared documents and gold questions (tests only)."
    )

    @property
    def read_only(self) -> bool:
        """Whether the page shows and answers but changes nothing: others can reach it, and no password keeps them out."""
        return not (self.password and self.password.get_secret_value()) and not _is_loopback(self.host)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def unknown_keys(environ: dict[str, str]) -> list[str]:
    """Names in environ that carry the prefix but are no setting (pydantic-settings passes these over in silence)."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    return sorted(key for key in environ if key.upper().startswith(PREFIX) and key.upper() not in known)


@cache
def load_settings() -> Settings:
    """The settings of this process. Raises ValueError on a key that is no setting or a value that does not fit."""
    unknown = unknown_keys(dict(os.environ))
    if unknown:
        known = ", ".join(PREFIX + name.upper() for name in Settings.model_fields)
        raise ValueError(messages.UNKNOWN_SETTING.format(unknown=", ".join(unknown), known=known))
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        key = PREFIX + "_".join(map(str, first["loc"])).upper()
        raise ValueError(
            messages.BAD_SETTING.format(key=key, value=repr(first.get("input")), reason=first["msg"])
        ) from None
