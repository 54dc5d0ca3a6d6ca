// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import static dev.mainstay.scheduler.Plans.changes;
import static dev.mainstay.scheduler.Plans.real;
import static dev.mainstay.scheduler.SmallCluster.attribute;
import static dev.mainstay.scheduler.SmallCluster.inMaintenance;
import static dev.mainstay.scheduler.SmallCluster.record;
import static dev.mainstay.scheduler.SmallCluster.records;
import static dev.mainstay.scheduler.SmallCluster.stopped;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left of failures that have expired. */
class ExpiryRulesTest {
    /** The digest of nothing but the default timeout, which recurring operations have. */
    private static final String WITH_TIMEOUT = "4811cef7f7f94e3a35a70be7916cb2fd";
    private static final String WITHOUT = "f2317cad3d54cec5d7d7aa7d0bf35cf8";
    private static final String LONG_AGO = "last-rc-change='1700000000'";

    private static String web(String meta) {
        return "<primitive id='web' class='ocf' provider='heartbeat' type='Dummy'>"
                + "<meta_attributes id='m'><nvpair id='m1' name='failure-timeout' value='60s'/>"
                + meta + "</meta_attributes><operations><op id='o' name='monitor' interval='10s'/>"
                + "</operations></primitive>";
    }

    private static String monitor(String id, int call, int exitCode) {
        return record(id, "monitor", 10000, call, exitCode, LONG_AGO)
                .replace(WITHOUT, WITH_TIMEOUT);
    }

    @Test
    void expiredFailureToStopBlocksNothing() {
        Plan plan = SmallCluster.of(
                web("<nvpair id='m2' name='target-role' value='Stopped'/>"))
                .withHistories(records("web", record("web_last_0", "start", 0, 3, 0, ""),
                        record("web_last_failure_0", "stop", 0, 4, 4, LONG_AGO)), stopped("web"))
                .plan();
        assertEquals(List.of("Stop web a -"), changes(plan));
    }

    @Test
    void failureToStopThatCountsBlocksWhereNothingCanBeFenced() {
        Plan plan = SmallCluster.of(
                web("<nvpair id='m2' name='target-role' value='Stopped'/>"))
                .withHistories(records("web", record("web_last_0", "start", 0, 3, 0, ""),
                        record("web_last_failure_0", "stop", 0, 4, 4,
                                "last-rc-change='1749999990'")),
                        stopped("web"))
                .plan();
        assertEquals(List.of(), real(plan));
    }

    @Test
    void monitorThatHasRunAgainSinceItsExpiredFailureIsNotBegunAnew() {
        Plan plan = SmallCluster.of(web(""))
                .withHistories(records("web", record("web_last_0", "start", 0, 3, 0, ""),
                        monitor("web_last_failure_0", 4, 1), monitor("web_monitor_10000", 7, 0)),
                        stopped("web"))
                .plan();
        assertEquals(List.of(), real(plan));
    }

    @Test
    void monitorWhoseFailureExpiredIsBegunAnew() {
        Plan plan = SmallCluster.of(web(""))
                .withHistories(records("web", record("web_last_0", "start", 0, 3, 0, ""),
                        monitor("web_monitor_10000", 4, 1)), stopped("web"))
                .plan();
        assertTrue(real(plan).contains("web_monitor_10000@a"), real(plan).toString());
    }

    private static SmallCluster expired(String more) {
        return SmallCluster.of(web("")).withHistories(
                records("web", record("web_last_0", "start", 0, 3, 0, ""),
                        monitor("web_last_failure_0", 4, 1), monitor("web_monitor_10000", 7, 0))
                        + attribute("fail-count-web#monitor_10000", "1")
                        + attribute("last-failure-web#monitor_10000", "1700000000") + more,
                stopped("web"));
    }

    @Test
    void expiredFailureIsForgottenWhereTheMachineIsNotInMaintenance() {
        assertTrue(real(expired("").plan()).contains("web_clear_failcount_0@a"));
        assertFalse(real(expired(inMaintenance()).plan()).contains("web_clear_failcount_0@a"));
    }
}
