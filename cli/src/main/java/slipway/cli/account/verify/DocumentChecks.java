package slipway.cli.account.verify;

import java.util.Optional;
import java.util.Set;
import slipway.cli.account.Answer;
import slipway.codec.TargetDocument;
import slipway.release.Mode;
import slipway.release.Target;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Whether the target's document is there and valid, and what was published for infrastructure code. */
record DocumentChecks(Surroundings here, Findings findings) {
    static final String PLACE = "/slipway/targets/";

    /** Returns the target if its document is valid. */
    Optional<Target> document(String name) {
        Answer<Parameter> parameter = Answer.of("ssm:GetParameter",
                () -> here.account().ssm().getParameter(ask -> ask.name(PLACE + name)).parameter(), "ParameterNotFound");
        Optional<Parameter> found = findings.need("document", parameter, PLACE + name + " is not there",
                "aws ssm put-parameter --name " + PLACE + name + " --type String --value file://" + name + ".target.json");
        if (found.filter(one -> one.type() == ParameterType.SECURE_STRING).isPresent()) {
            findings.ng("document", PLACE + name + " is a SecureString, which Slipway does not decrypt", "write it again with --type String");
            return Optional.empty();
        }
        return found.flatMap(one -> read(name, one.value()));
    }

    private Optional<Target> read(String name, String text) {
        // Without the stack nobody knows which registries it allows; the document's own is then taken at its word.
        Set<String> registries = here.slipway().map(slipway -> slipway.registries(here.id())).orElseGet(() -> Registries.named(text, here.id()));
        return switch (TargetDocument.read(name, text, registries)) {
            case TargetDocument.Valid(Target target) -> {
                findings.ok("document", target.mode() == Mode.OBSERVE ? "valid; its mode is observe, so nothing will be changed" : "valid, its mode is deploy");
                yield Optional.of(target);
            }
            case TargetDocument.Refused(var problems) -> {
                problems.forEach(problem -> findings.ng("document", problem, "correct " + PLACE + name + "; until then the last valid document stays in force"));
                yield Optional.empty();
            }
        };
    }

    /** What infrastructure code reads. */
    void live(String name) {
        String parameter = "/slipway/live/" + name;
        Answer<String> value = Answer.of("ssm:GetParameter", () -> here.account().ssm().getParameter(ask -> ask.name(parameter)).parameter().value(), "ParameterNotFound");
        switch (value) {
            case Answer.Got<String>(String image) -> findings.ok("live", parameter + " is " + image.replaceFirst(".*/(.*@sha256:.{12}).*", "$1"));
            case Answer.Absent<String>() -> findings.skip("live", parameter + " is not there yet: the first deployment writes it");
            default -> findings.skip("live", Findings.unknown(value));
        }
    }
}
