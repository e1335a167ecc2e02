"""HTML to PDF by WeasyPrint, which reads nothing but what it is handed."""

from typing import Any


class NothingFetched(Exception):
    """A document asked for an address."""


def render(html: str, css: str = "") -> bytes:
    """A tagged PDF of self-contained HTML; NothingFetched if it asks for any file or address but `data:`."""
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher

    refused: list[str] = []

    class Nothing(URLFetcher):
        """Takes what stands in the document itself, and remembers what else it asked for."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith("data:"):
                refused.append(url)
            return super().fetch(url, headers)

    fetcher = Nothing(allowed_protocols={"data"}, allow_redirects=False)
    sheets = [CSS(string=css, url_fetcher=fetcher)] if css else None
    data = HTML(string=html, url_fetcher=fetcher).write_pdf(stylesheets=sheets, pdf_variant="pdf/ua-1")
    if refused:
        raise NothingFetched(refused[0])
    return bytes(data)
