"""A progress bar for commands: redrawn on a terminal, a line now and then elsewhere."""

import time

_WIDTH = 24


class Progress:
    """How far a piece of work is: `Progress(self.stderr, "重建索引", total)`, then `advance(n)`."""

    def __init__(self, stream, title, total):
        self._stream, self._title, self._total = stream, title, max(total, 1)
        self._done, self._shown_at = 0, 0.0
        self._is_terminal = stream.isatty()

    def advance(self, number=1):
        """So many more are done."""
        self._done += number
        pause = 0.2 if self._is_terminal else 10
        if self._done >= self._total or time.monotonic() - self._shown_at > pause:
            self._show()

    def _show(self):
        self._shown_at = time.monotonic()
        part = min(1, self._done / self._total)
        filled = round(part * _WIDTH)
        text = f"{self._title} {'█' * filled}{'░' * (_WIDTH - filled)} {part:4.0%} {self._done:,}"
        if self._is_terminal:
            self._stream.write(f"\r{text}", ending="\n" if part == 1 else "")
            self._stream.flush()
        else:
            self._stream.write(text)
