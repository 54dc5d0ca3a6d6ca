// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.OperationTimes;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people are told of an operation that failed: what was wrong, and what to do. */
class FailureTextTest {

    private static String text(String task, OperationStatus status, int exitCode, String reason) {
        return FailureText.of("web", "n1", new OperationRecord("web_" + task + "_0", task, 0, 1,
                status, exitCode, Optional.of(0), Optional.empty(), Optional.empty(),
                OperationTimes.ZERO, OperationDigests.NONE,
                Optional.of(reason).filter(text -> !text.isEmpty()), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            start   | TIMED_OUT | 1 | did not end within 20000 ms | took longer than its timeout:\
             did not end within 20000 ms; find out what it waits for, or give it more time\
             (resource update web op start timeout=...) and forget the failure (resource cleanup web)
            stop    | ERROR | 1 | died of signal 9 | did not end by itself: died of signal 9; look\
             in the journal of n1 for what ended it (a lack of memory, a person) and forget the\
             failure (resource cleanup web)
            start   | DONE  | 5 | no such agent | something that it needs is not installed: no such\
             agent; install it on n1 and forget the failure (resource cleanup web), or keep web\
             away (constraint location web avoids n1)
            monitor | DONE  | 4 | x is not executable | it is not permitted: x is not executable;\
             set the permissions on n1 right and look again (resource refresh web)
            start   | DONE  | 77 | '' | ended with exit code 77; what the agent said is in the log\
             of n1: repair it and forget the failure (resource cleanup web)
            """)
    void sentenceSaysWhatWasWrongAndWhatToDo(String task, OperationStatus status, int exitCode,
            String reason, String sentence) {
        assertEquals(sentence, text(task, status, exitCode, reason));
    }

    @Test
    void everyExitCodeHasWordsOfItsOwn() {
        long sentences = Arrays.stream(OcfExitCode.values())
                .map(code -> text("start", OperationStatus.DONE, code.code(), "")).distinct()
                .count();
        // Degraded ones are what they work as.
        assertEquals(OcfExitCode.values().length - 2, sentences);
    }

    @Test
    void everyStatusHasASentence() {
        for (OperationStatus status : OperationStatus.values()) {
            assertTrue(text("start", status, 1, "").contains("; "), status.name());
        }
    }
}
