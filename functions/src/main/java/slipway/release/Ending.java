package slipway.release;

/** What production runs now that a deployment is over. */
public enum Ending {
    /** Production runs the new image, seen healthy. */
    SUCCEEDED("live"),
    /** Production runs the baseline again, seen healthy; nobody has to act. */
    ROLLED_BACK("rolled back"),
    /** Nothing was touched: refused, held, same digest, rejected, observed only. */
    NOT_CHANGED("not changed"),
    /** A newer push took over. */
    SUPERSEDED("superseded"),
    /** None of these could be proven; a person has to look. */
    NEEDS_HUMAN("needs a human");

    private final String words;

    Ending(String words) {
        this.words = words;
    }

    /** Returns the ending as a message says it. */
    public String words() {
        return words;
    }

    /** Says whether somebody has to be woken. */
    public boolean pages() {
        return this == NEEDS_HUMAN;
    }
}
