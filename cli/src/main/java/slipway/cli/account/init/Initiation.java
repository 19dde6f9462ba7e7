package slipway.cli.account.init;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.cli.account.Account;
import slipway.release.TargetName;
import slipway.rollout.BadInput;

/**
 * Writes the first document of a target for what runs.
 *
 * @param cluster of which the service is, if it was named apart
 * @param container whose repository is followed, if it was chosen
 * @param name of the target, if it was chosen
 */
public record Initiation(Account account, Optional<String> cluster, Optional<String> container, Optional<String> name) {
    /**
     * What was done, as rows of a label and a text.
     *
     * @param notes what a person should know or decide
     */
    public record Done(List<Row> rows, List<String> notes) {}

    /** A line of what is told. */
    public record Row(String label, String text) {}

    /**
     * Looks and writes.
     *
     * @throws BadInput if there is no such thing, or nothing that Slipway can deploy to; then nothing was written
     */
    public Done run(String wanted, Path folder, boolean force) {
        String own = Required.of(account.caller(), "").account();
        Found found = new Search(account, container).find(Wish.read(wanted, cluster, account.region()));
        Draft draft = Draft.of(target(found), found, own);
        List<Path> files = Written.to(folder, draft, force);
        Path document = files.getFirst();
        List<Row> rows = new ArrayList<>(List.of(
                new Row("Found", found.words() + ": " + running(found)),
                new Row("Follows", found.repository().name() + ", " + draft.why() + ": " + draft.tags()),
                new Row("Mode", "observe: Slipway says what it would do and changes nothing, until you write deploy"),
                new Row("Wrote", document + ", and for CloudFormation " + files.get(1).getFileName() + ", for Terraform " + files.get(2).getFileName()),
                new Row("Next", "aws ssm put-parameter --name /slipway/targets/" + draft.name() + " --type String --value file://" + document),
                new Row("", "./slipway verify " + draft.name())));
        return new Done(rows, notes(found, own));
    }

    private TargetName target(Found found) {
        String chosen = name.orElseGet(found::name);
        try {
            TargetName target = new TargetName(chosen);
            if (target.equals(TargetName.ALL)) {
                throw new IllegalArgumentException("it stands for all targets");
            }
            return target;
        } catch (IllegalArgumentException e) {
            throw new BadInput("the name of a target should be 1 to 63 letters, digits, _ and -: choose one with --name", e).with("name", chosen);
        }
    }

    private static String running(Found found) {
        return switch (found) {
            case Found.Service service -> service.running();
            case Found.Function function -> function.running();
        };
    }

    private static List<String> notes(Found found, String own) {
        List<String> notes = new ArrayList<>();
        switch (found) {
            case Found.Service service when !service.others().isEmpty() -> notes.add("Its other containers run images of " + String.join(", ", service.others())
                    + ": a target of their own may follow those.");
            case Found.Function function when function.aliases().isEmpty() -> notes.add("It has no alias, so a rollback replaces $LATEST again; an alias makes it instant.");
            case Found.Function function when function.alias().isEmpty() -> notes.add("It has more than one alias (" + String.join(", ", function.aliases())
                    + "): write the one that callers use as alias into the document.");
            default -> { }
        }
        if (!found.repository().account().equals(own)) {
            notes.add("The image comes from the registry of account " + found.repository().account() + ": that has to be one of the stack's RegistryAccounts.");
        }
        return notes;
    }
}
