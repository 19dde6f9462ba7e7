package slipway.sandbox.simulation;

import java.util.regex.Pattern;
import slipway.sandbox.asl.Execution;

/** 8. No secret, and no foreign text unescaped, leaves the program. */
final class NothingSpilt implements Invariant {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\n]]");

    @Override
    public int number() {
        return 8;
    }

    @Override
    public void check(World world, Complaints complaints) {
        world.aws().slack().posts().forEach(post -> {
            String text = post.message().toString();
            secret("Slack", text, complaints);
            if (text.contains("<!")) {
                complaints.add("foreign text is escaped", "", "a post to Slack has a mention of all: " + post.text());
            }
        });
        world.aws().sns().published().forEach(mail -> {
            secret("a mail", mail.message() + mail.subject(), complaints);
            if (CONTROL.matcher(mail.message()).find()) {
                complaints.add("foreign text is escaped", "", "a mail has control characters: " + mail.subject());
            }
        });
        world.evidence().spilt().forEach(where -> complaints.add("no secret is told", "", where + " tells one"));
        world.evidence().events().forEach(event -> secret("an event", event.toString(), complaints));
        world.aws().machines().executions().stream().filter(one -> one.status() != Execution.Status.RUNNING).forEach(one ->
                secret("an execution", one.output().map(Object::toString).orElse("") + one.cause().orElse(""), complaints));
        world.aws().slack().refusals().forEach(why -> complaints.add("Slack takes what it is sent", "", why));
        world.aws().wire().notModelled().forEach(what -> complaints.add("AWS is asked only for what is modelled", "", what));
    }

    /** Says whether a text has the secret of a container or function in it, or that of the Slack webhook. */
    static boolean spilt(String text) {
        return text.contains(Stage.SECRET) || text.contains("/services/T00000000/");
    }

    private static void secret(String where, String text, Complaints complaints) {
        if (spilt(text)) {
            complaints.add("no secret is told", "", where + " tells one");
        }
    }
}
