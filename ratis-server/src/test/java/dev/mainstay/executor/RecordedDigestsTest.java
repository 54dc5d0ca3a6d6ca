// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.codec.agent.AgentDeclaration;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.port.AgentClient.Order;
import dev.mainstay.scheduler.unpack.OperationDigest;
import dev.mainstay.state.Scenario;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RecordedDigestsTest {

    private static final AgentDeclaration RELOADS =
            new AgentDeclaration(true, List.of("port", "unset"), List.of("password"));

    private static Order order(Task task, Map<String, String> parameters) {
        return new Order(1, new ActionId(1, 1), new InstanceId("r"), Scenario.DUMMY, task,
                "r_" + task.ocfName() + "_0", 0, 1000, 0, new TreeMap<>(parameters),
                SortedMaps.empty(), SortedMaps.empty(),
                new OperationDigests(Optional.of(OperationDigest.of(new TreeMap<>(parameters))),
                        Optional.empty(), Optional.empty(), List.of(), List.of()),
                OptionalLong.empty(), 1);
    }

    private static OperationDigests digests(String port, String level, String password) {
        return RecordedDigests.of(order(Task.START,
                Map.of("port", port, "level", level, "password", password)), RELOADS);
    }

    @Test
    void restartDigestIsOfWhatAReloadDoesNotTakeOver() {
        assertEquals(digests("80", "info", "x").restart(), digests("80", "debug", "x").restart());
        assertNotEquals(
                digests("80", "info", "x").restart(), digests("81", "info", "x").restart());
        assertEquals(List.of("port", "unset"), digests("80", "info", "x").restartParameters());
    }

    @Test
    void secureDigestLeavesSecretsOut() {
        assertEquals(digests("80", "info", "x").secure(), digests("80", "info", "y").secure());
        assertNotEquals(digests("80", "info", "x").secure(), digests("80", "warn", "x").secure());
        assertNotEquals(digests("80", "info", "x").all(), digests("80", "info", "y").all());
    }

    @Test
    void agentThatCannotReloadHasNoRestartDigest() {
        OperationDigests digests = RecordedDigests.of(order(Task.START, Map.of("port", "80")),
                new AgentDeclaration(false, List.of("port"), List.of()));

        assertTrue(digests.restart().isEmpty());
        assertTrue(digests.secure().isEmpty());
        assertTrue(digests.restartParameters().isEmpty());
    }

    @Test
    void onlyOperationsThatAreComparedAskForMetadata() {
        assertTrue(RecordedDigests.areCompared(order(Task.START, Map.of())));
        assertFalse(RecordedDigests.areCompared(order(Task.STOP, Map.of())));
    }
}
