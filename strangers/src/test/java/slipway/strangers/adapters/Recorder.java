package slipway.strangers.adapters;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Remembers which operations were answered, and to whom. The SDK puts it into every client of this class path, those that
 * the product makes for itself included (its file {@code global/handlers/execution.interceptors}).
 */
public final class Recorder implements ExecutionInterceptor {
    private static final Set<String> ANSWERED = new ConcurrentSkipListSet<>();

    /** Returns the operations that were answered without an error to callers of this access key, as {@code ecs:ListTasks}. */
    static Set<String> answered(String accessKey) {
        Set<String> found = new TreeSet<>();
        ANSWERED.stream().filter(one -> one.startsWith(accessKey + " ")).forEach(one -> found.add(one.substring(accessKey.length() + 1)));
        return found;
    }

    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        String caller = context.httpRequest().firstMatchingHeader("Authorization")
                .map(text -> text.replaceFirst(".*Credential=([^/]+)/.*", "$1")).orElse("nobody");
        ANSWERED.add(caller + " " + operation(context.request()));
        return context.response();
    }

    /** Returns {@code ecs:ListTasks} for {@code ….services.ecs.model.ListTasksRequest}. */
    private static String operation(SdkRequest request) {
        String[] name = request.getClass().getName().split("\\.");
        return name[name.length - 3] + ":" + name[name.length - 1].replaceFirst("Request$", "");
    }
}
