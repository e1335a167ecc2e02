"""HTML to PDF by WeasyPrint, which reads nothing but what it is handed."""

import functools
from collections.abc import Mapping
from typing import Any

#: what a document calls a file that it is handed: `upload:logo.png`
HELD = "upload:"


class NothingFetched(Exception):
    """A document asked for an address."""


def lay_out(html: str, css: str = "", held: Mapping[str, bytes] | None = None) -> Any:
    """The pages of self-contained HTML as WeasyPrint's Document; NothingFetched if it asks for any file or address but
    `data:` and `upload:` with a name that is `held`."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fetcher = _fetcher()(held or {})
    fonts = FontConfiguration()
    sheets = [CSS(string=css, url_fetcher=fetcher, font_config=fonts)] if css else None
    document = HTML(string=html, url_fetcher=fetcher).render(
        stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1"
    )
    if fetcher.refused:
        raise NothingFetched(fetcher.refused[0])
    return document


def render(html: str, css: str = "", held: Mapping[str, bytes] | None = None) -> bytes:
    """A tagged PDF of self-contained HTML; NothingFetched as `lay_out`."""
    document = lay_out(html, css, held)
    data = document.write_pdf(pdf_variant="pdf/ua-1")
    if document.url_fetcher.refused:  # attachments are read when the file is written
        raise NothingFetched(document.url_fetcher.refused[0])
    return bytes(data)


@functools.cache
def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Nothing(URLFetcher):
        """Takes what stands in the document itself and what it was handed, and remembers what else it asked for."""

        def __init__(self, held: Mapping[str, bytes]) -> None:
            super().__init__(allowed_protocols={"data"}, allow_redirects=False)
            self.held = held
            self.refused: list[str] = []

        def fetch(self, url: str, headers: Any = None) -> Any:
            name = url.removeprefix(HELD)
            if name != url and name in self.held:
                return URLFetcherResponse(url, self.held[name])
            if not url.startswith("data:"):
                self.refused.append(url)
            return super().fetch(url, headers)

    return Nothing
