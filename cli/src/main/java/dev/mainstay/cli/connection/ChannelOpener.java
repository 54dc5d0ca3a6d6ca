// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.connection;

import io.grpc.ManagedChannel;

/** Makes the channel to a node; tests put an in-process one in its place. */
@FunctionalInterface
public interface ChannelOpener {

    /** Never blocks: an unreachable node shows at the first call. */
    ManagedChannel open(Endpoint endpoint);
}
