package slipway.cli.account.replay;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import slipway.cli.account.Account;
import slipway.cli.account.Answer;
import slipway.cli.account.Unreached;
import slipway.cli.account.verify.Installation;
import slipway.rollout.BadInput;

/** Delivers the events in the queue of lost events once more; each is deleted only after that worked. */
public final class Replay {
    private final Account account;
    private final String stack;
    private final boolean dry;
    private final InstantSource clock;
    private final PrintWriter out;
    private final List<Letter> stay = new ArrayList<>();
    private int replayed;

    /** @param dry whether they are only shown */
    public Replay(Account account, String stack, boolean dry, InstantSource clock, PrintWriter out) {
        this.account = account;
        this.stack = stack;
        this.dry = dry;
        this.clock = clock;
        this.out = out;
    }

    /**
     * Reads the queue until it is empty.
     *
     * @return whether none stays that should have been replayed
     * @throws BadInput if there is no such stack, or it or the queue can't be read
     */
    public boolean run() {
        Installation slipway = got(Installation.read(account, stack), "there is no stack " + stack + " in " + account.region() + ": name Slipway's with --stack");
        if (!slipway.resources().keySet().containsAll(Set.of("LostEvents", "RouteMachine", "EnrollFunction"))) {
            throw new BadInput("the stack " + stack + " is not Slipway's, or an older one without a queue of lost events: name it with --stack, or deploy it anew");
        }
        Post post = new Post(account, slipway.resources());
        Set<String> seen = new HashSet<>();
        try {
            for (List<Letter> letters = take(post); !letters.isEmpty(); letters = take(post)) {
                letters.stream().filter(letter -> seen.add(letter.id())).forEach(letter -> one(post, letter));
            }
        } finally {
            stay.forEach(post::putBack);
        }
        out.println(dry ? seen.size() + " in the queue; nothing was replayed, since --dry-run was given." : seen.isEmpty() ? "No event is lost: the queue is empty."
                : replayed + " replayed, " + stay.size() + " left in the queue.");
        return dry || stay.isEmpty();
    }

    private static List<Letter> take(Post post) {
        return got(post.take(), "the queue of lost events is gone: deploy Slipway's stack anew");
    }

    private void one(Post post, Letter letter) {
        out.println(letter.line(clock.instant()));
        if (dry) {
            stay.add(letter);
            return;
        }
        Optional<Answer<String>> delivered = post.deliver(letter);
        if (delivered.isEmpty()) {
            stays(letter, letter.event().isEmpty() ? "its body is no JSON object" : "its target is none of this stack's");
        } else if (delivered.get() instanceof Answer.Got<String>(String done)) {
            deleted(post, letter, done);
        } else {
            stays(letter, said(delivered.get()));
        }
    }

    private void deleted(Post post, Letter letter, String done) {
        Answer<String> gone = post.delete(letter);
        if (gone instanceof Answer.Got<String>) {
            replayed++;
            out.println("  OK " + done);
        } else {
            stays(letter, done + ", but it could not be deleted (" + said(gone) + "): a replay of it changes nothing more");
        }
    }

    private void stays(Letter letter, String why) {
        stay.add(letter);
        out.println("  NG " + letter.id() + " stays: " + Letter.clean(why));
    }

    private static <T> T got(Answer<T> answer, String absent) {
        return switch (answer) {
            case Answer.Got<T>(T value) -> value;
            case Answer.Absent<T> _ -> throw new BadInput(absent);
            case Answer.Denied<T>(String action) -> throw new BadInput("you may not call " + action + ": ask for it, or take another --profile");
            case Answer.Refused<T>(String why) -> throw new BadInput(why);
            case Answer.Away<T>(String why) -> throw new Unreached(why + "; nothing more was replayed");
            case Answer.Failed<T>(String action, String why) -> throw new BadInput(action + " failed, so nothing more was replayed: " + Letter.clean(why));
        };
    }

    private static String said(Answer<?> answer) {
        return switch (answer) {
            case Answer.Got<?> _ -> "";
            case Answer.Absent<?> _ -> "it is not there any more";
            case Answer.Denied<?>(String action) -> "you may not call " + action;
            case Answer.Refused<?>(String why) -> why;
            case Answer.Away<?>(String why) -> why;
            case Answer.Failed<?>(String action, String why) -> action + " failed: " + why;
        };
    }
}
