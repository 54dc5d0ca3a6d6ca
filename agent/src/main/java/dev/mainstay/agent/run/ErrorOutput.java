// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.run;

import dev.mainstay.agent.action.Outcome.RunReport;
import dev.mainstay.agent.action.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what resource agents say for people into this process' log. */
final class ErrorOutput {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorOutput.class);
    /** The end of a long speech is where its reason is. */
    private static final int LENGTH_MAX = 4096;

    private ErrorOutput() {}

    static void log(String resource, Task task, RunReport report) {
        String text = report.errorOutput().strip();
        if (!text.isEmpty()) {
            LOG.info("{} of {} said: {}", task.word(), resource,
                    text.substring(Math.max(0, text.length() - LENGTH_MAX)));
        }
    }
}
