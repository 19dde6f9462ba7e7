package slipway.cli.account.beliefs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import slipway.cli.account.Account;
import slipway.cli.account.Answer;
import slipway.codec.TargetDocument;
import slipway.release.Repository;
import slipway.release.Target;
import slipway.release.Workload.EcsService;
import slipway.release.Workload.LambdaFunction;

/**
 * What Slipway's own targets name; nothing if there is none yet, or nobody may read them.
 *
 * @param chosen whether one was asked for by name: then nothing else of the account is looked at
 */
record Targets(List<Target> all, String account, String region, boolean chosen) {
    private static final Pattern REGISTRY = Pattern.compile("\"registry\"\\s*:\\s*\"([0-9]{12})\"");

    static Targets read(Account account, String id, Optional<String> name) {
        Answer<Map<String, String>> documents = Answer.of("ssm:GetParametersByPath", () -> account.aws().documents().all());
        List<Target> all = documents instanceof Answer.Got<Map<String, String>>(Map<String, String> found)
                ? found.entrySet().stream().filter(one -> name.map(one.getKey()::equals).orElse(true)).flatMap(one -> valid(one, id)).toList() : List.of();
        return new Targets(all, id, account.region(), name.isPresent());
    }

    private static Stream<Target> valid(Map.Entry<String, String> document, String id) {
        Set<String> registries = new TreeSet<>(Set.of(id));
        REGISTRY.matcher(document.getValue()).results().map(found -> found.group(1)).forEach(registries::add);
        return TargetDocument.read(document.getKey(), document.getValue(), registries) instanceof TargetDocument.Valid(Target target)
                ? Stream.of(target) : Stream.of();
    }

    List<EcsService> services() {
        return workloads(target -> target.workload() instanceof EcsService service ? Stream.of(service) : Stream.of());
    }

    List<LambdaFunction> functions() {
        return workloads(target -> target.workload() instanceof LambdaFunction function ? Stream.of(function) : Stream.of());
    }

    List<Repository> repositories() {
        return workloads(target -> Stream.of(new Repository(target.registry().orElse(account), region, target.repository())));
    }

    private <T> List<T> workloads(Function<Target, Stream<T>> of) {
        return all.stream().flatMap(of).distinct().toList();
    }
}
