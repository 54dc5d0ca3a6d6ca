// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.Bundle;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.NodeId;
import java.util.List;
import java.util.stream.IntStream;

/** The machines that a bundle's containers are: {@code ID-0}, {@code ID-1} and so on. */
public final class BundleMachines {
    private BundleMachines() {}

    /** One per replica; none where nothing runs inside, since then nothing connects to them. */
    public static List<NodeId> of(Bundle bundle, Configuration configuration) {
        int machines = BundleUnpacker.hasConnections(bundle)
                ? BundleUnpacker.replicas(bundle, configuration)
                : 0;
        return IntStream.range(0, machines)
                .mapToObj(replica -> new NodeId(bundle.id() + "-" + replica))
                .toList();
    }
}
