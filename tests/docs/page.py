"""One page of HTML, as far as the tests look at it."""

from __future__ import annotations

from functools import cached_property

from lxml import html


class Page:
    """The article of a page, without the frame that the theme puts around it."""

    def __init__(self, document: html.HtmlElement) -> None:
        (self.article,) = document.xpath("//article[@role='main']")

    @cached_property
    def ids(self) -> list[str]:
        """The names of all its places, in order."""
        return [str(name) for name in self.article.xpath(".//@id")]

    @cached_property
    def links(self) -> list[str]:
        """The addresses of all its links."""
        return [str(address) for address in self.article.xpath(".//a/@href")]

    @cached_property
    def text(self) -> str:
        return str(self.article.text_content())
