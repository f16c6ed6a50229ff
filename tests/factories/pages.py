"""What tests take from a page and send from it, as a browser does."""

import re
from typing import Any
from uuid import uuid4

from django.test import Client


class Browser(Client):
    """A client whose forms each have a key of their own, as those on a page have, unless the test names one."""

    def post(self, path: str, data: Any = None, content_type: str | None = None, **extra: Any) -> Any:
        if content_type is not None:
            return super().post(path, data, content_type, **extra)
        return super().post(path, {"key": str(uuid4())} | dict(data or {}), **extra)


def fields_of(page: str, name: str) -> tuple[dict[str, list[str]], str | None]:
    """What a browser sends of the form that holds a field, and where to, if it says so."""
    form = next(each for each in re.findall(r"<form.*?</form>", page, re.DOTALL) if f'name="{name}"' in each)
    values: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        told = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        ticked = told.get("type") not in {"checkbox", "radio"} or " checked" in tag
        if "name" in told and ticked:
            values.setdefault(told["name"], []).append(
                told.get("value", "on" if told.get("type") == "checkbox" else "")
            )
    for key, text in re.findall(r'<textarea name="(\w+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        values[key] = [text.strip()]
    for key, options in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', form, re.DOTALL):
        values[key] = re.findall(r'value="([^"]*)" selected', options) or [""]
    action = re.search(r'<form[^>]*action="([^"]+)"', form)
    return values, action and action[1]


def seen_on(client: Any, address: str, field: str = "seen") -> str:
    """What the form that holds a field, at an address, says that its person saw."""
    values, _action = fields_of(client.get(address, secure=True).content.decode(), field)
    return values["seen"][0]
