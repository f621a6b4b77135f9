"""A progress bar for commands: redrawn on a terminal, a line at each tenth elsewhere."""

_WIDTH = 30


class Progress:
    """How many articles of all a command is done with: `Progress(self.stderr, "已检查", total)`.

    `stream` is one of a command's two; `words` say on it what was done to them.
    """

    def __init__(self, stream, words, total):
        self._stream, self._words, self._total = stream, words, max(total, 1)
        self._done = 0

    def advance(self, number):
        """So many more are done."""
        self.reach(self._done + number)

    def reach(self, done):
        """So many are done in all."""
        tenth_before, self._done = self._tenth, done
        count = f"{done:,}/{self._total:,} 篇"
        if self._stream.isatty():
            bar = ("█" * round(done / self._total * _WIDTH)).ljust(_WIDTH, "░")
            self._stream.write(f"\r{bar} {count}", ending="\n" if done == self._total else "")
            self._stream.flush()
        elif self._tenth > tenth_before:
            self._stream.write(f"{self._words} {count}")

    @property
    def _tenth(self):
        return int(self._done / self._total * 10)
