package slipway.cli.operate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.cli.account.Account;
import slipway.cli.account.Answer;
import slipway.cli.account.Unreached;
import slipway.cli.account.verify.Installation;
import slipway.codec.Json;
import slipway.release.Deployment;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.rollout.BadInput;
import slipway.rollout.Ledger;

/**
 * A Slipway that runs in an account.
 *
 * @param table the name of its ledger's table
 * @param machine the ARN of its deploy machine
 */
record Installed(Account account, String stack, String table, Ledger ledger, String machine, Means means) {
    /** @throws BadInput if there is no such stack, or one may not look */
    static Installed open(Account account, String stack, Means means) {
        // How what the ledger holds is read, Jackson finds out once: while AWS is asked for the stack, and not after that.
        Thread.ofPlatform().daemon().start(() -> List.of(Target.class, Deployment.class).forEach(Json.MAPPER::readerFor));
        Map<String, String> resources = got(Installation.resources(account, stack), absent(account, stack));
        if (!resources.containsKey("Ledger") || !resources.containsKey("DeployMachine")) {
            throw new BadInput("stack " + stack + " has no ledger or no deploy machine, so it is not Slipway's: name that with --stack");
        }
        String table = resources.get("Ledger");
        return new Installed(account, stack, table, means.ledger().apply(account, table), resources.get("DeployMachine"), means);
    }

    private static String absent(Account account, String stack) {
        return "there is no stack " + stack + " in " + account.region() + ": name Slipway's with --stack, or another --region";
    }

    /** Returns the accounts whose registries images may come from. */
    Set<String> registries() {
        return got(Installation.read(account, stack), absent(account, stack)).registries(own());
    }

    /** Returns the account's own number. */
    String own() {
        return machine.split(":")[4];
    }

    Instant now() {
        return means.clock().instant();
    }

    List<Target> targets() {
        return ledger.targets().all();
    }

    /** Returns of whom there may be records: each target, and all together, for a freeze of all. */
    List<TargetName> names() {
        return Stream.concat(ledger.targets().names().stream(), Stream.of(TargetName.ALL)).toList();
    }

    /** @throws BadInput if no target of that name is enrolled */
    Target target(String name) {
        return ledger.targets().find(named(name)).orElseThrow(() -> new BadInput("there is no target " + named(name) + ": "
                + Optional.of(targets().stream().map(one -> one.name().value()).limit(5).collect(Collectors.joining(", "))).filter(some -> !some.isEmpty())
                        .map("name one of those that are, such as "::concat).orElse("none is enrolled yet")));
    }

    /** @throws BadInput if the text can't be a target's name */
    static TargetName named(String text) {
        try {
            return new TargetName(text);
        } catch (IllegalArgumentException e) {
            throw new BadInput("TARGET should be the name of a target, 1 to 63 letters, digits, _ and -, was '" + text + "'", e);
        }
    }

    /** Returns what AWS answered. @throws BadInput if it refused, with why. @throws Unreached if it could not be asked */
    static <T> T got(Answer<T> answer, String absent) {
        return switch (answer) {
            case Answer.Got<T>(T value) -> value;
            case Answer.Absent<T> _ -> throw new BadInput(absent);
            case Answer.Denied<T>(String action) -> throw new BadInput("you may not call " + action + ": ask for it, or take another --profile");
            case Answer.Refused<T>(String why) -> throw new BadInput(why);
            case Answer.Away<T>(String why) -> throw new Unreached(why);
            case Answer.Failed<T>(String action, String why) -> throw new BadInput(action + " failed: " + why);
        };
    }
}
