package slipway.rollout;

import java.util.Map;
import java.util.Optional;
import slipway.release.TargetName;

/** The target documents as their owners wrote them: the parameters below {@code /slipway/targets/}. */
public interface Documents {
    /** Returns every document by the last part of its parameter's name, which may not even be a target's name. */
    Map<String, String> all();

    Optional<String> find(TargetName name);
}
