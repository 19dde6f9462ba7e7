package slipway.aws;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import slipway.release.TargetName;
import slipway.rollout.Documents;

/** The parameters {@code /slipway/targets/NAME}. GetParametersByPath gives at most ten a page. */
record SsmDocuments(SsmClient ssm) implements Documents {
    private static final String PATH = "/slipway/targets/";
    private static final int PAGE = 10;

    @Override
    public Map<String, String> all() {
        Map<String, String> documents = new TreeMap<>();
        String next = null;
        do {
            String token = next;
            GetParametersByPathResponse page = Faults.in("ssm:GetParametersByPath",
                    () -> ssm.getParametersByPath(ask -> ask.path(PATH).maxResults(PAGE).nextToken(token)));
            for (Parameter one : page.parameters()) {
                documents.put(one.name().substring(one.name().lastIndexOf('/') + 1), one.value());
            }
            next = page.nextToken();
        } while (next != null);
        return documents;
    }

    @Override
    public Optional<String> find(TargetName name) {
        try {
            return Optional.of(ssm.getParameter(ask -> ask.name(PATH + name)).parameter().value());
        } catch (ParameterNotFoundException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw Faults.of("ssm:GetParameter", e);
        }
    }
}
