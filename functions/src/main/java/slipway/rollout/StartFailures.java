package slipway.rollout;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import slipway.rollout.Signal.Weight;

/**
 * Why a task could not start, by the words of ECS's agents: no field tells it (ECS guide, "Stopped tasks error messages"). The first rule that
 * fits counts. AWS cuts messages, at 255 characters on older platforms, so only what stands near their beginning is looked for.
 */
final class StartFailures {
    /**
     * One kind of failure.
     *
     * @param lead in a person's words, before those of AWS; empty where they say it
     * @param step in lower case, what the message has to name first: what was tried
     * @param words in lower case, of which one has to be in the message
     */
    record Kind(String code, Weight weight, String lead, String step, List<String> words) {
        private boolean fits(String message) {
            return message.contains(step) && words.stream().anyMatch(message::contains);
        }
    }

    private static final String PULL = "cannotpull";
    private static final String START = "cannotstart";
    private static final List<String> TIMES_OUT = List.of("i/o timeout", "deadline exceeded", "timeout exceeded", "client.timeout", "request canceled", "connection refused",
            "connection reset", "no such host", "server misbehaving", "tls handshake timeout", "connection issue", "timed out after waiting", "internal server error", "internal error",
            "service unavailable", "bad gateway", ": eof", "unexpected eof");

    private static final List<Kind> KINDS = List.of(
            outside("SecretsUnreadable", "Secrets of the task can't be read, which is not the image's fault", "", "secret from asm", "secrets from ssm", "secret data from",
                    "fetch secret", "pull secrets from"),
            outside("LogUnavailable", "The container's log can't be opened, which is not the image's fault", "", "logger args", "logging driver", "awslogs driver"),
            outside("RegistryBusy", "The registry is busy, which is not the image's fault", "", "toomanyrequests", "too many requests", "pull rate limit", "rate exceeded"),
            outside("RegistryUnreachable", "The registry can't be reached, which is not the image's fault", PULL, TIMES_OUT),
            // A full disk fails an unpacking too, and an argument that is invalid once is not the next time (dagster counts it among what passes).
            outside("TaskNotPlaced", "", "", "no space left on device"),
            outside("TaskNotPlaced", "", PULL, "invalid argument"),
            outside("RegistryDenied", "The task may not pull from the registry, which is not the image's fault", "", "ecr:", "registry auth", "authorization failed", "failed to authorize",
                    "no basic auth credentials", "docker login", "pull access denied"),
            decides("WrongArchitecture", "The image is not built for the task's processor", "", "descriptor matching platform", "find a descriptor for platform", "no matching manifest for"),
            decides("ImageNotFound", "The image is not there", PULL, "not found", "manifest unknown", "does not exist"),
            decides("ImageBroken", "The image can't be unpacked", PULL, "failed to unpack", "no processor for media-type", "layers and diffids"),
            outside("TaskNotPlaced", "", START, TIMES_OUT),
            // The agent has one name for whatever the host refuses (amazon-ecs-agent, CannotStartContainerError): the next task may be placed on another.
            outside("TaskNotPlaced", "", START, "no such network interface", "docker0", "cgroup", "nvidia-container-cli", "port is already allocated", "lstat /dev/"),
            decides("CommandNotFound", "The container's command is not there", START, "executable file not found", "no such file or directory"),
            decides("CommandNotExecutable", "The container's command can't be executed", START, "permission denied", "exec format error"),
            new Kind("CannotStartContainer", Weight.REPEATED, "", "cannotstartcontainer", List.of("")),
            outside("NoCapacity", "There is no capacity for the task, which is not the image's fault", "", "capacity is unavailable", "resource:", "empty capacity", "no active instances",
                    "no container instance", "placement constraint"),
            outside("NetworkUnavailable", "The task's network can't be set up, which is not the image's fault", "", "network interface", "configure eni", "insufficientfreeaddresses"),
            outside("VolumeUnavailable", "The task's storage can't be set up, which is not the image's fault", "", " efs ", "volume", "ephemeralstorage"),
            outside("TaskNotPlaced", "", "", "resourceinitializationerror", "timeout waiting for", "containerruntimetimeouterror", "dockertimeouterror"),
            outside("TaskNotPlaced", "", "", TIMES_OUT));

    /** What no rule knows may be chance. */
    private static final Kind OTHER = new Kind("TaskFailedToStart", Weight.REPEATED, "", "", List.of(""));

    private StartFailures() {}

    /** @param message all that ECS says of the task and its containers */
    static Kind of(String message) {
        String lower = message.toLowerCase(Locale.ROOT).replace('’', '\'');
        return KINDS.stream().filter(kind -> kind.fits(lower)).findFirst().orElse(OTHER);
    }

    /** Returns all kinds, so that a test may look at each. */
    static List<Kind> all() {
        return Stream.concat(KINDS.stream(), Stream.of(OTHER)).toList();
    }

    private static Kind decides(String code, String lead, String step, String... words) {
        return new Kind(code, Weight.DECIDES, lead, step, List.of(words));
    }

    private static Kind outside(String code, String lead, String step, String... words) {
        return outside(code, lead, step, List.of(words));
    }

    private static Kind outside(String code, String lead, String step, List<String> words) {
        return new Kind(code, Weight.OUTSIDE, lead, step, words);
    }
}
