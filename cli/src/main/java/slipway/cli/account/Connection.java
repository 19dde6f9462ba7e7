package slipway.cli.account;

import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Which account and region are asked, chosen as the AWS CLI chooses them. */
public final class Connection {
    @Option(names = "--profile", order = 1, paramLabel = "NAME", description = "Profile of the AWS configuration. Without it: AWS_PROFILE, the environment, and so on.")
    private Optional<String> profile = Optional.empty();
    @Option(names = "--region", order = 2, paramLabel = "NAME", description = "Region. Without it: AWS_REGION, or the profile's.")
    private Optional<String> region = Optional.empty();

    /** Returns the account as it is opened. */
    public Account open(Function<Connection, Account> open) {
        return open.apply(this);
    }

    Optional<String> profile() {
        return profile;
    }

    Optional<String> region() {
        return region;
    }
}
