"""What a page may load, said on every answer."""

from functools import cached_property
from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponseBase


class PolicyMiddleware(CSPMiddleware):
    """The library's, which puts the policy together anew for each answer; here only for an answer that has one of its own."""

    def process_request(self, request: HttpRequest) -> None:
        """No script or style stands in a page, so none needs a nonce."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        if any(name.startswith("_csp") for name in vars(response)):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._policy)
        return response

    @cached_property
    def _policy(self) -> str:
        return str(build_policy())
