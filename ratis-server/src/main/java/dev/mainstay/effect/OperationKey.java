// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.effect;

import dev.mainstay.model.InstanceId;
import dev.mainstay.transition.Task;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts of a key such as {@code web:1_start_0}, under which events tell of an operation. Ids
 * may contain underscores; the task and the interval at the end leave no doubt where an id ends.
 */
public record OperationKey(InstanceId instance, String operation, long intervalMillis) {

    private static final Pattern FORM = Pattern.compile(Stream.of(Task.values())
            .map(Task::ocfName)
            .distinct()
            .collect(Collectors.joining("|", "(.+?)(?:_(?:pre|post)_notify)?_(",
                    ")_([0-9]{1,18})")));

    /** Empty for keys of what is no resource's operation, such as fencing. */
    public static Optional<OperationKey> parse(String key) {
        Matcher parts = FORM.matcher(key);
        return parts.matches()
                ? Optional.of(new OperationKey(new InstanceId(parts.group(1)), parts.group(2),
                        Long.parseLong(parts.group(3))))
                : Optional.empty();
    }
}
