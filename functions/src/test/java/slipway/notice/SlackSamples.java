package slipway.notice;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import slipway.release.Cause;
import slipway.release.Ending;

/** Prints what Slack gets of each sample, and of what is as long and as full of escapes as can be, for a check by Slack's own models. */
public final class SlackSamples {
    private SlackSamples() {}

    public static void main(String[] arguments) {
        System.out.println(messages().entrySet().stream().map(entry -> "\"" + entry.getKey() + "\":" + SlackMessage.of(entry.getValue()).json())
                .collect(Collectors.joining(",", "{", "}")));
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
