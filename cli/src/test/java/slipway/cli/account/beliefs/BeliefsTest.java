package slipway.cli.account.beliefs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import slipway.cli.account.Account;
import slipway.cli.account.Answer;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** The list of beliefs, its page, and what verify looks at agree. */
class BeliefsTest {
    private static final Path HOME = Path.of("..");
    private final Beliefs beliefs = Beliefs.read();

    @Test
    void pageIsPrintedFromTheList() throws IOException {
        String wanted = Page.of(beliefs) + "\n";
        assertThat(Files.readString(HOME.resolve("docs/BELIEFS.md"))).as("write this at the end of docs/BELIEFS.md:\n%s", wanted).endsWith(wanted);
    }

    @Test
    void whatThePageSaysIsLookedAtHasALookAndNothingElseHas() {
        Account account = new Account(UrlConnectionHttpClient.create(), Region.EU_CENTRAL_1, AnonymousCredentialsProvider.create(), InstantSource.system());
        Set<String> looks = Examination.looks(account, new Answer.Absent<>(), new Targets(List.of(), "123456789012", "eu-central-1", false), HOME).keySet();

        assertThat(beliefs.all().stream().filter(Belief::looked).map(Belief::id).collect(Collectors.toSet())).isEqualTo(looks);
    }

    @Test
    void commandsNameOnlyWhatThePageExports() throws IOException {
        String page = Files.readString(HOME.resolve("docs/BELIEFS.md"));
        Set<String> used = java.util.regex.Pattern.compile("\\$([A-Z]{2,})").matcher(Page.of(beliefs)).results().map(found -> found.group(1)).collect(Collectors.toSet());

        assertThat(used).isNotEmpty().allSatisfy(name -> assertThat(page).containsPattern("export .*\\b" + name + "="));
    }

    @Test
    void eventsThatAreTestedAreThere() {
        assertThat(EventLooks.PASS).allSatisfy(event -> assertThat(HOME.resolve("events/" + event + ".json")).exists());
        assertThat(EventLooks.STOP).allSatisfy(event -> assertThat(HOME.resolve("events/" + event + ".json")).exists());
    }

    @Test
    void beliefThatIsNotWholeIsRefused() {
        assertThatThrownBy(() -> new Belief("ECS", "ECS", "It is.", "A page.", "It fails.", List.of("look"), false)).hasMessageContaining("was ECS");
        assertThatThrownBy(() -> new Belief("ecs-is", "ECS", "It is", "A page.", "It fails.", List.of("look"), false)).hasMessageContaining("whole sentences, was: It is");
        assertThatThrownBy(() -> new Belief("ecs-is", "ECS", "It is.", "A page.", "It fails.", List.of(), false)).hasMessageContaining("says nowhere how it is checked");
        Belief one = new Belief("ecs-is", "ECS", "It is.", "A page.", "It fails.", List.of("look"), false);
        assertThatThrownBy(() -> new Beliefs(List.of(one, one))).hasMessage("two beliefs have the id ecs-is");
    }

    @Test
    void questionAboutNothingHasToBeRefusedAsBelieved() {
        assertThat(Seen.absent("ecr:DescribeImages", () -> "an image", "ImageNotFoundException")).isEqualTo(new Seen.Wrong("ecr:DescribeImages answers as if there were such a thing"));
        assertThat(refused(400, "ImageNotFoundException")).isEqualTo(new Seen.Holds("ecr:DescribeImages answers ImageNotFoundException"));
        assertThat(refused(400, "OtherException")).isEqualTo(new Seen.Wrong("ecr:DescribeImages answers OtherException: no"));
        assertThat(refused(400, "AccessDeniedException")).isEqualTo(new Seen.Unseen("you may not ask: this needs ecr:DescribeImages"));
        assertThat(refused(400, "ThrottlingException")).isEqualTo(new Seen.Unseen("ecr:DescribeImages gave no answer: ThrottlingException: no"));
        assertThat(refused(503, "Busy")).isInstanceOf(Seen.Unseen.class);
    }

    private static Seen refused(int status, String code) {
        return Seen.absent("ecr:DescribeImages", () -> {
            throw AwsServiceException.builder().statusCode(status).awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("no").build()).build();
        }, "ImageNotFoundException");
    }
}
