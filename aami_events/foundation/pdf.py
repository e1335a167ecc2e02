"""HTML to PDF by WeasyPrint, which reads nothing but what it is handed."""

from typing import Any


class NothingFetched(Exception):
    """A document asked for an address."""


def render(html: str) -> bytes:
    """A tagged PDF of self-contained HTML; NothingFetched if it asks for any file or address but `data:`."""
    from weasyprint import HTML, default_url_fetcher

    refused: list[str] = []

    def fetch(url: str, *args: Any, **kwargs: Any) -> Any:
        if url.startswith("data:"):
            return default_url_fetcher(url, *args, **kwargs)
        refused.append(url)
        raise ValueError("not fetched")

    data = HTML(string=html, url_fetcher=fetch).write_pdf(pdf_variant="pdf/ua-1")
    if refused:
        raise NothingFetched(refused[0])
    return bytes(data)
