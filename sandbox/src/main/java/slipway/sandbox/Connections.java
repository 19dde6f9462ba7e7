package slipway.sandbox;

import java.util.HashMap;
import java.util.Map;
import slipway.aws.Clients;
import slipway.sandbox.asl.Definition;
import slipway.sandbox.wire.InProcessHttpClient;
import slipway.sandbox.wire.Scoped;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * The SDK's clients of each function, and the compiled state machines. Making them takes longer than most of what they are made for, so
 * sandboxes may share them: one after the other on one thread, never two at once. What a cold environment has forgotten, it has still
 * forgotten: clients know nothing of AWS.
 */
public final class Connections {
    private final Map<String, Clients> byCaller = new HashMap<>();
    private final Map<String, Definition> definitions = new HashMap<>();
    private final Turning http = new Turning();

    /** Leads all calls from now on to this AWS. */
    void turn(InProcessHttpClient towards) {
        http.towards = towards;
    }

    /** Returns the clients whose calls carry the caller's name. */
    Clients of(String caller, String region) {
        return byCaller.computeIfAbsent(caller + "@" + region, _ -> new Clients(http, Region.of(region),
                StaticCredentialsProvider.create(AwsBasicCredentials.create(caller, "sandbox")), 1, Connections::timeless));
    }

    /** Returns the state machine's definition, compiled; it keeps nothing of what it is evaluated with. */
    Definition definition(String text) {
        return definitions.computeIfAbsent(text, Definition::parse);
    }

    /** The wire answers at once or not at all: a limit in real time could only fire when this machine is slow, and change what is virtual. */
    private static void timeless(ClientOverrideConfiguration.Builder settings) {
        settings.apiCallTimeout(null).apiCallAttemptTimeout(null).putAdvancedOption(SdkAdvancedClientOption.SIGNER, new Scoped());
    }

    private static final class Turning implements SdkHttpClient {
        private SdkHttpClient towards;

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return towards.prepareRequest(request);
        }

        @Override
        public String clientName() {
            return "Sandbox";
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
