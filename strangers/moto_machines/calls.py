"""The two integrations that the machines use: both go to the stage by HTTP, with botocore, as moto's own do to moto."""
import functools
import threading

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from moto.stepfunctions.parser.asl.component.common.timeouts.timeout import EvalTimeoutError
from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service import state_task_service_sfn
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service_lambda import StateTaskServiceLambda

PATIENCE = "X-Patience"
OUT_OF_PATIENCE = "OutOfPatience"
here = threading.local()


def install(stage) -> None:
    @functools.cache
    def client(service: str, region: str):
        made = boto3.client(service, region_name=region, endpoint_url=stage.url, aws_access_key_id="states", aws_secret_access_key="moto",
                            config=Config(retries={"total_max_attempts": 1}, read_timeout=600, max_pool_connections=20))
        made.meta.events.register("before-sign", patience)
        made.meta.events.register("after-call", lambda http_response, **_: stage.tell(http_response.headers))
        return made

    def client_for(region: str, service: str, state_credentials=None):
        with lock:
            return client(service, region)

    lock = threading.Lock()
    lambda_eval_utils.boto_client_for = client_for
    state_task_service_sfn.boto_client_for = client_for
    StateTaskServiceLambda._eval_service_task = patiently(StateTaskServiceLambda._eval_service_task)


def patience(request, **_) -> None:
    seconds = getattr(here, "patience", None)
    if seconds is not None:
        request.headers[PATIENCE] = str(seconds)


def patiently(invoke):
    """A Task's TimeoutSeconds pass on the stage too: it says when they are over."""
    def invoked(self, env, *given, **named):
        self.timeout.eval(env=env)
        here.patience = env.stack.pop()
        try:
            invoke(self, env, *given, **named)
        except ClientError as error:
            if error.response["Error"]["Code"] == OUT_OF_PATIENCE:
                raise EvalTimeoutError() from error
            raise
        finally:
            here.patience = None

    return invoked
