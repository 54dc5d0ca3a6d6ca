// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.trial;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An operation and its result, written as crm_simulate's manual has it:
 * {@code RESOURCE_TASK_INTERVAL@NODE=EXITCODE} with the interval in milliseconds.
 */
public record OperationSpec(
        InstanceId instance, String task, long intervalMillis, NodeId node, int exitCode) {

    /** What a specification has to look like, for messages. */
    public static final String FORM = "RESOURCE_TASK_INTERVAL@NODE=EXITCODE";

    /** Names of resources have underscores of their own, and those of two tasks as well. */
    private static final Pattern TEXT = Pattern.compile("(?<instance>.+?)_"
            + "(?<task>migrate_to|migrate_from|[a-z-]+)_(?<interval>[0-9]{1,15})"
            + "@(?<node>[^@=]+)=(?<code>[0-9]{1,3})");

    /** Reads a specification; empty when it has another form. */
    public static Optional<OperationSpec> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new OperationSpec(new InstanceId(matcher.group("instance")),
                matcher.group("task"), Long.parseLong(matcher.group("interval")),
                new NodeId(matcher.group("node")), Integer.parseInt(matcher.group("code"))));
    }

    /** The name of the operation, as actions of a plan have it. */
    public String key() {
        return instance + "_" + task + "_" + intervalMillis;
    }
}
