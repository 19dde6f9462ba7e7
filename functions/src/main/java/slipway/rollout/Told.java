package slipway.rollout;

import java.util.Map;

/** What people were told of refused documents, so that a problem that stands is told once. Part of the ledger. */
public interface Told {
    /** Returns a hash of what was told of each document that is refused, by the document's name. */
    Map<String, String> refused();

    /** Replaces what {@link #refused()} returns. */
    void refused(Map<String, String> now);
}
