package slipway.rollout;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The alarms of CloudWatch that watch what is deployed, as far as a deployment cares. */
public interface Alarms {
    /**
     * Reads all of them in one call.
     *
     * @param names of metric and composite alarms of this account and region, at most 100 (API_DescribeAlarms, AlarmNames)
     * @return those that exist, in no order; one that is not there is absent, since CloudWatch tells no failure for it
     * @throws BadInput if access is denied
     * @throws TryAgain if CloudWatch did not answer
     */
    List<Alarm> read(List<String> names);

    /** Returns the first of the names that is not among what was read. */
    static Optional<String> missing(List<String> names, List<Alarm> read) {
        Set<String> there = read.stream().map(Alarm::name).collect(Collectors.toSet());
        return names.stream().filter(name -> !there.contains(name)).findFirst();
    }
}
