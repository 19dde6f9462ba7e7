package slipway.cli.account.verify;

import java.util.Optional;
import slipway.cli.account.Account;

/**
 * What every check of a target stands on.
 *
 * @param id the account's
 * @param partition {@code aws}, {@code aws-cn}, …
 * @param slipway the stack; absent where it is not there or may not be read
 */
record Surroundings(Account account, String id, String partition, Optional<Installation> slipway) {
    String region() {
        return account.region();
    }

    /** Returns the ARN of a resource in this account and region. */
    String arn(String service, String rest) {
        return "arn:" + partition + ":" + service + ":" + region() + ":" + id + ":" + rest;
    }
}
