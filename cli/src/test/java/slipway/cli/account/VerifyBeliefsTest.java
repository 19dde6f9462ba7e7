package slipway.cli.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import slipway.cli.account.InAccount.Ran;

/** What verify --beliefs says in an account in which something has been deployed. */
class VerifyBeliefsTest extends Verifying {
    @Test
    void printIt() {
        System.out.println(account.verify("--beliefs", "--no-color").out());
        System.out.println(account.shop.aws().wire().notModelled());
    }
}
