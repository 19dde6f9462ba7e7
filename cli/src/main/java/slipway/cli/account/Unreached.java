package slipway.cli.account;

/** AWS could not be asked; the message is a sentence with its remedy, without its full stop. */
public final class Unreached extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param why a sentence with its remedy */
    public Unreached(String why) {
        super(why);
    }
}
