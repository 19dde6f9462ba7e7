"""moto's Step Functions with a real JSONata engine, in the time of a stage, and mended where a document decides otherwise."""
from moto.core.config import default_user_config

from moto_machines import calls, clock, documents, engine
from moto_machines.stage import Stage


def install(url: str) -> None:
    """Lets moto run state machines for real; the stage behind the URL has the clock, chance, the functions and the starts."""
    default_user_config["stepfunctions"] = {"execute_state_machine": True}
    stage = Stage(url)
    engine.install(stage)
    clock.install(stage)
    calls.install(stage)
    documents.install()
