package slipway.notice;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Restore;

/** Prints what Slack gets of each sample, and of what is as long and as full of escapes as can be, for a check by Slack's own models. */
public final class SlackSamples {
    private SlackSamples() {}

    public static void main(String[] arguments) {
        Map<String, SlackMessage> all = new LinkedHashMap<>();
        messages().forEach((name, notice) -> all.put(name, SlackMessage.of(notice)));
        all.putAll(ofAnApp());
        System.out.println(all.entrySet().stream().map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue().json())
                .collect(Collectors.joining(",", "{", "}")));
    }

    /** What a deployment's one message shows from its start to its end, and the reply that mentions who is on call. */
    private static Map<String, SlackMessage> ofAnApp() {
        Map<String, SlackMessage> all = new LinkedHashMap<>();
        Surroundings around = Samples.onCall();
        Map.of("planned", Samples.planned(), "rolling out", Samples.rolling(), "going back", Samples.restoring(Restore.Way.STOPPED)).forEach((name, deployment) ->
                all.put("parent, " + name, Conversation.of(Notice.of(Moment.CHANGE, deployment, around), deployment, around, Samples.AT.plusSeconds(90)).parent()));
        Deployment ended = Samples.crashed().ended(Ending.NEEDS_HUMAN, Samples.AT.plusSeconds(90));
        Conversation end = Conversation.of(Notice.of(Moment.END, ended, around), ended, around, Samples.AT.plusSeconds(90));
        all.put("parent, ended", end.parent());
        all.put("reply that calls who is on call", end.details());
        return all;
    }

    private static Map<String, Notice> messages() {
        Map<String, Notice> all = new LinkedHashMap<>(Samples.notices());
        for (String text : new String[] {"<&>", "word ", "😀", "```*_~", "\\\"\n"}) {
            all.put("a cause of many " + Foreign.plain(text.replaceAll("[\\\\\"\n]", "escape ")).strip(), Notice.of(Moment.END, Samples.rolling()
                    .with(Cause.of("ContainerExited", text.repeat(4000))).ended(Ending.NEEDS_HUMAN, Samples.AT.plusSeconds(90)), Samples.AROUND));
        }
        return all;
    }
}
