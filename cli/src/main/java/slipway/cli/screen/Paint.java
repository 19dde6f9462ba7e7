package slipway.cli.screen;

/**
 * Colours, or none: ECMA-48, "Select Graphic Rendition".
 *
 * @param colours false for a pipe, and where NO_COLOR asks for none (no-color.org)
 */
public record Paint(boolean colours) {
    public static final Paint NONE = new Paint(false);

    public String good(String text) {
        return sgr("32", text);
    }

    public String bad(String text) {
        return sgr("31", text);
    }

    public String busy(String text) {
        return sgr("33", text);
    }

    public String dim(String text) {
        return sgr("2", text);
    }

    public String bold(String text) {
        return sgr("1", text);
    }

    private String sgr(String code, String text) {
        return colours && !text.isEmpty() ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
    }
}
