package slipway.sandbox.cloud.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Sandboxed;
import slipway.sandbox.cloud.ecr.Ecr.PushedIndex;

/** Lifecycle policies expire what the examples of the ECR user guide say ("Examples of lifecycle policies in Amazon ECR"). */
class LifecycleTest {
    private static final String REPOSITORY = "shop/api";

    private final Sandboxed sandbox = new Sandboxed();
    private final Ecr ecr = new Ecr(Place.DEFAULT, sandbox.timeline, sandbox.bus());
    private final Map<String, String> names = new HashMap<>();

    @BeforeEach
    void create() {
        ecr.createRepository(REPOSITORY);
    }

    /** Pushes an image a day after the last one. */
    private void image(String name, String... tags) {
        String digest = ecr.push(REPOSITORY, tags[0], name, Behaviour.GOOD);
        List.of(tags).forEach(tag -> ecr.retag(REPOSITORY, digest, tag));
        names.put(digest, name);
        sandbox.timeline.runUntil(sandbox.timeline.now().plus(Duration.ofDays(1)));
    }

    private Set<String> expires(String... rules) {
        return ecr.expire(REPOSITORY, "{\"rules\":[" + String.join(",", rules) + "]}").stream().map(names::get).collect(Collectors.toSet());
    }

    private static String rule(int priority, String selection) {
        return "{\"rulePriority\":" + priority + ",\"selection\":{" + selection + "},\"action\":{\"type\":\"expire\"}}";
    }

    private static String tagged(String patterns, int count) {
        return "\"tagStatus\":\"tagged\",\"tagPatternList\":[" + patterns + "],\"countType\":\"imageCountMoreThan\",\"countNumber\":" + count;
    }

    private void betaAndProd() {
        image("A", "beta-1", "prod-1");
        image("B", "beta-2", "prod-2");
        image("C", "beta-3");
    }

    @Test
    void whatARuleKeepsNoLaterRuleExpires() {
        betaAndProd();
        assertThat(expires(rule(1, tagged("\"prod*\"", 1)), rule(2, tagged("\"beta*\"", 1)))).containsExactly("A");
    }

    @Test
    void theOrderOfTheRulesDecides() {
        betaAndProd();
        assertThat(expires(rule(2, tagged("\"prod*\"", 1)), rule(1, tagged("\"beta*\"", 1)))).containsExactlyInAnyOrder("A", "B");
    }

    @Test
    void allPatternsOfARuleHaveToMatch() {
        image("A", "alpha-1");
        image("B", "beta-1");
        image("C", "alpha-2", "beta-2");
        image("D", "alpha-3");
        assertThat(expires(rule(1, "\"tagStatus\":\"tagged\",\"tagPatternList\":[\"alpha*\",\"beta*\"],\"countType\":\"sinceImagePushed\",\"countUnit\":\"days\",\"countNumber\":1")))
                .containsExactly("C");
    }

    @Test
    void whatAnIndexRefersToGoesAfterIt() {
        PushedIndex index = ecr.pushIndex(REPOSITORY, "latest", "index", Behaviour.GOOD, List.of("amd64"));
        String untagged = rule(1, "\"tagStatus\":\"untagged\",\"countType\":\"sinceImagePushed\",\"countUnit\":\"days\",\"countNumber\":1");
        image("next", "latest");
        image("last", "latest");
        names.put(index.digest(), "index");
        names.put(index.images().get("amd64"), "child");
        names.put(index.attestations().getFirst(), "attestation");

        assertThat(expires(untagged)).containsExactlyInAnyOrder("index", "next");
        assertThat(expires(untagged)).containsExactlyInAnyOrder("child", "attestation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"tagStatus\":\"tagged\",\"countType\":\"imageCountMoreThan\",\"countNumber\":1", "\"tagStatus\":\"any\",\"countType\":\"imageCountMoreThan\",\"countNumber\":0",
        "\"tagStatus\":\"any\",\"countType\":\"sinceImagePushed\",\"countNumber\":1", "\"tagStatus\":\"any\",\"countType\":\"sinceImagePulled\",\"countNumber\":1",
        "\"tagStatus\":\"any\",\"storageClass\":\"archive\",\"countType\":\"imageCountMoreThan\",\"countNumber\":1",
        "\"tagStatus\":\"tagged\",\"tagPatternList\":[\"*a*b*c*d*\"],\"countType\":\"imageCountMoreThan\",\"countNumber\":1"})
    void whatEcrRefusesOrIsNotModelledIsAnError(String selection) {
        assertThatThrownBy(() -> expires(rule(1, selection))).isInstanceOf(AwsFault.class);
    }

    @Test
    void rulesThatContradictEachOtherAreRefused() {
        String any = "\"tagStatus\":\"any\",\"countType\":\"imageCountMoreThan\",\"countNumber\":1";
        assertThatThrownBy(() -> expires(rule(1, any), rule(2, tagged("\"v*\"", 1)))).hasMessageContaining("tagStatus any has the highest rulePriority");
        assertThatThrownBy(() -> expires(rule(1, tagged("\"v*\"", 1)), rule(1, any))).hasMessageContaining("a rulePriority of its own");
        assertThatThrownBy(() -> expires(rule(1, any.replace("any", "untagged")), rule(2, any.replace("any", "untagged")))).hasMessageContaining("only one rule selects untagged");
        assertThatThrownBy(() -> expires()).hasMessageContaining("rulePriority");
        assertThatThrownBy(() -> ecr.expire(REPOSITORY, "{")).hasMessageContaining("JSON");
    }
}
