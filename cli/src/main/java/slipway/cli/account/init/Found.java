package slipway.cli.account.init;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import slipway.release.Repository;

/** What runs, as far as its first document says it. */
sealed interface Found {
    /** Returns the repository that it follows. */
    Repository repository();

    /** Returns the tags that the running image has, the one that it was started by first. */
    List<String> tags();

    /**
     * An ECS service.
     *
     * @param containers that a document has to name; empty where their image tells
     * @param running in words, such as {@code 2 of 2 tasks run shop/api:v1}
     * @param others repositories of its other containers, which other targets may follow
     */
    record Service(String cluster, String service, Repository repository, List<String> containers, List<String> tags, String running,
            Set<String> others) implements Found {}

    /**
     * A Lambda function made from an image.
     *
     * @param alias the one that it has
     * @param aliases all of them
     */
    record Function(String function, Repository repository, List<String> tags, Optional<String> alias, List<String> aliases, String running)
            implements Found {}

    /** Returns the name that the target gets if nobody chooses one: two clusters may have a service of one name. */
    default String name() {
        return switch (this) {
            case Service one when one.cluster().equals("default") || one.service().startsWith(one.cluster()) -> one.service();
            case Service one -> one.cluster() + "-" + one.service();
            case Function one -> one.function();
        };
    }

    /** Says what it is, for people. */
    default String words() {
        return switch (this) {
            case Service one -> "service " + one.service() + " of cluster " + one.cluster();
            case Function one -> "function " + one.function();
        };
    }
}
