package slipway.sandbox.cloud.lambda;

/** Why a function is in its state: {@code StateReasonCode} and {@code StateReason}, or those of the last update. */
record Reason(String code, String text) {
    static final Reason CREATING = new Reason("Creating", "The function is being created.");
    /** The codes are the API's (StateReasonCode); the texts are believed. */
    static final Reason IDLE = new Reason("Idle", "The function is idle.");
    static final Reason RESTORING = new Reason("Restoring", "The function is being restored.");
    static final Reason IMAGE_DELETED = of("ImageDeleted");

    /** Returns the code with its text: the first two are quoted from AWS, the others are believed. */
    static Reason of(String code) {
        return new Reason(code, switch (code) {
            case "ImageAccessDenied" -> "The function does not have permission to access the specified image.";
            case "ImageDeleted" -> "The function is trying to use a deleted image.";
            case "InvalidImage" -> "The provided image is not valid.";
            default -> "The function could not be updated: " + code + ".";
        });
    }
}
