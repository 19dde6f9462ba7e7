package slipway.cli.account.verify;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import slipway.cli.account.Account;
import slipway.cli.account.Answer;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;

/**
 * Slipway's own stack, as CloudFormation shows it.
 *
 * @param status a StackStatus
 * @param parameters by name
 * @param resources the resources' own names, by their names in the template
 */
public record Installation(String stack, String status, Map<String, String> parameters, Map<String, String> resources) {
    /** Reads it from CloudFormation (API_DescribeStacks, API_ListStackResources). */
    public static Answer<Installation> read(Account account, String stack) {
        CloudFormationClient stacks = account.cloudFormation();
        Answer<Stack> described = Answer.of("cloudformation:DescribeStacks",
                () -> stacks.describeStacks(ask -> ask.stackName(stack)).stacks().getFirst(), "ValidationError");
        return switch (described) {
            case Answer.Got<Stack>(Stack found) -> resources(stacks, stack).map(resources -> new Installation(stack, found.stackStatusAsString(),
                    found.parameters().stream().collect(Collectors.toMap(one -> one.parameterKey(), one -> Optional.ofNullable(one.parameterValue()).orElse(""))), resources));
            default -> described.map(_ -> null);
        };
    }

    /** Reads the resources alone, which spares a call to whoever needs no more. */
    public static Answer<Map<String, String>> resources(Account account, String stack) {
        return resources(account.cloudFormation(), stack);
    }

    private static Answer<Map<String, String>> resources(CloudFormationClient stacks, String stack) {
        return Answer.of("cloudformation:ListStackResources", () -> stacks.listStackResourcesPaginator(ask -> ask.stackName(stack)).stackResourceSummaries().stream()
                .filter(one -> one.physicalResourceId() != null)
                .collect(Collectors.toMap(StackResourceSummary::logicalResourceId, StackResourceSummary::physicalResourceId, (_, last) -> last)), "ValidationError");
    }

    /** Returns the items of a parameter that is a list. */
    List<String> list(String parameter) {
        return Arrays.stream(parameters.getOrDefault(parameter, "").split(",")).map(String::strip).filter(item -> !item.isEmpty()).toList();
    }

    /** Returns the accounts whose registries images may come from. */
    public Set<String> registries(String own) {
        Set<String> all = new TreeSet<>(list("RegistryAccounts"));
        all.add(own);
        return all;
    }
}
