"""A user of the sandbox with boto3: parameter validation on, no retries, and each raw answer held against the model beside the parsed one."""
import boto3
import botocore.config
import botocore.exceptions
from botocore import xform_name

from . import answers, errors, model

REGION = "eu-central-1"
# One for all: it keeps the models that it has read.
SESSION = boto3.session.Session(aws_access_key_id="person", aws_secret_access_key="sandbox", region_name=REGION)
OPTIONS = dict(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=60)


class Service:
    """Calls of one service; its name is botocore's."""

    def __init__(self, door, tally, name, validation=True):
        self.client = SESSION.client(name, endpoint_url=door.url, config=botocore.config.Config(parameter_validation=validation, **OPTIONS))
        self.client.meta.events.register("before-parse", self._heard)
        self.client.meta.events.register("provide-client-params", self._sends)
        self.model = self.client.meta.service_model
        self.signing_name = self.model.signing_name
        self.tally = tally
        self.door = door
        self.raw = None
        self.sent = {}
        self._any = None

    def _heard(self, response_dict, **_):
        self.raw = response_dict

    def _sends(self, params, **_):
        self.sent = params

    @property
    def unvalidated(self):
        """The same without boto3's validation: what another client could send, and boto3 would not."""
        if self._any is None:
            self._any = Service(self.door, self.tally, self.model.service_name, validation=False)
        return self._any

    def __call__(self, operation, **parameters):
        """Makes a call that is answered, and returns boto3's reading of it; {} if it is refused, which is a problem."""
        return self.checked(operation, parameters, lambda: self.ask(operation, parameters)) or {}

    def checked(self, operation, parameters, ask):
        """Does what makes a call that is answered; None if it made none, or was refused, which is a problem."""
        self.raw = None
        try:
            parsed = ask()
        except botocore.exceptions.ClientError as refusal:
            self._wrong(operation, f"should answer {parameters}, and says {refusal}")
            return None
        if self.raw is not None:
            for what in answers.answered(self.model.operation_model(operation), self.raw):
                self._wrong(operation, what)
            self._row(operation).answers += 1
            self.tally.kept.setdefault((self.signing_name, operation), (self.model.operation_model(operation), self.raw))
            for path in self._passed(operation, self.sent):
                self.tally.sent[self.signing_name, operation].setdefault(path, self.sent)
        return parsed

    def refuses(self, code, operation, **parameters):
        """Makes a call that is refused with this code."""
        try:
            self.ask(operation, parameters)
        except botocore.exceptions.ClientError as refusal:
            told = refusal.response["Error"]["Code"]
            if told != code:
                self._wrong(operation, f"should refuse {parameters} as {code}, and says {refusal}")
                return
        else:
            self._wrong(operation, f"should refuse {parameters} as {code}, and answers")
            return
        for what in errors.refused(self.model.operation_model(operation), self.raw):
            self._wrong(operation, what)
        if code != errors.NOT_MODELLED:
            self.tally.kept_errors.setdefault((self.signing_name, operation, code), (self.model.operation_model(operation), self.raw))
        self._row(operation).errors[code, self.raw["status_code"]] += 1
        self._passed(operation, self.sent)

    def ask(self, operation, parameters):
        self.raw = None
        try:
            return getattr(self.client, xform_name(operation))(**parameters)
        except botocore.exceptions.ParamValidationError as wrong:
            raise AssertionError(f"{operation}: boto3 itself refuses the case: {wrong}") from wrong

    def _row(self, operation):
        return self.tally.row(self.signing_name, operation)

    def _passed(self, operation, parameters):
        """Returns the paths of the parameters, and notes that they were passed."""
        shape = self.model.operation_model(operation).input_shape
        paths = model.paths(shape, parameters) if shape is not None and parameters else set()
        self._row(operation).parameters |= paths
        return paths

    def _wrong(self, operation, what):
        self.tally.problem(f"{self.signing_name}:{operation}: {what}")
