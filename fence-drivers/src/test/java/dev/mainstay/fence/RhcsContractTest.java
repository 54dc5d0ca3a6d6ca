// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.fence.run.BootClock;
import dev.mainstay.proto.v1.CoversRequest;
import dev.mainstay.proto.v1.ExtendDeadlineRequest;
import dev.mainstay.proto.v1.FenceAction;
import dev.mainstay.proto.v1.FenceDevice;
import dev.mainstay.proto.v1.FenceOutcome;
import dev.mainstay.proto.v1.FenceOutcome.Power;
import dev.mainstay.proto.v1.FenceOutcome.Verdict;
import dev.mainstay.proto.v1.FenceRequest;
import dev.mainstay.proto.v1.GetFenceMetadataRequest;
import dev.mainstay.proto.v1.ListFenceAgentsRequest;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fence agents are called as the fence agent API says, and believed only when they succeed. */
final class RhcsContractTest {
    @TempDir
    Path folder;
    private FenceUnderTest driver;

    @BeforeEach
    void openDriver() throws IOException {
        driver = new FenceUnderTest(folder);
    }

    @AfterEach
    void closeDriver() {
        driver.close();
    }

    private static FenceDevice.Builder device() {
        return FenceUnderTest.device();
    }

    @Test
    void agentIsToldItsOptionsAndNothingOfTheCluster() throws IOException {
        driver.script("exit 0");
        driver.fence(FenceAction.FENCE_OFF, device().putParameters("ip", "10.0.0.1")
                .putParameters("pcmk_host_map", "n2:7;n3:8")
                .putParameters("action", "reboot")
                .putParameters("priority", "5")
                .putParameters("stonith-timeout", "9")
                .putParameters("CRM_meta_name", "start")
                .putParameters("crm_feature_set", "3.20.5"));
        assertEquals(List.of("ip=10.0.0.1", "plug=7", "action=off", "nodename=n2"),
                driver.trace());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            pcmk_host_argument, uuid, uuid=n2
            pcmk_host_argument, none, NOTHING
            plug,               4,    plug=4
            plug,               dynamic, plug=n2
            """)
    void portIsToldAsTheDeviceWants(String name, String value, String expected)
            throws IOException {
        driver.script("exit 0");
        driver.fence(FenceAction.FENCE_OFF, device().putParameters(name, value));
        assertEquals(expected.equals("NOTHING") ? List.of("action=off", "nodename=n2")
                : List.of(expected, "action=off", "nodename=n2"), driver.trace());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            FENCE_OFF,     0, SUCCESS, POWER_UNKNOWN
            FENCE_OFF,     1, FAILURE, POWER_UNKNOWN
            FENCE_OFF,     2, FAILURE, POWER_UNKNOWN
            FENCE_STATUS,  0, SUCCESS, POWER_ON
            FENCE_STATUS,  2, SUCCESS, POWER_OFF
            FENCE_STATUS,  1, FAILURE, POWER_UNKNOWN
            FENCE_MONITOR, 0, SUCCESS, POWER_UNKNOWN
            FENCE_MONITOR, 2, SUCCESS, POWER_UNKNOWN
            FENCE_MONITOR, 1, FAILURE, POWER_UNKNOWN
            """)
    void exitCodeMeans(FenceAction action, int exitCode, Verdict verdict, Power power)
            throws IOException {
        driver.script("exit " + exitCode);
        FenceOutcome outcome = driver.fence(action, device());
        assertEquals(verdict, outcome.getVerdict());
        assertEquals(power, outcome.getPower());
        assertEquals(exitCode, outcome.getExitCode());
        assertEquals(5, outcome.getTargetIncarnation());
    }

    @Test
    void rebootOfADeviceThatCannotRebootIsOff() throws IOException {
        driver.scriptWithoutReboot("exit 0");
        driver.fence(FenceAction.FENCE_REBOOT, device());
        assertTrue(driver.trace().contains("action=off"));
    }

    @Test
    void deviceMayReplaceAnAction() throws IOException {
        driver.script("exit 0");
        driver.fence(FenceAction.FENCE_REBOOT,
                device().putParameters("pcmk_reboot_action", "cycle"));
        assertTrue(driver.trace().contains("action=cycle"));
    }

    @Test
    void failureIsTriedAgainAsOftenAsTheDeviceAllows() throws IOException {
        driver.script("[ $(grep -c action= \"$trace\") -ge 3 ]");
        FenceOutcome twice = driver.fence(FenceAction.FENCE_OFF, device());
        assertEquals(Verdict.FAILURE, twice.getVerdict());
        assertEquals(2, twice.getTries());
        Files.delete(folder.resolve("trace"));
        FenceOutcome thrice = driver.fence(FenceAction.FENCE_OFF,
                device().putParameters("pcmk_off_retries", "5"));
        assertEquals(Verdict.SUCCESS, thrice.getVerdict());
        assertEquals(3, thrice.getTries());
    }

    @Test
    void failureAfterMostOfTheTimeIsNotTriedAgain() throws IOException {
        driver.script("sleep 0.8; exit 1");
        FenceOutcome outcome = driver.fence(FenceAction.FENCE_OFF,
                device().putParameters("pcmk_off_timeout", "1s"));
        assertEquals(1, outcome.getTries());
        assertFalse(outcome.getVerdict() == Verdict.SUCCESS);
    }

    @Test
    void timeoutIsAFailureAndEndsAllOfTheAgent() throws IOException {
        driver.script("""
                trap '' TERM
                (trap '' TERM; echo $$ > "$trace.child"; while :; do sleep 0.02; done) &
                wait; sleep 1000; exit 0""");
        FenceOutcome outcome = driver.fence(FenceAction.FENCE_OFF,
                device().putParameters("pcmk_off_timeout", "300ms"));
        assertEquals(Verdict.TIMEOUT, outcome.getVerdict());
        assertEquals(1, outcome.getTries());
        await().until(() -> ProcessHandle.allProcesses()
                .noneMatch(
                        process -> process.info()
                                .commandLine()
                                .orElse("")
                                .contains(folder.toString())));
    }

    /** Begins to fence in a process of its own. */
    static final class DoomedDriver {
        private DoomedDriver() {}

        public static void main(String[] arguments) throws Exception {
            FenceUnderTest driver = new FenceUnderTest(Path.of(arguments[0]));
            driver.script("echo $$ > \"$trace.pid\"; exec sleep 1000");
            driver.fence(FenceAction.FENCE_OFF, device());
        }
    }

    @Test
    void agentDoesNotOutliveItsDriver() throws Exception {
        Path pid = folder.resolve("trace.pid");
        Process doomed = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                DoomedDriver.class.getName(), folder.toString()).inheritIO().start();
        try {
            await().until(() -> Files.exists(pid) && Files.size(pid) > 1);
        } finally {
            doomed.destroyForcibly().waitFor();
        }
        long agent = Long.parseLong(Files.readString(pid).strip());
        await().until(() -> Files.notExists(Path.of("/proc/" + agent + "/exe")));
    }

    @Test
    void endOfTheOwnersLeaseEndsTheAgent() throws IOException {
        driver.script("exec sleep 1000");
        FenceOutcome outcome = driver.stub()
                .fence(FenceUnderTest
                        .request(FenceAction.FENCE_OFF, device())
                        .setOwnerIncarnation(3)
                        .setDeadlineBoottimeNanos(
                                BootClock.system().nanos() + Duration.ofMillis(300).toNanos())
                        .build());
        assertEquals(Verdict.DEADLINE, outcome.getVerdict());
    }

    @Test
    void renewedLeaseLetsTheAgentGoOn() throws Exception {
        driver.script("until [ -e \"$trace.gate\" ]; do sleep 0.02; done");
        long deadline = BootClock.system().nanos() + Duration.ofMillis(500).toNanos();
        var running = driver.futures()
                .fence(FenceUnderTest
                        .request(FenceAction.FENCE_OFF, device())
                        .setOwnerIncarnation(3)
                        .setDeadlineBoottimeNanos(deadline)
                        .build());
        await().until(() -> !driver.trace().isEmpty());
        assertEquals(1, driver.stub()
                .extendDeadline(ExtendDeadlineRequest.newBuilder()
                        .setOwnerIncarnation(3)
                        .setDeadlineBoottimeNanos(deadline + Duration.ofHours(1).toNanos())
                        .build())
                .getRunning());
        await().until(() -> BootClock.system().nanos() > deadline);
        Files.createFile(folder.resolve("trace.gate"));
        assertEquals(Verdict.SUCCESS, running.get(30, TimeUnit.SECONDS).getVerdict());
    }

    @Test
    void lapsedLeaseRunsNothing() throws IOException {
        driver.script("exit 0");
        FenceOutcome outcome = driver.stub()
                .fence(FenceUnderTest
                        .request(FenceAction.FENCE_OFF, device())
                        .setOwnerIncarnation(3)
                        .setDeadlineBoottimeNanos(1)
                        .build());
        assertEquals(Verdict.DEADLINE, outcome.getVerdict());
        assertEquals(List.of(), driver.trace());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            1,  1
            2,  2
            -1, 2
            """)
    void deviceRunsAsManyActionsAtATimeAsItAllows(String limit, int most) throws Exception {
        driver.script("""
                until [ -e "$trace.gate" ]; do sleep 0.1; done
                echo ended >> "$trace\"""");
        FenceDevice.Builder device = device().putParameters("pcmk_action_limit", limit);
        var one = driver.futures()
                .fence(FenceUnderTest.request(FenceAction.FENCE_OFF, device).build());
        var other = driver.futures()
                .fence(FenceUnderTest.request(FenceAction.FENCE_STATUS, device).build());
        await().until(() -> begun() == most && driver.stub()
                .extendDeadline(ExtendDeadlineRequest.getDefaultInstance())
                .getRunning() == 2);
        Files.createFile(folder.resolve("trace.gate"));
        assertEquals(Verdict.SUCCESS, one.get(30, TimeUnit.SECONDS).getVerdict());
        assertEquals(Verdict.SUCCESS, other.get(30, TimeUnit.SECONDS).getVerdict());
        List<String> events = driver.trace()
                .stream()
                .filter(line -> line.startsWith("action=") || line.equals("ended"))
                .map(line -> line.replaceAll("=.*", ""))
                .toList();
        assertEquals(most == 1 ? List.of("action", "ended", "action", "ended")
                : List.of("action", "action", "ended", "ended"), events);
    }

    private long begun() throws IOException {
        return driver.trace().stream().filter(line -> line.startsWith("action=")).count();
    }

    @Test
    void repeatedRequestIsRunOnce() throws IOException {
        driver.script("exit 0");
        FenceRequest request = FenceUnderTest.request(FenceAction.FENCE_OFF, device()).build();
        assertEquals(driver.stub().fence(request), driver.stub().fence(request));
        assertEquals(1, driver.trace().stream().filter("action=off"::equals).count());
    }

    @Test
    void delayOfTheDeviceIsLeftOutWhereTheOrderSaysSo() throws IOException {
        driver.script("exit 0");
        FenceOutcome outcome = driver.stub()
                .fence(FenceUnderTest
                        .request(FenceAction.FENCE_OFF,
                                device().putParameters("pcmk_delay_base", "n2:1h;n3:0"))
                        .setDelayMillis(-1)
                        .build());
        assertEquals(Verdict.SUCCESS, outcome.getVerdict());
    }

    @Test
    void lapseOfTheLeaseEndsTheDelay() throws IOException {
        driver.script("exit 0");
        FenceOutcome outcome = driver.stub()
                .fence(FenceUnderTest
                        .request(FenceAction.FENCE_OFF,
                                device().putParameters("pcmk_delay_base", "1h"))
                        .setOwnerIncarnation(3)
                        .setDeadlineBoottimeNanos(
                                BootClock.system().nanos() + Duration.ofMillis(200).toNanos())
                        .build());
        assertEquals(Verdict.DEADLINE, outcome.getVerdict());
        assertEquals(List.of(), driver.trace());
    }

    @Test
    void nodeThatTheDeviceDoesNotServeIsNotFenced() throws IOException {
        driver.script("exit 0");
        FenceOutcome outcome = driver.fence(FenceAction.FENCE_OFF,
                device().putParameters("pcmk_host_list", "n3 n4"));
        assertEquals(Verdict.FAILURE, outcome.getVerdict());
        assertTrue(outcome.getDetail().contains("does not serve n2"));
        assertEquals(List.of(), driver.trace());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            pcmk_host_list,  'n2,n3',       true
            pcmk_host_list,  'n3;n4',       false
            pcmk_host_map,   'n2:1',        true
            pcmk_host_check, none,          true
            pcmk_host_check, dynamic-list,  true
            pcmk_host_check, status,        true
            pcmk_host_check, static-list,   false
            other,           value,         true
            """)
    void deviceCoversANode(String name, String value, boolean covers) throws IOException {
        driver.script("""
                case $action in
                    list) echo 'n1,first'; echo '9,n2';;
                    status) exit 2;;
                esac""");
        assertEquals(covers, driver.stub()
                .covers(CoversRequest.newBuilder()
                        .setDevice(device().putParameters(name, value))
                        .setTarget("n2")
                        .setTimeoutMillis(20_000)
                        .build())
                .getCovers());
    }

    @Test
    void listTellsTheTargetsOfTheDevice() throws IOException {
        driver.script("echo '1,n1'; echo n2");
        FenceOutcome outcome = driver.fence(FenceAction.FENCE_LIST, device());
        assertEquals("1", outcome.getTargets(0).getPort());
        assertEquals("n1", outcome.getTargets(0).getAlias());
        assertEquals("n2", outcome.getTargets(1).getPort());
    }

    @Test
    void outputIsBoundedAndKeptFromItsEnd() throws IOException {
        driver.script("""
                i=0
                while [ $i -lt 4000 ]; do echo "line $i of very many" >&2; i=$((i+1)); done
                exit 1""");
        FenceOutcome outcome = driver.fence(FenceAction.FENCE_MONITOR, device());
        assertTrue(outcome.getOutput().endsWith("line 3999 of very many\n"));
        assertTrue(outcome.getOutput().length() <= 16 * 1024);
    }

    @Test
    void metadataTellsParametersAndUnfencing() throws IOException {
        driver.script("exit 0");
        var metadata = driver.stub()
                .getFenceMetadata(
                        GetFenceMetadataRequest.newBuilder().setAgent("fence_test").build());
        assertEquals("plug", metadata.getParameters(0).getName());
        assertTrue(metadata.getParameters(0).getRequired());
        assertEquals("port", metadata.getParameters(0).getObsoletes());
        assertEquals(List.of("onoff", "cycle"), metadata.getParameters(1).getOptionsList());
        assertTrue(metadata.getUnfencing());
        assertTrue(metadata.getOnTarget());
        assertFalse(metadata.getFabric());
    }

    @Test
    void agentsOfTheMachineAndBuiltInOnesAreListed() throws IOException {
        driver.script("exit 0");
        assertEquals(List.of("fence_mainstay_process", "fence_mainstay_manual", "fence_test"),
                driver.stub()
                        .listFenceAgents(ListFenceAgentsRequest.getDefaultInstance())
                        .getAgentsList());
    }

    @Test
    void missingAgentIsAFailureAndHasNoMetadata() {
        FenceOutcome outcome =
                driver.fence(FenceAction.FENCE_OFF, device().setAgent("fence_missing"));
        assertEquals(Verdict.FAILURE, outcome.getVerdict());
        assertTrue(outcome.getDetail().contains("no fence agent fence_missing"));
        var refused = assertThrows(StatusRuntimeException.class,
                () -> driver.stub()
                        .getFenceMetadata(
                                GetFenceMetadataRequest.newBuilder()
                                        .setAgent("fence_missing")
                                        .build()));
        assertEquals(io.grpc.Status.Code.NOT_FOUND, refused.getStatus().getCode());
    }

    @Test
    void personNeverSucceedsByItself() {
        FenceOutcome outcome = driver.fence(FenceAction.FENCE_OFF,
                device().setAgent("fence_mainstay_manual"));
        assertEquals(Verdict.FAILURE, outcome.getVerdict());
        assertTrue(outcome.getDetail().contains("mainstay stonith confirm n2"));
    }

    @Test
    void valueWithALineBreakIsRefused() {
        var refused = assertThrows(StatusRuntimeException.class,
                () -> driver.fence(FenceAction.FENCE_OFF,
                        device().putParameters("ip", "10.0.0.1\naction=on")));
        assertEquals(io.grpc.Status.Code.INVALID_ARGUMENT, refused.getStatus().getCode());
    }
}
