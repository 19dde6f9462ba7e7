package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.rollout.Observation.Container;

/** Messages of ECS's agents, on Fargate and EC2, older and newer ones, shortened as AWS shortens them. */
class StartFailuresTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref shop/api@sha256:b: shop/api@sha256:b: not found | DECIDES | ImageNotFound
            CannotPullContainerError: Error response from daemon: manifest for shop/api:v2 not found: manifest unknown: Requested image not found | DECIDES | ImageNotFound
            CannotPullImageManifestError: Error response from daemon: manifest unknown: Requested image not found | DECIDES | ImageNotFound
            CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching platform 'linux/arm64' | DECIDES | WrongArchitecture
            CannotPullContainerError: no matching manifest for linux/amd64 in the manifest list entries | DECIDES | WrongArchitecture
            CannotPullContainerError: ref pull has been retried 1 time(s): failed to unpack image on snapshotter overlayfs: no processor for media-type: unknown | DECIDES | ImageBroken
            CannotPullContainerError: failed to unpack image on snapshotter overlayfs: write /var/lib/x: no space left on device | OUTSIDE | TaskNotPlaced
            CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: invalid argument | OUTSIDE | TaskNotPlaced
            CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy: httpReadSeeker: failed open: EOF: EOF | OUTSIDE | RegistryUnreachable
            CannotPullContainerError: failed to resolve refs/heads: gone | REPEATED | TaskFailedToStart
            CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: OCI runtime create failed: exec: "serve": executable file not found in $PATH | DECIDES | CommandNotFound
            CannotStartContainerError: Error response from daemon: OCI runtime create failed: exec: "/app/run": stat /app/run: no such file or directory: unknown | DECIDES | CommandNotFound
            CannotStartContainerError: ResourceInitializationError: OCI runtime create failed: exec: "/entrypoint.sh": permission denied | DECIDES | CommandNotExecutable
            CannotStartContainerError: Error response from daemon: OCI runtime create failed | REPEATED | CannotStartContainer
            CannotStartContainerError: API error (404): could not find bridge docker0: no such network interface | OUTSIDE | TaskNotPlaced
            CannotStartContainerError: Error response from daemon: failed to create task for container: runc create failed: error setting cgroup config for procHooks process: unable to freeze | OUTSIDE | TaskNotPlaced
            CannotStartContainerError: API error (500): lstat /dev/.rename_device.lock: no such file or directory | OUTSIDE | TaskNotPlaced
            CannotStartContainerError: API error (500): failed to initialize logging driver: ResourceNotFoundException: The specified log group does not exist | OUTSIDE | LogUnavailable
            ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: ResourceNotFoundException: The specified log group does not exist. | OUTSIDE | LogUnavailable
            ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: AccessDeniedException | OUTSIDE | SecretsUnreadable
            ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull secrets from AWS Systems Manager. There is a connection issue | OUTSIDE | SecretsUnreadable
            Fetching secret data from AWS Secrets Manager in region eu-central-1: secret arn:aws:x: AccessDeniedException: not authorized | OUTSIDE | SecretsUnreadable
            ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: AccessDeniedException | OUTSIDE | RegistryDenied
            CannotPullContainerError: pull access denied for shop/api, repository does not exist or may require 'docker login': denied | OUTSIDE | RegistryDenied
            CannotPullContainerError: The task can’t pull the image. denied: User: arn:aws:sts::1:assumed-role/r/i is not authorized to perform: ecr:BatchGetImage | OUTSIDE | RegistryDenied
            CannotPullContainerError: inspect image has been retried 5 time(s): toomanyrequests: Too Many Requests | OUTSIDE | RegistryBusy
            CannotPullContainerError: failed to do request: Head "https://registry/v2": dial tcp 1.2.3.4:443: i/o timeout | OUTSIDE | RegistryUnreachable
            The task cannot pull 'image' from the Amazon ECR repository 'uri'. There is a connection issue between the task and Amazon ECR. Check your task network configuration. | OUTSIDE | TaskNotPlaced
            Capacity is unavailable at this time. Please try again later or in a different availability zone. | OUTSIDE | NoCapacity
            RESOURCE:MEMORY | OUTSIDE | NoCapacity
            Timeout waiting for network interface provisioning to complete. | OUTSIDE | NetworkUnavailable
            Unexpected EC2 error while attempting to Create Network Interface in subnet 's': InsufficientFreeAddressesInSubnet | OUTSIDE | NetworkUnavailable
            ResourceInitializationError: failed to configure ENI: failed to setup regular eni: netplugin failed with no error message | OUTSIDE | NetworkUnavailable
            ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: Failed to resolve | OUTSIDE | VolumeUnavailable
            Timeout waiting for EphemeralStorage provisioning to complete. | OUTSIDE | VolumeUnavailable
            DockerTimeoutError: Could not transition to pulled; timed out after waiting 2h0m0s | OUTSIDE | TaskNotPlaced
            write /var/lib/docker/tmp/GetImageBlob1: no space left on device | OUTSIDE | TaskNotPlaced
            Task failed to start | REPEATED | TaskFailedToStart
            """)
    void eachMessageIsOfOneKind(String message, Signal.Weight weight, String code) {
        StartFailures.Kind kind = StartFailures.of(message);
        assertThat(kind.code()).isEqualTo(code);
        assertThat(kind.weight()).isEqualTo(weight);
        // Cut to what older platforms keep, it is never taken for worse than it is.
        assertThat(StartFailures.of(message.substring(0, Math.min(255, message.length()))).code()).isEqualTo(code);
    }

    @Test
    void noKindHidesAnother() {
        assertThat(StartFailures.all()).hasSizeGreaterThan(10).allSatisfy(kind -> kind.words().forEach(word -> assertThat(StartFailures.of(kind.step() + " " + word).code()).isEqualTo(kind.code())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            1   | exec /usr/local/bin/server: exec format error                                  | ExecFormatError
            255 | standard_init_linux.go:228: exec user process caused: exec format error        | ExecFormatError
            1   | [FATAL tini (6)] exec /app failed: Exec format error                           | ExecFormatError
            1   | exec /app/run.sh: no such file or directory                                    | CommandNotFound
            1   | standard_init_linux.go:190: exec user process caused "permission denied"       | CommandNotExecutable
            127 | /bin/sh: 1: serve: not found                                                   | CommandNotFound
            127 | bash: line 1: serve: command not found                                         | CommandNotFound
            126 | sh: ./run: Permission denied                                                   | CommandNotExecutable
            127 | worker finished                                                                | -
            126 | sh: 1: serve: not found                                                        | -
            1   | /bin/sh: 1: serve: not found                                                   | -
            1   | ERROR could not open config.json: no such file or directory                    | -
            1   | ERROR cannot write /data: permission denied                                    | -
            1   | plugin x: exec format error                                                    | -
            0   | exec /usr/local/bin/server: exec format error                                  | -
            """)
    void theLogTellsWhatTheExitCodeDoesNot(int code, String line, String told) {
        Container container = new Container("api", Optional.of(code), "", "").writing(List.of("starting", line, "bye"));
        assertThat(LastWords.of(container).map(LastWords.Told::code).orElse(null)).isEqualTo(told);
    }
}
