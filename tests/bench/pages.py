"""Whole requests that are measured, each with the most it may cost in bare pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.bench.visitor import Visitor


@dataclass(frozen=True)
class Page:
    """Something a visitor does, and the most it may cost as a multiple of a bare page."""

    name: str
    limit: float
    visit: Callable[[Visitor], object]


PAGES = [
    Page("is it alive", 2, lambda visitor: visitor.get("/healthz")),
]
