package slipway.cli.account;

import static slipway.cli.account.InAccount.container;
import static slipway.cli.account.InAccount.object;

import slipway.cli.account.InAccount.Ran;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.wire.Fault;

/** An account to verify, and what goes wrong in it. */
abstract class Verifying {
    final InAccount account = new InAccount();

    void document(String target, String document) {
        account.call("ssm", "PutParameter", object().put("Name", "/slipway/targets/" + target).put("Type", "String").put("Value", document).put("Overwrite", true));
    }

    Ran api() {
        return account.verify("shop-api", "--json");
    }

    void deny(String service, String operation) {
        account.shop.aws().wire().disturb(call -> call.service().equals(service) && call.operation().equals(operation)
                ? new Fault.Error(new AwsFault(400, "AccessDeniedException", "User ann is not authorized to perform this"), false) : new Fault.None());
    }

    void logged() {
        account.redefine("api", definition -> {
            var log = container(definition).putObject("logConfiguration").put("logDriver", "awslogs");
            log.putObject("options").put("awslogs-group", "/shop/api").put("awslogs-region", "eu-central-1").put("awslogs-stream-prefix", "api");
        });
    }
}
