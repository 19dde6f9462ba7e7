"""What has been shown, operation by operation, and what was found wrong."""
from collections import defaultdict

from .deviations import Deviations


class Row:
    def __init__(self):
        self.answers = 0
        self.errors = defaultdict(int)
        self.pages = 0
        self.strict = 0
        self.parameters = set()


class Tally:
    def __init__(self):
        self.rows = defaultdict(Row)
        self.problems = []
        # A page's token of each listing, for others to be lent.
        self.tokens = {}
        # By operation and parameter: the first call that was answered with it.
        self.sent = defaultdict(dict)
        self.limits = 0
        self.unserved = 0
        self.planted = 0
        # The first right answer and error of each operation, raw: what mistakes are planted in.
        self.kept = {}
        self.kept_errors = {}
        self.deviations = Deviations()

    def row(self, service, operation):
        """The row of an operation; the service by its signing name."""
        return self.rows[service, operation]

    def problem(self, what):
        if what not in self.problems and not self.deviations.excuses(what):
            self.problems.append(what)
