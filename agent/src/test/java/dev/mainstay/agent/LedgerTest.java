// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.proto.v1.LedgerEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be active here, as the local plan needs it (safety rule 20). */
final class LedgerTest {
    @TempDir
    Path folder;
    private AgentUnderTest agent;

    @BeforeEach
    void openAgent() throws IOException, InterruptedException {
        AgentUnderTest.script(folder, "told", "exit \"$OCF_RESKEY_exit\"");
        agent = AgentUnderTest.attached(folder);
    }

    @AfterEach
    void closeAgent() throws IOException {
        agent.close();
    }

    private void run(int number, String task, int exitCode) {
        agent.run(agent.order(number, "told", task)
                .putParameters("exit", Integer.toString(exitCode)));
    }

    private List<LedgerEntry> ledger() {
        return agent.attach(AgentUnderTest.EPOCH).getLedgerList();
    }

    /** One action on a resource that was started (or not), and what the ledger says after it. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            unknown, start,        0, STARTED
            unknown, start,        1, UNCERTAIN
            unknown, migrate_from, 0, STARTED
            unknown, monitor,      0, STARTED
            unknown, monitor,      8, PROMOTED
            unknown, monitor,      7, ABSENT
            unknown, monitor,      5, ABSENT
            unknown, monitor,      1, UNCERTAIN
            started, promote,      0, PROMOTED
            started, promote,      1, UNCERTAIN
            started, demote,       0, STARTED
            started, migrate_to,   0, UNCERTAIN
            started, stop,         0, ABSENT
            started, stop,         1, UNCERTAIN
            started, stop,         7, UNCERTAIN
            started, monitor,      7, ABSENT
            started, monitor,      5, STARTED
            started, notify,       0, STARTED
            """)
    void actionLeavesTheResource(String before, String task, int exitCode, String after) {
        if (before.equals("started")) {
            run(1, "start", 0);
        }
        run(2, task, exitCode);
        assertEquals(after.equals("ABSENT") ? List.of() : List.of(after), ledger().stream()
                .map(entry -> entry.getActivity().name())
                .toList());
    }

    @Test
    void entryKeepsTheParametersThatTheResourceWasStartedWith() {
        run(1, "start", 0);
        run(2, "stop", 1);
        assertEquals("0", ledger().getFirst().getParametersMap().get("exit"));
        assertEquals(2, ledger().getFirst().getLastAction().getNumber());
    }

    @Test
    void ledgerOutlivesTheAgent() throws Exception {
        run(1, "start", 0);
        List<LedgerEntry> before = ledger();
        agent.close();
        agent = AgentUnderTest.attached(folder);
        assertEquals(before, ledger());
    }
}
