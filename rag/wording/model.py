"""The language model that the settings name, as langchain's chat model."""

from urllib.parse import urlsplit

from langchain_core.language_models import BaseChatModel

from rag.settings import Settings

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def chat_model(settings: Settings) -> BaseChatModel | None:
    """The language model of the settings, by chat completions; None where none is set."""
    if not (settings.llm_base_url and settings.llm_model):
        return None
    import httpx
    from langchain_openai import ChatOpenAI

    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else "none"
    # A server on this machine must not be looked for behind the proxy that schools set.
    local = urlsplit(settings.llm_base_url).hostname in _LOOPBACK
    return ChatOpenAI(
        model=settings.llm_model,
        base_url=settings.llm_base_url,
        api_key=key,
        timeout=settings.llm_timeout,
        max_retries=0,
        temperature=0,
        use_responses_api=False,
        http_client=httpx.Client(trust_env=False, timeout=settings.llm_timeout) if local else None,
    )
