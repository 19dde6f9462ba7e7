package slipway.cli.demo;

import static slipway.release.Ending.NOT_CHANGED;
import static slipway.release.Ending.ROLLED_BACK;
import static slipway.release.Ending.SUCCEEDED;
import static slipway.release.Ending.SUPERSEDED;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import slipway.cli.demo.Story.Expected;
import slipway.cli.demo.Story.Move;
import slipway.release.Ending;

/** What the demo plays; each story begins where the one before has left the shop. */
final class Stories {
    private static final String API = "shop-api";
    private static final String WEB = "shop-web";
    private static final String THUMBS = "shop-thumbs";
    private static final Duration AT_ONCE = Duration.ZERO;

    private Stories() {}

    /** Returns the three that everybody should see. */
    static List<Story> three() {
        return List.of(
                pushed("a good image", "A push goes live once its tasks were seen healthy for the whole bake time.", Build.V2, API, SUCCEEDED, 124),
                pushed("a crash at boot", "ECS would try for ever; Slipway goes back at the second crash.", Build.V3, API, ROLLED_BACK, 182),
                pushed("a health path that answers 404", "Everything runs, yet nothing is healthy: it says why, and goes back.", Build.V4, API, ROLLED_BACK, 218));
    }

    /** Returns all of them, the three first. */
    static List<Story> all() {
        return Stream.concat(three().stream(), Stream.of(
                pushed("a bad image under latest", "The running revision says :latest, which names the bad image now; back to the old digest all the same.",
                        Build.BAD_LATEST, WEB, ROLLED_BACK, 180),
                pushed("the same tag with new content", "The digest is new, so it is a release, whatever the tag says.", Build.NEW_LATEST, WEB, SUCCEEDED, 123),
                retagged(), hasty(), byTag(), rolledBackByHand(), stopped(),
                pushed("a target that is only observed", "Everything is decided, nothing is touched.", Build.ADMIN_V2, "shop-admin", NOT_CHANGED, 7),
                pushed("a Lambda image", "The image, a version of it, a smoke call, and then the alias: each step is watched.", Build.THUMBS, THUMBS, SUCCEEDED, 62),
                pushed("a Lambda image that breaks on init", "Its version fails the smoke call, so the alias never moves.", Build.BROKEN_THUMBS, THUMBS, ROLLED_BACK, 80),
                pushed("an index with attestations", "Lambda takes no index: the child of the function's architecture is deployed.",
                        Build.THUMBS_INDEX, THUMBS, SUCCEEDED, 66)))
                .toList();
    }

    private static Story pushed(String name, String point, Build build, String target, Ending ending, int seconds) {
        return story(name, point, seconds, List.of(push(AT_ONCE, build)), new Expected(target, ending));
    }

    private static Story retagged() {
        Move move = new Move(AT_ONCE, "docker buildx imagetools create --tag shop/api:v2.0.0 shop/api:v2",
                stage -> stage.retag(Build.V2, "v2.0.0"));
        return story("a second tag on what runs", "The digest runs already, so there is nothing to change.", 7,
                List.of(move), new Expected(API, NOT_CHANGED));
    }

    private static Story hasty() {
        return story("two pushes within seconds", "The newest wins, and who waits for the other is told.", 130,
                List.of(push(AT_ONCE, Build.HASTY_LATEST), push(Duration.ofSeconds(1), Build.NEWEST_LATEST)),
                new Expected(WEB, SUPERSEDED), new Expected(WEB, SUCCEEDED));
    }

    private static Story byTag() {
        return story("a start by hand", "No target follows hotfix-*; a person may bring the image all the same.", 138,
                List.of(push(AT_ONCE, Build.HOTFIX), byHand(Duration.ofSeconds(10), "image", Build.HOTFIX.tag())), new Expected(API, SUCCEEDED));
    }

    private static Story rolledBackByHand() {
        return story("a rollback by hand", "Back to the release seen healthy before this one, which is held from now on.", 130,
                List.of(byHand(AT_ONCE, "action", "rollback")), new Expected(API, ROLLED_BACK));
    }

    private static Story stopped() {
        return story("a stop in the middle", "A person's word turns a running rollout around at its next look.", 176,
                List.of(push(AT_ONCE, Build.V5), byHand(Duration.ofSeconds(50), "action", "stop")),
                new Expected(API, ROLLED_BACK), new Expected(API, NOT_CHANGED));
    }

    private static Story story(String name, String point, int seconds, List<Move> moves, Expected... expected) {
        return new Story(name, point, moves, List.of(expected), Duration.ofSeconds(seconds));
    }

    private static Move push(Duration after, Build build) {
        return new Move(after, build.push() + "    (" + build.does() + ")", stage -> stage.push(build));
    }

    private static Move byHand(Duration after, String key, String value) {
        String input = "{\"target\":\"" + API + "\",\"" + key + "\":\"" + value + "\"}";
        return new Move(after, "aws stepfunctions start-execution --state-machine-arn …:slipway-deploy --input '" + input + "'",
                stage -> stage.deploy(input));
    }
}
