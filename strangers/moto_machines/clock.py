"""No moment passes but on the stage: between states, in a Wait, before a retry, while a task runs."""
import datetime
import threading
import types

from moto.stepfunctions.parser.asl.component.common.retry import jitter_strategy_decl, retrier_decl
from moto.stepfunctions.parser.asl.component.state.exec import execute_state
from moto.stepfunctions.parser.asl.component.state.exec.state_map.iteration.inline_iteration_component import InlineIterationComponent
from moto.stepfunctions.parser.asl.component.state.state import CommonStateField
from moto.stepfunctions.parser.asl.component.state.wait.wait_function.timestamp import Timestamp
from moto.stepfunctions.parser.asl.component.state.wait.wait_function.wait_function import WaitFunction
from moto.stepfunctions.parser.asl.eval.event.event_manager import EventManager
from moto.stepfunctions.parser.backend import execution
from moto.stepfunctions.parser.backend.execution_worker import ExecutionWorker
from moto.stepfunctions.parser.utils import TMP_THREADS


def install(stage) -> None:
    Timestamp._get_wait_seconds = until(stage)
    WaitFunction._wait_interval = lambda self, env, wait_seconds: stage.wait(wait_seconds)
    execute_state.threading = types.SimpleNamespace(Event=Patient)
    retrier_decl.time = types.SimpleNamespace(sleep=stage.wait)
    jitter_strategy_decl.random = types.SimpleNamespace(uniform=lambda least, most: least + (most - least) * stage.random())
    EventManager._get_current_timestamp = staticmethod(lambda: moment(stage.now))
    enter_on(stage)
    begin_and_end_on(stage)
    iterate_on(stage)


class Patient(threading.Event):
    """A Task's TimeoutSeconds pass on the stage, which says when they are over; here nothing is counted."""

    def wait(self, timeout=None) -> bool:
        return super().wait()


def moment(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def until(stage):
    """A Timestamp counts in whole seconds, what is below is cut off ("Wait workflow state"); moto cuts the time that is left, and
    counts it in the machine's own zone."""
    def seconds(self, env) -> float:
        self.string.eval(env=env)
        return max(0.0, (moment(env.stack.pop()).replace(microsecond=0) - moment(stage.now)).total_seconds())

    return seconds


def enter_on(stage) -> None:
    inner = CommonStateField._eval_body

    def entered(self, env) -> None:
        context = env.states.context_object.context_object_data
        stage.ask("enter", execution=context["Execution"]["Id"], item=context.get("Map", {}).get("Item", {}).get("Index"), state=self.name)
        inner(self, env)

    CommonStateField._eval_body = entered


def begin_and_end_on(stage) -> None:
    logic = ExecutionWorker._execution_logic
    ended = execution.BaseExecutionWorkerCommunication.terminated

    def begun(self) -> None:
        stage.ask("begun")
        self._evaluation_details.execution_details.start_time = stage.now
        logic(self)

    def terminated(self) -> None:
        ended(self)
        stage.ask("ended", execution=self.execution.exec_arn)

    ExecutionWorker._execution_logic = begun
    execution.BaseExecutionWorkerCommunication.terminated = terminated


def iterate_on(stage) -> None:
    """A Map's workers are threads of their own: the stage has to know how many of them go on before time may pass."""
    inner = InlineIterationComponent._eval_body

    def eval_body(self, env) -> None:
        given = env.stack[-1]
        workers = min(len(given.input_items), given.max_concurrency or len(given.input_items))
        given.max_concurrency = workers
        if workers:
            env.slipway_share = Share(stage, workers)
        inner(self, env)

    def launch(self, env, eval_input, job_pool):
        worker = self._create_worker(env=env, eval_input=eval_input, job_pool=job_pool)
        share = env.slipway_share

        def work() -> None:
            try:
                worker.eval()
            finally:
                share.one_is_over()

        thread = threading.Thread(target=work, daemon=True)
        TMP_THREADS.append(thread)
        thread.start()
        return worker

    InlineIterationComponent._eval_body = eval_body
    InlineIterationComponent._launch_worker = launch


class Share:
    """The execution's own thread waits for its workers: the last of them hands its place back to it."""

    def __init__(self, stage, workers: int):
        self._stage = stage
        self._left = workers
        self._lock = threading.Lock()
        stage.ask("workers", more=workers - 1)

    def one_is_over(self) -> None:
        with self._lock:
            self._left -= 1
            last = self._left == 0
        if not last:
            self._stage.ask("workers", more=-1)
