// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.LogCodec;
import dev.mainstay.model.Configuration;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Rejection;

/**
 * Bounds a configuration in bytes as it is encoded, so that every reader can be sent it whole, and
 * what is told of a change to all of it, in one message of the API.
 */
final class ConfigurationSize {

    static final String OPTION = "configuration-bytes-max";

    /**
     * The limit unless a lower one is set: 1.6 KiB for each of 10,000 resources with their
     * operations and constraints. The form as XML, and the preview of a whole document, may be four
     * times as long and still fit.
     */
    static final long LARGEST = ApiServer.MESSAGE_BYTES_MAX / 4;

    private ConfigurationSize() {}

    /**
     * Refuses what is over the limit; what was over it before may become smaller.
     *
     * @throws io.grpc.StatusRuntimeException RESOURCE_EXHAUSTED with the option's name
     */
    static void check(ClusterState state, Configuration after) {
        long limit = limit(state);
        long bytes = LogCodec.stage(after).size();
        if (bytes > limit && bytes > LogCodec.stage(state.configuration()).size()) {
            throw RejectionMapper.failure(new Rejection.LimitExceeded(
                    "the configuration's size in bytes (cluster option " + OPTION + ")",
                    limit, bytes));
        }
    }

    private static long limit(ClusterState state) {
        return state.revisions().index().clusterOption(OPTION)
                .filter(text -> text.matches("[0-9]{1,10}"))
                .map(Long::parseLong)
                .map(bytes -> Math.min(bytes, LARGEST))
                .orElse(LARGEST);
    }
}
