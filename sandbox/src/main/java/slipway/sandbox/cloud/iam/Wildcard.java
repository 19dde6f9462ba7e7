package slipway.sandbox.cloud.iam;

/** IAM's wildcards: {@code *} stands for any characters, {@code ?} for one. */
final class Wildcard {
    private Wildcard() {}

    static boolean matches(String pattern, String text) {
        int at = 0;
        int in = 0;
        int star = -1;
        int from = 0;
        while (at < text.length()) {
            if (in < pattern.length() && pattern.charAt(in) == '*') {
                star = in++;
                from = at;
            } else if (in < pattern.length() && (pattern.charAt(in) == '?' || pattern.charAt(in) == text.charAt(at))) {
                in++;
                at++;
            } else if (star >= 0) {
                in = star + 1;
                at = ++from;
            } else {
                return false;
            }
        }
        while (in < pattern.length() && pattern.charAt(in) == '*') {
            in++;
        }
        return in == pattern.length();
    }

    /** The six parts of an ARN are compared one by one (IAM user guide, "ARN condition operators"). */
    static boolean matchesArn(String pattern, String arn) {
        String[] wanted = pattern.split(":", 6);
        String[] given = arn.split(":", 6);
        if (wanted.length != 6 || given.length != 6) {
            return false;
        }
        for (int part = 0; part < 6; part++) {
            if (!matches(wanted[part], given[part])) {
                return false;
            }
        }
        return true;
    }
}
