package slipway.cli.demo;

import java.util.ArrayList;
import java.util.List;
import slipway.cli.screen.Paint;
import slipway.cli.screen.SlackText;
import slipway.sandbox.wire.slack.Post;

/** Shows what Slipway has posted, as far as text can. */
public final class Posts {
    private Posts() {}

    /** Returns the message in lines of at most this width, a blank one before and after. */
    public static List<String> lines(Post post, Paint paint, int width) {
        String bar = paint.busy("┃ ");
        String channel = post.webhook().substring(post.webhook().lastIndexOf('/') + 1);
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(bar + paint.dim("Slack, #" + channel));
        SlackText.of(post.message(), paint, width - 2).forEach(line -> lines.add(bar + line));
        lines.add("");
        return lines;
    }
}
