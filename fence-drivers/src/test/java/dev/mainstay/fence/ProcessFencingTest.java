// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.fence.process.NodeSession;
import dev.mainstay.proto.v1.FenceAction;
import dev.mainstay.proto.v1.FenceDevice;
import dev.mainstay.proto.v1.FenceOutcome;
import dev.mainstay.proto.v1.FenceOutcome.Power;
import dev.mainstay.proto.v1.FenceOutcome.Verdict;
import dev.mainstay.proto.v1.FenceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's fencing kills one node's session, all of it and nothing else. */
final class ProcessFencingTest {
    @TempDir
    Path folder;
    private FenceUnderTest driver;
    private final List<Process> bystanders = new ArrayList<>();

    @BeforeEach
    void openDriver() throws IOException {
        driver = new FenceUnderTest(folder);
        Files.createDirectories(folder.resolve("nodes/n2"));
    }

    @AfterEach
    void closeDriver() {
        driver.close();
        bystanders.forEach(Process::destroyForcibly);
    }

    private FenceDevice.Builder device() {
        return FenceDevice.newBuilder()
                .setId("kill")
                .setAgent("fence_mainstay_process")
                .putParameters("state_root", folder.resolve("nodes").toString());
    }

    /** A process of that session, and children of its own that fork on and on. */
    private Process run(String marker, String script) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", script);
        builder.environment().put(NodeSession.VARIABLE, marker);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        bystanders.add(process);
        return process;
    }

    private Process runOnNode(String node, String script) throws IOException {
        return run(NodeSession.of(node, folder.resolve("nodes").resolve(node)).marker(), script);
    }

    private FenceOutcome fence(FenceAction action, String node) {
        return driver.stub()
                .fence(FenceRequest.newBuilder()
                        .setRequestId(action + node)
                        .setTarget(node)
                        .setAction(action)
                        .setDevice(device())
                        .setTimeoutMillis(20_000)
                        .build());
    }

    @Test
    void everyProcessOfTheSessionIsKilled() throws Exception {
        Process first = runOnNode("n2", "trap '' TERM; while :; do sleep 0.01; done");
        Process second = runOnNode("n2", "setsid sh -c 'while :; do sleep 0.01; done'");
        assertEquals(Power.POWER_ON, fence(FenceAction.FENCE_STATUS, "n2").getPower());
        assertEquals(Verdict.SUCCESS, fence(FenceAction.FENCE_OFF, "n2").getVerdict());
        assertEquals(128 + 9, first.waitFor());
        assertEquals(128 + 9, second.waitFor());
        FenceOutcome status = driver.stub()
                .fence(FenceRequest.newBuilder()
                        .setRequestId("afterwards")
                        .setTarget("n2")
                        .setAction(FenceAction.FENCE_STATUS)
                        .setDevice(device())
                        .setTimeoutMillis(20_000)
                        .build());
        assertEquals(Power.POWER_OFF, status.getPower());
    }

    @Test
    void otherSessionsAreLeftAlone() throws IOException {
        String folderOfN2 = folder.resolve("nodes/n2").toString();
        List<Process> others = List.of(runOnNode("n22", "sleep 1000"),
                run("n2@" + folderOfN2 + "2", "sleep 1000"), run("n2", "sleep 1000"),
                run("an2@" + folderOfN2, "sleep 1000"));
        assertEquals(Verdict.SUCCESS, fence(FenceAction.FENCE_REBOOT, "n2").getVerdict());
        assertTrue(others.stream().allMatch(Process::isAlive));
    }

    @Test
    void ownNodeIsNeverKilled() throws IOException {
        Process own = run(driver.ownSession().marker(), "sleep 1000");
        FenceOutcome outcome = fence(FenceAction.FENCE_OFF, "n1");
        assertEquals(Verdict.FAILURE, outcome.getVerdict());
        assertTrue(own.isAlive());
    }

    @Test
    void nodeWithoutProcessesIsOff() {
        assertEquals(Power.POWER_OFF, fence(FenceAction.FENCE_STATUS, "n2").getPower());
        assertEquals(Verdict.SUCCESS, fence(FenceAction.FENCE_OFF, "n2").getVerdict());
    }

    @Test
    void deviceListsTheNodesOfItsFolder() {
        assertEquals("n2", fence(FenceAction.FENCE_LIST, "n2").getTargets(0).getPort());
    }

    @Test
    void deviceWithoutItsFolderFails() {
        FenceOutcome outcome = driver.stub()
                .fence(FenceRequest.newBuilder()
                        .setRequestId("bad")
                        .setTarget("n2")
                        .setAction(FenceAction.FENCE_OFF)
                        .setDevice(device().clearParameters())
                        .setTimeoutMillis(20_000)
                        .build());
        assertFalse(outcome.getVerdict() == Verdict.SUCCESS);
    }
}
