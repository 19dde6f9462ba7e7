package slipway.sandbox.stories;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import slipway.sandbox.Ways;

/**
 * Plays each class of stories in two of the {@link Worlds}, each two of them by turns: so it meets at least nine of the ten columns on, and with the
 * world by default, which Maven plays, all off. With arguments, those classes whose names have such a part are played in all worlds.
 */
public final class AllVariants {
    /** Two of five worlds: any two of them turn on all columns but one. */
    private static final int EACH = 2;

    /** It opens the world by default wherever it is played: it is about the log of Lambda's functions alone. */
    private static final String OF_ONE_WORLD = "LogStoriesTest.class";

    private AllVariants() {}

    /** What one world's stories came to. */
    private record Played(int world, String story, TestExecutionSummary summary) {}

    public static void main(String[] parts) throws Exception {
        System.exit(play(stories(parts), parts.length == 0 ? EACH : Worlds.all().size(), System.out) ? 0 : 1);
    }

    /**
     * Plays every class; says what failed, and how many stories there were.
     *
     * @return whether all went well
     */
    public static boolean play(PrintStream out) throws Exception {
        return play(stories(), EACH, out);
    }

    private static boolean play(List<Class<?>> stories, int each, PrintStream out) throws InterruptedException {
        // Metrics go to standard output, where Lambda reads them.
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        Queue<Runnable> work = new ConcurrentLinkedQueue<>();
        Queue<Played> played = new ConcurrentLinkedQueue<>();
        List<Ways> worlds = Worlds.all();
        for (int i = 0; i < stories.size() * each; i++) {
            Class<?> story = stories.get(i / each);
            int world = world(i / each, i % each, each, worlds.size());
            work.add(() -> {
                Played one = play(world, worlds.get(world), story);
                played.add(one);
                tell(out, one);
            });
        }
        List<Thread> threads = Stream.generate(() -> Thread.ofPlatform().start(() -> {
            for (Runnable next = work.poll(); next != null; next = work.poll()) {
                next.run();
            }
        })).limit(Runtime.getRuntime().availableProcessors()).toList();
        for (Thread thread : threads) {
            thread.join();
        }
        return report(out, worlds, List.copyOf(played), each * stories.size());
    }

    /** Returns the world that is a class's turn: of two, the second is the next or the one after that, so that all pairs come up. */
    static int world(int story, int turn, int each, int worlds) {
        int further = each == EACH && turn > 0 ? story / worlds % 2 : 0;
        return (story + turn + further) % worlds;
    }

    private static List<Class<?>> stories(String... parts) throws Exception {
        List<Class<?>> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(AllVariants.class.getResource("").toURI()))) {
            for (String name : files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith("StoriesTest.class") && !file.equals(OF_ONE_WORLD)).sorted().toList()) {
                if (parts.length == 0 || Stream.of(parts).anyMatch(name::contains)) {
                    found.add(Class.forName(AllVariants.class.getPackageName() + "." + name.replace(".class", "")));
                }
            }
        }
        return found;
    }

    private static Played play(int world, Ways ways, Class<?> story) {
        // In this thread: the world is bound to it.
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request().selectors(DiscoverySelectors.selectClass(story))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false").build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        ScopedValue.where(Under.WAYS, ways).run(() -> LauncherFactory.create().execute(request, listener));
        return new Played(world, story.getSimpleName(), listener.getSummary());
    }

    /** Says what failed, as soon as it has. */
    private static void tell(PrintStream out, Played one) {
        one.summary().getFailures().forEach(failure -> out.printf("world %d %s %s%n    %s%n", one.world() + 1, one.story(),
                failure.getTestIdentifier().getDisplayName(), String.valueOf(failure.getException().getMessage()).replace("\n", "\n    ")));
    }

    /** Prints a line for each world; returns whether all was played and nothing failed. */
    private static boolean report(PrintStream out, List<Ways> worlds, List<Played> played, int wanted) {
        long stories = 0;
        for (int i = 0; i < worlds.size(); i++) {
            int world = i;
            List<TestExecutionSummary> own = played.stream().filter(one -> one.world() == world).map(Played::summary).toList();
            long passed = own.stream().mapToLong(TestExecutionSummary::getTestsSucceededCount).sum();
            stories += passed;
            out.printf("world %d: %d passed, %d failed, with %s%n", world + 1, passed, own.stream().mapToLong(TestExecutionSummary::getTotalFailureCount).sum(),
                    Worlds.names(world));
        }
        out.printf("%d stories in %d worlds%n", stories, worlds.size());
        // A world to which no story was bound has proven nothing.
        return played.size() == wanted && Under.PLAYED.containsAll(worlds) && played.stream().allMatch(one -> one.summary().getTotalFailureCount() == 0);
    }
}
