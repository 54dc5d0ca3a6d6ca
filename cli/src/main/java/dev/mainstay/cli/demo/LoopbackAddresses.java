// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.demo;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Addresses of 127.0.0.0/8 for the nodes and the service, none of whose ports is in use, so that
 * several demos and a real node can run side by side.
 */
record LoopbackAddresses(List<String> nodes, String service) {

    static final int RAFT_PORT = 7420;
    static final int API_PORT = 7421;
    static final int SERVICE_PORT = 8080;

    private static final int BLOCKS = 24;

    /** @throws CommandFailure where everything is taken */
    static LoopbackAddresses choose(int nodes) {
        for (int block = 1; block <= BLOCKS; block++) {
            String prefix = "127.0.0." + block;
            List<String> addresses =
                    IntStream.rangeClosed(1, nodes)
                            .mapToObj(number -> prefix + number)
                            .toList();
            String service = prefix + 0;
            if (addresses.stream().allMatch(a -> isFree(a, RAFT_PORT) && isFree(a, API_PORT))
                    && isFree(service, SERVICE_PORT)) {
                return new LoopbackAddresses(addresses, service);
            }
        }
        throw new CommandFailure(ExitCode.UNAVAILABLE,
                "The ports " + RAFT_PORT + ", " + API_PORT + " and " + SERVICE_PORT
                        + " are in use on all of 127.0.0.10 to 127.0.0.243.",
                "Is a demo left over from before? 'mainstay demo --stop DIR' ends one.");
    }

    private static boolean isFree(String address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
