"""A clock that functions are put on by name: each second belongs to the innermost of them that runs."""

import inspect
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import wraps
from time import process_time
from typing import Any


class Clock:
    """CPU seconds of this process by label, those of labels inside taken off."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self.labels: list[str] = []
        self.last = process_time()

    def enter(self, label: str) -> None:
        """Give what comes to a label."""
        self._settle()
        self.labels.append(label)

    def leave(self) -> None:
        """Give what comes to the label outside again."""
        self._settle()
        self.labels.pop()

    def _settle(self) -> None:
        now = process_time()
        if self.labels:
            self.spent[self.labels[-1]] += now - self.last
        self.last = now

    def on(self, function: Callable[..., Any], label: str) -> Callable[..., Any]:
        """Return the function with its time given to a label, in which `{1.name}` stands for what the second argument says."""

        @wraps(function)
        def timed(*arguments: Any, **named: Any) -> Any:
            self.enter(label.format(*arguments))
            try:
                return function(*arguments, **named)
            finally:
                self.leave()

        @wraps(function)
        def stepped(*arguments: Any, **named: Any) -> Iterator[Any]:
            found, name = function(*arguments, **named), label.format(*arguments)
            while True:
                self.enter(name)
                try:
                    value = next(found)
                except StopIteration:
                    return
                finally:
                    self.leave()
                yield value

        return stepped if inspect.isgeneratorfunction(function) else timed

    def watch(self, owner: Any, name: str, label: str) -> None:
        """Put a function of a module or class on the clock."""
        setattr(owner, name, self.on(getattr(owner, name), label))
