"""JSONata by jsonata-python, which moto leaves out; variables are bound as values and not written into the expression."""
import functools
import threading
import types

from jsonata import Jsonata, Utils, functions, timebox
from moto.stepfunctions.parser.api import EvaluationFailedEventDetails, HistoryEventType
from moto.stepfunctions.parser.asl.component.common.error_name.failure_event import FailureEvent, FailureEventException
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name import StatesErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name_type import StatesErrorNameType
from moto.stepfunctions.parser.asl.component.common.string.string_expression import StringJSONata
from moto.stepfunctions.parser.asl.component.intrinsic.jsonata import get_intrinsic_functions_declarations
from moto.stepfunctions.parser.asl.eval.event.event_detail import EventDetails
from moto.stepfunctions.parser.asl.jsonata.jsonata import IllegalJSONataVariableReference, extract_jsonata_variable_references

from moto_machines.clock import moment

one_at_a_time = threading.RLock()


@functools.cache
def compiled(expression: str) -> Jsonata:
    try:
        functions_of_its_own = get_intrinsic_functions_declarations(extract_jsonata_variable_references(expression))
    except IllegalJSONataVariableReference:
        functions_of_its_own = ""
    made = Jsonata(f"({functions_of_its_own}{expression})" if functions_of_its_own else expression)
    made.set_output_convert_nulls(False)
    return made


def bindings(env) -> dict:
    """What an expression sees: $states and the variables; a variable that is null is there, and null."""
    store = env.variable_store
    seen = {**store._outer_scope, **store._inner_scope, "states": env.states._states_data}
    return {name: Utils.NULL_VALUE if value is None else value for name, value in seen.items()}


def failed(env, cause: str) -> FailureEventException:
    """An expression that fails is States.QueryEvaluationError (Step Functions developer guide, "Handling errors"); moto says States.Runtime."""
    name = StatesErrorName(typ=StatesErrorNameType.StatesQueryEvaluationError)
    details = EventDetails(evaluationFailedEventDetails=EvaluationFailedEventDetails(cause=cause, error=name.error_name))
    return FailureEventException(FailureEvent(env=env, error_name=name, event_type=HistoryEventType.EvaluationFailed, event_details=details))


def evaluate(self, env) -> None:
    with one_at_a_time:
        try:
            expression = compiled(self.expression)
            Jsonata.CURRENT.jsonata = expression
            result = expression.evaluate(None, bindings(env))
        except Exception as wrong:
            raise failed(env, f"The JSONata expression '{self.expression}' threw an error: {wrong}") from wrong
    if result is None:
        raise failed(env, f"The JSONata expression '{self.expression}' returned nothing (undefined).")
    env.stack.append(Utils.convert_nulls(result))


def install(stage) -> None:
    def millis() -> int:
        return round(moment(stage.now).timestamp() * 1000)

    StringJSONata._eval_body = evaluate
    timebox.Timebox.current_milli_time = staticmethod(millis)
    functions.random = types.SimpleNamespace(random=stage.random)
