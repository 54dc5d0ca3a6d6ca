// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.agent;

import dev.mainstay.port.AlertClient.Call;
import dev.mainstay.port.AlertClient.Ending;
import dev.mainstay.proto.v1.RunAlertRequest;
import dev.mainstay.proto.v1.RunAlertResponse;
import java.util.OptionalInt;

/** Runs of alert agents, as the node agent is asked for them. */
public final class AlertMessages {

    private AlertMessages() {}

    public static RunAlertRequest request(Call call) {
        return RunAlertRequest.newBuilder()
                .setPath(call.path())
                .putAllEnvironment(call.environment())
                .setTimeoutMillis(call.timeout().toMillis())
                .build();
    }

    public static Ending ending(RunAlertResponse response) {
        return new Ending(
                response.hasExitCode() ? OptionalInt.of(response.getExitCode())
                        : OptionalInt.empty(),
                response.getReason(), response.getOutput());
    }
}
