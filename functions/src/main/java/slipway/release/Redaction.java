package slipway.release;

import java.util.regex.Pattern;

/**
 * Takes what looks like a secret out of text that programs wrote, before it is kept or shown. It knows shapes, not values: what has
 * the shape of an ordinary word stays, so a program that logs bare passwords still tells them.
 */
public final class Redaction {
    /** Stands where a secret was. */
    public static final String MARK = "[redacted]";

    /** Of a key that is the last that was logged, the first lines may be cut off; of any, the last. */
    private static final Pattern PEM = Pattern.compile("-----BEGIN [A-Z0-9 ]*-----.*?(?:-----END [A-Z0-9 ]*-----|\\z)"
            + "|(?<![^\\n])(?:[ \\t]*+[\\w+/=]++[ \\t\\r]*+\\n)*+[ \\t]*+-----END [A-Z0-9 ]*-----", Pattern.DOTALL);
    /** Where a token may begin: after anything but a letter or digit, and after an escape in JSON, whose letter is none of a word. */
    private static final String EDGE = "(?:(?<![A-Za-z0-9])|(?<=\\\\[bfnrt])|(?<=\\\\u[0-9a-fA-F]{4}))";
    /** Keys of AWS by their prefixes (IAM guide, "IAM identifiers"); tokens of GitHub, Slack, Stripe and the like; JSON web tokens. */
    private static final Pattern TOKEN = Pattern.compile(EDGE + "(?:(?:AKIA|ASIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA|ABIA|ACCA)[A-Z0-9]{12,}"
            + "|gh[pousr]_\\w{20,}|github_pat_\\w{20,}|glpat-[\\w-]{16,}|(?:xox[a-z]|xapp)-[\\w-]{8,}|[sr]k_(?:live|test)_\\w{12,}"
            + "|eyJ[\\w-]{6,}\\.[\\w-]{6,}(?:\\.[\\w-]*)?)");
    private static final Pattern WEBHOOK = Pattern.compile("(?<=hooks\\.slack\\.com/)\\S+");
    /** Up to the last @, since a password may hold one, or a slash; but what follows a port is a path. */
    private static final Pattern IN_URL = Pattern.compile("(?<=://)[^/\\s:@]*:(?:(?!\\d{1,5}[/?#])[^\\s\"'<>]+|[^/\\s@]+)(?=@)");
    /** What follows "basic" is Base64, which is hardly ever a word in small letters. */
    private static final Pattern HEADER = Pattern.compile("\\b(?:(?i:bearer)\\s+[\\w+/=.~-]{8,}|(?i:basic)\\s+(?=\\w[a-z]*[A-Z0-9+/=])[\\w+/=.~-]{8,})");
    /** A scheme that no other shape knows, such as "Token"; what follows is hardly ever a word in small letters. */
    private static final Pattern SCHEME = Pattern.compile("((?i:authorization)\\s*[=:]\\s*)[\\w-]+[ \\t]+(?=[a-z]*[^a-z\\s,;&\"'}])[^\\s,;&\"'}]{8,}");
    /** From the quote to the same one, with as many backslashes before it: JSON is often logged as text in JSON. It ends with its line. */
    private static final String QUOTED = "(?<esc>\\\\*+)(?<quote>[\"'])(?:(?!(?<!\\\\)\\k<esc>\\k<quote>)[^\\n])*+(?:\\k<esc>\\k<quote>)?";
    private static final Pattern NAMED = Pattern.compile("(?i)((?:passw(?:or)?d|passphrase|pwd|secret|token|credential|authorization|api[_-]?key|access[_-]?key|private[_-]?key|signature)"
            + "[\\w.-]{0,100}\\\\*+[\"']?\\s*(?:=>|[=:])\\s*)(?:" + QUOTED + "[^\\s,;&\"'}]*|[^\\s,;&\"'}]+)");

    private Redaction() {}

    /** Returns the visible text with a mark in the place of each secret: what is shown later without its unseen characters would else be whole again. */
    public static String of(String text) {
        String bare = PEM.matcher(Visible.of(text)).replaceAll(MARK);
        bare = IN_URL.matcher(bare).replaceAll(MARK);
        bare = HEADER.matcher(bare).replaceAll(MARK);
        bare = SCHEME.matcher(bare).replaceAll("$1" + MARK);
        bare = NAMED.matcher(bare).replaceAll("$1" + MARK);
        return TOKEN.matcher(WEBHOOK.matcher(bare).replaceAll(MARK)).replaceAll(MARK);
    }
}
