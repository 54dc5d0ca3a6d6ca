// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;

/** Runs alert agents on this machine. */
public interface AlertClient {

    /** Runs an alert agent once. Returns at once; the future never completes exceptionally. */
    CompletableFuture<Ending> run(Call call);

    /**
     * One run of an alert agent.
     *
     * @param alert id of the alert
     * @param recipient id of the recipient; empty for an alert that has none
     * @param path of the program
     * @param environment what it is told
     * @param timeout after which it is ended
     */
    record Call(
            String alert,
            Optional<String> recipient,
            String path,
            SortedMap<String, String> environment,
            Duration timeout) {

        /** Who is told, for people. */
        public String describe() {
            return "alert " + alert + recipient.map(id -> ", recipient " + id).orElse("");
        }
    }

    /**
     * What came of it. Nothing depends on it but a line in the log.
     *
     * @param exitCode empty where it did not end by itself
     * @param reason why it was not run or did not end by itself; else empty
     * @param output the end of what it wrote
     */
    record Ending(OptionalInt exitCode, String reason, String output) {

        /** It was not run, or nobody knows. */
        public static Ending failed(String reason) {
            return new Ending(OptionalInt.empty(), reason, "");
        }

        public boolean isSuccess() {
            return exitCode.isPresent() && exitCode.getAsInt() == 0;
        }
    }
}
