"""Errors meant for people: a text key with arguments, and a detail for the log."""

from __future__ import annotations


class AppError(Exception):
    """A failure that can be told to a person in their language.

    `key` is a text-catalogue key, `args_` its placeholders; `detail` is for logs and developers.
    """

    def __init__(self, key: str, detail: str = "", **args: object) -> None:
        super().__init__(detail or key)
        self.key = key
        self.detail = detail
        self.args_ = args

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in self.args_.items())
        return self.detail or f"{self.key}({shown})"


class ContentError(AppError):
    """A data file of the application is missing or does not follow its schema. Names file and place."""

    def __init__(self, file: str, place: str, problem: str) -> None:
        super().__init__("error.content", f"{file}: {place}: {problem}", file=file, place=place, problem=problem)
        self.file = file
        self.place = place
        self.problem = problem


class InputError(AppError):
    """Something a person typed or a file they opened is not acceptable."""
