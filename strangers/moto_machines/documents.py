"""Where moto and AWS's documents differ, and the machines depend on it, the document decides."""
import functools
import json

from moto.stepfunctions.parser.asl.component.common.assign.assign_decl import AssignDecl
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service_sfn import StateTaskServiceSfn
from moto.stepfunctions.parser.asl.component.state.state import CommonStateField
from moto.stepfunctions.parser.asl.eval.variable_store import VariableStore
from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser


def install() -> None:
    AssignDecl._eval_body = remember
    CommonStateField._get_state_exited_event_details = assign_at_exit(CommonStateField._get_state_exited_event_details)
    StateTaskServiceSfn._eval_service_task = cased(StateTaskServiceSfn._eval_service_task)
    VariableStore.get_assigned_variables = written
    # Parsed once: it takes a second, and what comes of it holds nothing of an execution's.
    AmazonStateLanguageParser.parse = staticmethod(functools.cache(AmazonStateLanguageParser.parse))


def remember(self, env) -> None:
    """Assign and Output see what was there when the state was entered ("Passing data between states with variables": both are
    evaluated from the same values, and what is assigned is there from the next state on); in moto, Output sees what Assign did."""
    values = {}
    for binding in self.declaration_bindings:
        binding.eval(env=env)
        values.update(env.stack.pop())
    env.heap["slipway.assigned"] = values


def assign_at_exit(details):
    def exited(self, env):
        for name, value in env.heap.pop("slipway.assigned", {}).items():
            env.variable_store.set(variable_identifier=name, variable_value=value)
        return details(self, env)

    return exited


def written(self) -> dict:
    """Assigned variables are told as JSON (API_StateExitedEventDetails, assignedVariables); moto escapes nothing in a string."""
    return {name: json.dumps(self.get(name)) for name in self._declaration_tracing}


def cased(serve):
    """Parameters and results of an integration are in PascalCase, whatever the service's own API has ("Passing parameters to a
    service API in Step Functions"); moto gives them to botocore as they are."""
    def served(self, env, resource_runtime_part, normalised_parameters, state_credentials) -> None:
        own = {name[0].lower() + name[1:]: value for name, value in normalised_parameters.items()}
        serve(self, env, resource_runtime_part, own, state_credentials)
        env.stack.append({name[0].upper() + name[1:]: value for name, value in env.stack.pop().items()})

    return served
