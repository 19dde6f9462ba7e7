package slipway.cli.account.beliefs;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import slipway.cli.account.Account;
import slipway.cli.account.Answer;
import slipway.cli.account.verify.Branch;
import slipway.cli.account.verify.Finding;
import slipway.cli.account.verify.Finding.Status;
import slipway.cli.account.verify.Findings;
import slipway.cli.account.verify.Installation;
import slipway.cli.account.verify.Report;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Looks at the beliefs for which there is something to see in an account. Only reads. */
public final class Examination {
    private static final String PAGE = "docs/BELIEFS.md";

    private final Account account;
    private final String stack;
    private final Path home;
    private final Beliefs beliefs;

    /** @param home the folder of docs and events */
    public Examination(Account account, String stack, Path home, Beliefs beliefs) {
        this.account = account;
        this.stack = stack;
        this.home = home;
        this.beliefs = beliefs;
    }

    /**
     * Looks.
     *
     * @param target whose service or function is looked at; absent: those of all, or what else is there
     * @return whether nothing is NG
     */
    public boolean run(Optional<String> target, Report report) {
        Answer<GetCallerIdentityResponse> caller = account.caller();
        if (!(caller instanceof Answer.Got<GetCallerIdentityResponse>(GetCallerIdentityResponse identity))) {
            report.add(new Branch("account", account.region(), List.of(new Finding(Status.NG, "credentials", Findings.unknown(caller),
                    Optional.of("sign in (aws sso login), name another profile with --profile, or check the network")))));
            return report.close();
        }
        Answer<Installation> slipway = Installation.read(account, stack);
        report.add(new Branch("account", identity.account() + ", " + account.region(), List.of(
                new Finding(Status.OK, "credentials", identity.arn(), Optional.empty()), found(slipway))));
        Map<String, Supplier<Seen>> looks = looks(account, slipway, Targets.read(account, identity.account(), target), home);
        beliefs.byService().forEach((service, all) -> {
            List<Finding> findings = all.stream().filter(Belief::looked).map(belief -> finding(belief, looks.get(belief.id()).get())).toList();
            if (!findings.isEmpty()) {
                long rest = all.size() - findings.size();
                report.add(new Branch(service, rest == 0 ? "" : rest + " more can't be seen by reading: " + PAGE, findings));
            }
        });
        return report.close();
    }

    private Finding found(Answer<Installation> slipway) {
        return switch (slipway) {
            case Answer.Got<Installation>(Installation found) -> new Finding(Status.OK, "stack", found.stack() + " is " + found.status(), Optional.empty());
            case Answer.Absent<Installation> _ -> new Finding(Status.SKIP, "stack", "there is no stack " + stack + "; if it has another name, give it with --stack", Optional.empty());
            default -> new Finding(Status.SKIP, "stack", Findings.unknown(slipway), Optional.empty());
        };
    }

    /** Returns each look by its belief's id. */
    static Map<String, Supplier<Seen>> looks(Account account, Answer<Installation> slipway, Targets targets, Path home) {
        ServiceSample services = new ServiceSample(account, targets);
        Map<String, Supplier<Seen>> all = new HashMap<>(new ServiceLooks(services).all());
        all.putAll(new TaskLooks(services, account.elb()).all());
        all.putAll(new RegistryLooks(account, targets).all());
        all.putAll(new FunctionLooks(account, targets).all());
        all.putAll(new MachineLooks(account, slipway).all());
        all.putAll(new EventLooks(account, slipway, home).all());
        return all;
    }

    private static Finding finding(Belief belief, Seen seen) {
        return switch (seen) {
            case Seen.Holds(String evidence) -> new Finding(Status.OK, belief.id(), evidence, Optional.empty());
            case Seen.Wrong(String instead) -> new Finding(Status.NG, belief.id(), instead, Optional.of("this means: " + belief.wrong()
                    + " Look for yourself as " + PAGE + " says, and report it with this line"));
            case Seen.Unseen(String why) -> new Finding(Status.SKIP, belief.id(), why, Optional.empty());
        };
    }
}
