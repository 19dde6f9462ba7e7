package slipway.cli.account.verify;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import slipway.cli.account.Account;
import slipway.cli.account.Answer;

/** Looks at Slipway's own stack, then at targets. Only reads. */
public final class Verification {
    private final Account account;
    private final String stack;

    public Verification(Account account, String stack) {
        this.account = account;
        this.stack = stack;
    }

    /**
     * Looks.
     *
     * @param target absent: all that have a document
     * @return whether nothing is NG
     */
    public boolean run(Optional<String> target, Report report) {
        StackChecks own = new StackChecks(account, stack);
        Optional<Surroundings> here = own.run();
        List<String> targets = here.map(_ -> target.map(List::of).orElseGet(() -> all(own.findings()))).orElse(List.of());
        report.add(new Branch("slipway", here.map(found -> "account " + found.id() + ", " + found.region()).orElse(account.region()), own.findings().all()));
        here.ifPresent(found -> targets.forEach(name -> report.add(new TargetChecks(found, name).run())));
        return report.close();
    }

    private List<String> all(Findings findings) {
        Answer<Set<String>> names = Answer.of("ssm:GetParametersByPath", () -> account.aws().documents().all().keySet());
        switch (names) {
            case Answer.Got<Set<String>>(Set<String> found) when found.isEmpty() ->
                findings.skip("targets", "there is no document in " + DocumentChecks.PLACE + ": ./slipway init writes one");
            case Answer.Got<Set<String>>(Set<String> found) -> findings.ok("targets", String.join(", ", found));
            default -> findings.skip("targets", Findings.unknown(names));
        }
        return names instanceof Answer.Got<Set<String>>(Set<String> found) ? found.stream().sorted().toList() : List.of();
    }
}
