package slipway.sandbox.cloud.ecs;

import slipway.sandbox.cloud.Ids;

/** A task's elastic network interface: every awsvpc task has one with a private IPv4 address of its own. */
record Network(String attachmentId, String interfaceId, String subnet, String zone, String address, String mac) {
    /** The sandbox's two subnets, one in each of two zones; tasks take turns. */
    static final String[] SUBNETS = {"subnet-0a11b22c33d44e55f", "subnet-0f55e44d33c22b11a"};

    /** @param number counts the tasks ever started, so that no two of 60,000 in a row share an address */
    static Network of(long number, String region, Ids ids) {
        int turn = (int) (number % 2);
        long host = number / 2 % 30_000 + 10;
        String address = "10.0." + (turn * 128 + host / 250) + "." + (host % 250 + 4);
        return new Network(ids.uuid(), "eni-" + ids.hex(17), SUBNETS[turn], region + "ab".charAt(turn), address,
                "0a:" + ids.hex(2) + ":" + ids.hex(2) + ":" + ids.hex(2) + ":00:01");
    }
}
