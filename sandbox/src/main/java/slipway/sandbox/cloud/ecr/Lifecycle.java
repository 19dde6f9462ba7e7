package slipway.sandbox.cloud.ecr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.sandbox.cloud.AwsFault;

/**
 * A lifecycle policy as ECR evaluates it (ECR user guide, "Automate the cleanup of images by using lifecycle policies", evaluation rules): all
 * rules look at all images; an image that matches the tags of a rule is expired by that rule or by none after it; of those that a rule
 * counts the newest by push time stay. What an index refers to is not expired before the index. Only rules that expire are modelled.
 */
final class Lifecycle {
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Rule(int priority, String tagStatus, List<Pattern> patterns, String countType, int count) {
        boolean matches(List<String> tags) {
            return switch (tagStatus) {
                case "any" -> true;
                case "untagged" -> tags.isEmpty();
                // "All of the tags in the tagPatternList value are matched against any of the image's tags."
                default -> patterns.stream().allMatch(pattern -> tags.stream().anyMatch(tag -> pattern.matcher(tag).matches()));
            };
        }

        Stream<StoredImage> expires(List<StoredImage> youngestFirst, Instant now) {
            return countType.equals("imageCountMoreThan") ? youngestFirst.stream().skip(count)
                    : youngestFirst.stream().filter(image -> image.pushedAt().isBefore(now.minus(Duration.ofDays(count))));
        }
    }

    private final List<Rule> rules;

    private Lifecycle(List<Rule> rules) {
        this.rules = rules;
    }

    /** @throws AwsFault if ECR would refuse the policy, or the sandbox does not model it */
    static Lifecycle of(String policy) {
        List<Rule> rules = new ArrayList<>();
        read(policy).path("rules").forEach(rule -> rules.add(rule(rule)));
        rules.sort(Comparator.comparing(Rule::priority));
        if (rules.isEmpty() || rules.stream().map(Rule::priority).distinct().count() < rules.size()) {
            throw invalid("every rule has a rulePriority of its own");
        }
        if (rules.subList(0, rules.size() - 1).stream().anyMatch(rule -> rule.tagStatus().equals("any"))) {
            throw invalid("a rule with tagStatus any has the highest rulePriority");
        }
        if (rules.stream().filter(rule -> rule.tagStatus().equals("untagged")).count() > 1) {
            throw invalid("only one rule selects untagged images");
        }
        return new Lifecycle(rules);
    }

    /** Returns the digests of the images that it expires now. */
    Set<String> expired(Repository repository, Instant now) {
        List<StoredImage> youngestFirst = repository.images().stream().filter(image -> image.pullable() && !repository.referenced(image.digest()))
                .sorted(Comparator.comparing(StoredImage::pushedAt).reversed()).toList();
        Set<String> seen = new HashSet<>();
        Set<String> expired = new LinkedHashSet<>();
        for (Rule rule : rules) {
            List<StoredImage> matching = youngestFirst.stream().filter(image -> rule.matches(repository.tagsOf(image.digest()))).toList();
            rule.expires(matching, now).map(StoredImage::digest).filter(digest -> !seen.contains(digest)).forEach(expired::add);
            matching.forEach(image -> seen.add(image.digest()));
        }
        return expired;
    }

    private static Rule rule(JsonNode rule) {
        known(rule, "rulePriority", "description", "selection", "action");
        JsonNode selection = rule.path("selection");
        known(selection, "tagStatus", "tagPatternList", "countType", "countUnit", "countNumber");
        known(rule.path("action"), "type");
        String status = selection.path("tagStatus").asText();
        String countType = selection.path("countType").asText();
        boolean tagged = status.equals("tagged");
        if (!Set.of("tagged", "untagged", "any").contains(status) || tagged == selection.path("tagPatternList").isEmpty() || !rule.path("rulePriority").isInt()) {
            throw invalid("a rule has a priority and a tagStatus, and patterns where that is tagged");
        }
        boolean days = selection.path("countUnit").asText().equals("days");
        if (selection.path("countNumber").asInt() < 1 || countType.equals("sinceImagePushed") != days) {
            throw invalid("countNumber is a positive integer, and countUnit is days where countType is sinceImagePushed");
        }
        if (!rule.path("action").path("type").asText().equals("expire") || !Set.of("imageCountMoreThan", "sinceImagePushed").contains(countType)) {
            throw AwsFault.notModelled("lifecycle rules that " + rule.path("action").path("type").asText() + " by " + countType);
        }
        List<Pattern> patterns = selection.path("tagPatternList").valueStream().map(pattern -> glob(pattern.asText())).toList();
        return new Rule(rule.path("rulePriority").asInt(), status, patterns, countType, selection.path("countNumber").asInt());
    }

    /** At most four stars, each for any characters (the same guide, "Tag pattern list"). */
    private static Pattern glob(String pattern) {
        if (pattern.chars().filter(letter -> letter == '*').count() > 4) {
            throw invalid("a pattern has at most four wildcards");
        }
        return Pattern.compile(Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    private static void known(JsonNode node, String... names) {
        node.fieldNames().forEachRemaining(name -> {
            if (!Set.of(names).contains(name)) {
                throw AwsFault.notModelled("the field " + name + " of a lifecycle policy");
            }
        });
    }

    private static JsonNode read(String policy) {
        try {
            return JSON.readTree(policy);
        } catch (JsonProcessingException e) {
            throw invalid("it is JSON");
        }
    }

    private static AwsFault invalid(String constraint) {
        return AwsFault.of("InvalidParameterException", "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: '" + constraint + "'");
    }
}
