package slipway.sandbox.wire.slack;

/** A message is beyond one of Slack's limits. */
final class BrokenLimit extends RuntimeException {
    private final String code;

    BrokenLimit(String code, String why) {
        super(why);
        this.code = code;
    }

    static BrokenLimit ofBlocks(String why) {
        return new BrokenLimit("invalid_blocks", why);
    }

    String code() {
        return code;
    }
}
