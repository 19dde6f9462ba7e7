package slipway.sandbox.cloud.ecs;

import java.util.Map;
import java.util.OptionalInt;
import slipway.sandbox.cloud.Ids;

/** How a task is reached, by its network mode: as a target of a target group it is an address or an instance, and a port (aws-facts 3). */
sealed interface Network {
    String zone();

    /** Returns what its targets are registered by: an address, or the id of an EC2 instance. */
    String id();

    /** Returns the port by which a target group reaches the container's. */
    int port(String container, int containerPort);

    /** A task of its own address (awsvpc): every such task has an elastic network interface with a private IPv4 address. */
    record Eni(String attachmentId, String interfaceId, String subnet, String zone, String address, String mac) implements Network {
        /** The sandbox's two subnets, one in each of two zones; tasks take turns. */
        static final String[] SUBNETS = {"subnet-0a11b22c33d44e55f", "subnet-0f55e44d33c22b11a"};

        /** @param number counts the tasks ever started, so that no two of 60,000 in a row share an address */
        static Eni of(long number, String region, Ids ids) {
            int turn = (int) (number % 2);
            long host = number / 2 % 30_000 + 10;
            String address = "10.0." + (turn * 128 + host / 250) + "." + (host % 250 + 4);
            return new Eni(ids.uuid(), "eni-" + ids.hex(17), SUBNETS[turn], region + "ab".charAt(turn), address,
                    "0a:" + ids.hex(2) + ":" + ids.hex(2) + ":" + ids.hex(2) + ":00:01");
        }

        @Override
        public String id() {
            return address;
        }

        @Override
        public int port(String container, int containerPort) {
            return containerPort;
        }
    }

    /**
     * A task that is reached by its instance's ports.
     *
     * @param bridged by container and its port the instance's port (bridge); empty where the containers listen on the instance itself (host)
     */
    record Host(ContainerInstance instance, Map<String, Integer> bridged) implements Network {
        static String key(String container, int containerPort) {
            return container + ":" + containerPort;
        }

        /** Returns the port that a bridge has for the container's. */
        OptionalInt bridge(String container, int containerPort) {
            Integer port = bridged.get(key(container, containerPort));
            return port == null ? OptionalInt.empty() : OptionalInt.of(port);
        }

        @Override
        public String zone() {
            return instance.zone;
        }

        @Override
        public String id() {
            return instance.ec2InstanceId;
        }

        @Override
        public int port(String container, int containerPort) {
            return bridge(container, containerPort).orElse(containerPort);
        }
    }
}
