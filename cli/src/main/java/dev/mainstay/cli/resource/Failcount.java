// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.render.Times;
import dev.mainstay.proto.v1.NodeStatusView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often an operation of a resource failed on a node, as the node's transient attributes count.
 *
 * @param count a number, or INFINITY
 * @param lastMillis when it failed last; empty if that is not known
 */
record Failcount(
        String resource,
        String node,
        String operation,
        long intervalMillis,
        String count,
        Optional<Long> lastMillis) {

    private static final Pattern ATTRIBUTE =
            Pattern.compile("fail-count-(.+)#([a-z_-]+)_([0-9]{1,18})");

    static List<Failcount> of(NodeStatusView node) {
        Map<String, String> attributes = new TreeMap<>(node.getAttributesMap());
        return attributes.entrySet().stream()
                .flatMap(attribute -> {
                    Matcher parts = ATTRIBUTE.matcher(attribute.getKey());
                    return parts.matches()
                            ? Optional.of(new Failcount(parts.group(1), node.getName(),
                                    parts.group(2), Long.parseLong(parts.group(3)),
                                    attribute.getValue(), last(attributes, attribute.getKey())))
                                    .stream()
                            : Optional.<Failcount>empty().stream();
                })
                .toList();
    }

    String intervalText() {
        return intervalMillis == 0 ? "" : "every " + intervalMillis / 1000 + " s";
    }

    String lastText() {
        return lastMillis.map(at -> "last " + Times.local(at)).orElse("");
    }

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("resource", resource);
        tree.put("node", node);
        tree.put("operation", operation);
        tree.put("intervalMillis", intervalMillis);
        tree.put("count", count);
        tree.put("lastMillis", lastMillis.orElse(0L));
        return tree;
    }

    private static Optional<Long> last(Map<String, String> attributes, String countName) {
        return Optional.ofNullable(
                attributes.get(countName.replaceFirst("^fail-count-", "last-failure-")))
                .filter(text -> text.matches("[0-9]{1,15}"))
                .map(text -> 1000 * Long.parseLong(text));
    }
}
